import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Terraform in a folder, with the provider of this machine, pointed at a sandbox. */
export interface Terraform {
  /** Runs a command; throws where it fails. */
  readonly run: (...args: readonly string[]) => Promise<string>;
  /** What a plan would change, as it tells it; nothing where it would not. */
  readonly changes: () => Promise<string>;
}

interface Failure {
  readonly code: number;
  readonly stdout: string;
}

/** Starts to work in a folder. `scripts/test-peers.sh` finds the provider. */
export async function terraformIn(cwd: string, variables: Readonly<Record<string, string>>): Promise<Terraform> {
  const plugins = process.env['TERRAFORM_PLUGINS'] ?? '';
  const env = { PATH: process.env['PATH'], HOME: cwd, AWS_EC2_METADATA_DISABLED: 'true', CHECKPOINT_DISABLE: 'true', ...variables };
  const terraform = async (...args: readonly string[]): Promise<string> =>
    (await run('terraform', [...args, '-input=false', '-no-color'], { cwd, env, maxBuffer: 2 ** 26 })).stdout;
  await terraform('init', `-plugin-dir=${plugins}`);
  return {
    run: terraform,
    changes: async () =>
      terraform('plan', '-detailed-exitcode').then(
        () => '',
        (error: unknown) => {
          const { code, stdout } = error as Failure;
          // 2 is the code of a plan that is not empty.
          if (code !== 2) throw error;
          return stdout.slice(stdout.indexOf('Terraform will perform'));
        },
      ),
  };
}
