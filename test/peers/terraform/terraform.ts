import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Terraform in a folder, with the provider of this machine, pointed at a sandbox. */
export interface Terraform {
  /** Runs a command; throws where it fails. */
  readonly run: (...args: readonly string[]) => Promise<string>;
  /** What a plan would change: the attributes, by resource. */
  readonly changes: () => Promise<Readonly<Record<string, readonly string[]>>>;
}

type Attributes = Readonly<Record<string, unknown>> | null;

/** The part of `terraform show -json PLAN` that is looked at. */
interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[]; readonly before: Attributes; readonly after: Attributes };
  }[];
}

/** Starts to work in a folder. `scripts/test-peers.sh` finds the provider. */
export async function terraformIn(cwd: string, variables: Readonly<Record<string, string>>): Promise<Terraform> {
  const plugins = process.env['TERRAFORM_PLUGINS'] ?? '';
  const env = { PATH: process.env['PATH'], HOME: cwd, AWS_EC2_METADATA_DISABLED: 'true', CHECKPOINT_DISABLE: 'true', ...variables };
  const terraform = async (...args: readonly string[]): Promise<string> =>
    (await run('terraform', [...args, '-no-color'], { cwd, env, maxBuffer: 2 ** 26 })).stdout;
  await terraform('init', '-input=false', `-plugin-dir=${plugins}`);
  return {
    run: terraform,
    async changes() {
      await terraform('plan', '-input=false', '-out=plan');
      const plan = JSON.parse(await terraform('show', '-json', 'plan')) as Plan;
      const changed = plan.resource_changes.filter(
        ({ change }) => !change.actions.every(action => action === 'no-op' || action === 'read'),
      );
      return Object.fromEntries(
        changed.map(({ address, change: { before, after } }) => {
          const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
          return [address, [...names].filter(name => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]))];
        }),
      );
    },
  };
}
