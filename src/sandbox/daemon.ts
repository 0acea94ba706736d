import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, realpath } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { logFileOf, readDaemonRecord } from './daemon-file.ts';
import { canonicalFolder } from './canonical-folder.ts';
import { DAEMON_SETTINGS, LOST_RACE, type DaemonSettings } from './daemon-settings.ts';
import { askHealth, type Health } from './health.ts';
import { isAlive } from './process-alive.ts';
import { parseSandboxError, SandboxError } from './sandbox-error.ts';

/** A running daemon, as it describes itself, and where it answers. */
export interface Daemon extends Health {
  readonly port: number;
  readonly endpoint: string;
}

export interface StartDaemonOptions extends DaemonSettings {
  /** Program and arguments that end up in `runSpawnedDaemon()`, with absolute paths. */
  readonly command: readonly string[];
}

const POLL_MILLISECONDS = 20;
const START_MILLISECONDS = 20_000;
const STOP_MILLISECONDS = 10_000;
const LOG_TAIL_LINES = 5;

/** The daemon of a folder, if it runs. */
export const findDaemon = async (asked: string): Promise<Daemon | undefined> => {
  const folder = await realpath(asked).catch(() => asked);
  const record = await readDaemonRecord(folder);
  const health = record && (await askHealth(record.port));
  if (!health || health.pid !== record.pid || health.folder !== folder) return undefined;
  return { ...health, port: record.port, endpoint: record.endpoint };
};

const spawnDaemon = async ({ command, ...settings }: StartDaemonOptions): Promise<ChildProcess> => {
  const [program = process.execPath, ...parameters] = command;
  const log = await open(logFileOf(settings.folder), 'a');
  try {
    const child = spawn(program, parameters, {
      cwd: settings.folder,
      detached: true,
      env: { ...process.env, [DAEMON_SETTINGS]: JSON.stringify(settings) },
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    return child;
  } finally {
    await log.close();
  }
};

const logTail = async (folder: string): Promise<string> => {
  const text = await readFile(logFileOf(folder), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-LOG_TAIL_LINES).join('\n');
};

const waitFor = async <T>(look: () => Promise<T | undefined>, milliseconds: number): Promise<T | undefined> => {
  const until = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined || Date.now() > until) return found;
    await delay(POLL_MILLISECONDS);
  }
};

/** Starts the daemon of a folder, or finds the one that runs: of two racing starts one wins and both get that one. */
export const startDaemon = async (options: StartDaemonOptions): Promise<Daemon> => {
  const folder = await canonicalFolder(options.folder);
  const running = await findDaemon(folder);
  if (running) return running;
  const child = await spawnDaemon({ ...options, folder });
  let failure: unknown;
  child.once('error', error => {
    failure = error;
  });
  const started = await waitFor(async () => {
    const daemon = await findDaemon(folder);
    if (daemon) return daemon;
    // One that lost a race exits with the code of a lost race: the winner is about to answer.
    const hasFailed = failure !== undefined || (child.exitCode !== null && child.exitCode !== LOST_RACE);
    return hasFailed ? 'failed' : undefined;
  }, START_MILLISECONDS);
  if (started !== undefined && started !== 'failed') return started;
  // One that runs and does not answer would hold the folder for ever.
  child.kill();
  const tail = await logTail(folder);
  throw parseSandboxError(tail) ?? new SandboxError('notStarted', { folder, log: logFileOf(folder), tail }, { cause: failure });
};

/** Stops the daemon of a folder; tells whether one was running. */
export const stopDaemon = async (folder: string): Promise<boolean> => {
  const daemon = await findDaemon(folder);
  if (!daemon) return false;
  await fetch(`${daemon.endpoint}/_sandbox/stop`, { method: 'POST', signal: AbortSignal.timeout(STOP_MILLISECONDS) }).catch(
    () => undefined,
  );
  const gone = await waitFor(async () => (isAlive(daemon.pid) ? undefined : true), STOP_MILLISECONDS);
  if (!gone) throw new SandboxError('notStopped', { folder, pid: String(daemon.pid) });
  return true;
};
