import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RECORD_FOLDER } from '../../src/sandbox/record.ts';
import { afterRun } from './after-run.ts';

export const WIZARD = fileURLToPath(new URL('../../bin/wizard.js', import.meta.url));

/** One line of `--json`. */
export type Event = { readonly type: string } & Readonly<Record<string, unknown>>;

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of stdout as JSON; only with `--json`. */
  readonly events: readonly Event[];
  /** The last event. */
  readonly result: Event | undefined;
}

/** An environment in which nothing of this machine counts: no AWS settings, no colours, English. */
export const cleanEnvironment = (home: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: home,
  LANG: 'C.UTF-8',
  NO_COLOR: '1',
  AWS_EC2_METADATA_DISABLED: 'true',
  [RECORD_FOLDER]: process.env[RECORD_FOLDER],
});

/** The built program, started in a folder; its stdin is closed. */
export function startWizard(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [WIZARD, ...args], {
    cwd: folder,
    env: { ...cleanEnvironment(folder), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the built program to its end. */
export async function runWizard(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  return finished(startWizard(folder, args, env), args.includes('--json'));
}

/** Waits for the end of a run. */
export async function finished(child: ChildProcess, json: boolean): Promise<Run> {
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>(resolve => void child.once('close', resolve)),
  ]);
  const events = json
    ? stdout
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line) as Event)
    : [];
  return { code, stdout, stderr, events, result: events.at(-1) };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += chunk.toString();
  return text;
}

/** An empty project folder; at the end of the test, or of the file where it was made outside of one, its sandbox is stopped and it is removed. */
export async function emptyProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wizard-e2e-'));
  afterRun(async () => {
    await runWizard(folder, ['sandbox', 'stop']);
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}
