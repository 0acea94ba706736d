import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { runWizard } from './cli.ts';

const run = promisify(execFile);

/** The AWS CLI, with the environment that `wizard sandbox env` tells, in the project's folder. Words of a command are separated by spaces; `rest` may hold any. */
export interface AwsCli {
  /** What a command prints, as JSON; undefined where it prints nothing. */
  json(command: string, ...rest: readonly string[]): Promise<unknown>;
  /** What a command prints as text: the value of `--query`, tabs between the values of a list. */
  text(command: string, ...rest: readonly string[]): Promise<string>;
  /** The complaint of a command that must fail. */
  refusal(command: string, ...rest: readonly string[]): Promise<string>;
  /** Where it goes, for other programs. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The AWS CLI for the sandbox of a project. */
export async function awsCli(folder: string): Promise<AwsCli> {
  const { result } = await runWizard(folder, ['sandbox', 'env', '--json']);
  const variables = result?.['variables'] as Readonly<Record<string, string>>;
  const env = { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8', AWS_EC2_METADATA_DISABLED: 'true', ...variables };
  const aws = async (command: string, rest: readonly string[], output: 'json' | 'text'): Promise<string> => {
    const { stdout } = await run('aws', [...command.split(' '), ...rest, '--output', output], { cwd: folder, env, maxBuffer: 2 ** 26 });
    return stdout;
  };
  return {
    variables,
    json: async (command, ...rest) => {
      const printed = await aws(command, rest, 'json');
      return printed.trim() === '' ? undefined : (JSON.parse(printed) as unknown);
    },
    text: async (command, ...rest) => (await aws(command, rest, 'text')).trim(),
    refusal: async (command, ...rest) =>
      aws(command, rest, 'text').then(
        printed => Promise.reject(new Error(`not refused: ${printed}`)),
        (error: unknown) => (error as { readonly stderr: string }).stderr,
      ),
  };
}
