import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterFile } from './after-run.ts';
import { runWizard } from './cli.ts';

const run = promisify(execFile);
const BATCH = fileURLToPath(new URL('../peers/aws-cli/batch.py', import.meta.url));

/** The AWS CLI, with the environment that `wizard sandbox env` tells, in the project's folder. Words of a command are separated by spaces; `rest` may hold any. */
export interface AwsCli {
  /** What a command prints, as JSON; undefined where it prints nothing. */
  json(command: string, ...rest: readonly string[]): Promise<unknown>;
  /** What a command prints as text: the value of `--query`, tabs between the values of a list. */
  text(command: string, ...rest: readonly string[]): Promise<string>;
  /** The complaint of a command that must fail. */
  refusal(command: string, ...rest: readonly string[]): Promise<string>;
  /** Everything of a command that may fail, in no output format but the command's own. */
  outcome(command: string, ...rest: readonly string[]): Promise<AwsOutcome>;
  /** Everything of many short commands, run in one process. */
  batch(commands: readonly string[]): Promise<readonly AwsOutcome[]>;
  /** A command that goes on until it is ended. */
  running(command: string, ...rest: readonly string[]): RunningAws;
  /** Where it goes, for other programs. */
  readonly variables: Readonly<Record<string, string>>;
}

/** How a command has ended. */
export interface AwsOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that goes on. */
export interface RunningAws {
  /** What it has printed so far. */
  stdout(): string;
  /** Ends it as Ctrl-C does, and tells its complaints. */
  end(): Promise<string>;
}

/** A release line of the AWS CLI, and where it is installed: version 1 from PyPI, version 2 from Debian. */
export interface AwsProgram {
  readonly version: 1 | 2;
  readonly path: string;
  /** The interpreter that has its code. */
  readonly python: string;
}

const inVenv = (name: string): string => fileURLToPath(new URL(`../../.venv-test/bin/${name}`, import.meta.url));

/** Both release lines. */
export const AWS_PROGRAMS: readonly AwsProgram[] = [
  { version: 1, path: inVenv('aws'), python: inVenv('python3') },
  { version: 2, path: '/usr/bin/aws', python: '/usr/bin/python3' },
];

/** The AWS CLI for the sandbox of a project. */
export async function awsCli(folder: string): Promise<AwsCli> {
  const { result } = await runWizard(folder, ['sandbox', 'env', '--json']);
  return awsCliIn(folder, result?.['variables'] as Readonly<Record<string, string>>);
}

/** The AWS CLI in a folder, which is its home too, with these variables. */
export async function awsCliIn(folder: string, variables: Readonly<Record<string, string>>, program?: AwsProgram): Promise<AwsCli> {
  const endpoint = variables['AWS_ENDPOINT_URL'] ?? '';
  // Version 2 knows the variable since 2.13 only.
  const words = program?.version === 2 ? ['--endpoint-url', endpoint] : [];
  if (program?.version === 2) await sendCodeDeployTo(folder, endpoint);
  const env = { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8', AWS_PAGER: '', AWS_EC2_METADATA_DISABLED: 'true', ...variables };
  const start = (args: readonly string[]) => run(program?.path ?? 'aws', [...words, ...args], { cwd: folder, env, maxBuffer: 2 ** 26 });
  const aws = async (command: string, rest: readonly string[], output: 'json' | 'text'): Promise<string> =>
    (await start(['--output', output, ...command.split(' '), ...rest])).stdout;
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
    outcome: (command, ...rest) =>
      start([...command.split(' '), ...rest]).then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        (error: unknown) => error as AwsOutcome,
      ),
    batch: async commands => {
      const child = run(program?.python ?? 'python3', ['-B', BATCH], { cwd: folder, env, maxBuffer: 2 ** 26 });
      child.child.stdin?.end(JSON.stringify(commands.map(command => [...words, ...command.split(' ')])));
      return JSON.parse((await child).stdout) as readonly AwsOutcome[];
    },
    running: (command, ...rest) => {
      const child = spawn(program?.path ?? 'aws', [...words, ...command.split(' '), ...rest], {
        cwd: folder,
        env: { ...env, PYTHONUNBUFFERED: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      afterFile(async () => void child.kill('SIGKILL'));
      const texts = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (piece: Buffer) => (texts[name] += piece.toString()));
      const closed = once(child, 'close');
      return {
        stdout: () => texts.stdout,
        end: async () => {
          child.kill('SIGINT');
          await closed;
          return texts.stderr;
        },
      };
    },
  };
}

/** `aws ecs deploy` gives its second client no `--endpoint-url`; what botocore finds in the home's models comes before its own. */
async function sendCodeDeployTo(home: string, url: string): Promise<void> {
  const models = join(home, '.aws/models/codedeploy/2014-10-06');
  await mkdir(models, { recursive: true });
  const text = (name: string) => ({ type: 'String', builtIn: name, required: false, documentation: name });
  const flag = (name: string) => ({ ...text(name), type: 'Boolean', required: true, default: false });
  await writeFile(
    join(models, 'endpoint-rule-set-1.json'),
    JSON.stringify({
      version: '1.0',
      parameters: {
        Region: text('AWS::Region'),
        Endpoint: text('SDK::Endpoint'),
        UseDualStack: flag('AWS::UseDualStack'),
        UseFIPS: flag('AWS::UseFIPS'),
      },
      rules: [{ type: 'endpoint', conditions: [], endpoint: { url, properties: {}, headers: {} } }],
    }),
  );
}
