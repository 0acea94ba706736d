import { statSync } from 'node:fs';
import { readDaemonRecord, writeDaemonRecord } from './daemon-file.ts';
import { canonicalFolder } from './canonical-folder.ts';
import { lockFolder } from './daemon-lock.ts';
import { DAEMON_SETTINGS, LOST_RACE, type DaemonSettings } from './daemon-settings.ts';
import { DISK_TROUBLE } from './disk-trouble.ts';
import { freePort, isFreePort, isUsablePort } from './port.ts';
import { recorderOf } from './record.ts';
import { SandboxError } from './sandbox-error.ts';
import { logToStderr, writeLog } from './log.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

/** The port of last time, so that addresses in a user's notes and shell stay true; else any that is free. */
const choosePort = async ({ folder, port }: DaemonSettings): Promise<number> => {
  if (port !== undefined) {
    if (!isUsablePort(port)) throw new SandboxError('portUnusable', { port: String(port) });
    return port;
  }
  const remembered = (await readDaemonRecord(folder))?.port;
  if (remembered !== undefined && isUsablePort(remembered) && (await isFreePort(remembered))) return remembered;
  return freePort();
};

const FOLDER_CHECK_MILLISECONDS = 5000;

/** Nobody can find, stop or use a daemon whose folder was deleted: it ends by itself, also where another folder has taken that one's place. */
function endWithFolder(folder: string): void {
  const idOf = (): number | undefined => statSync(folder, { throwIfNoEntry: false })?.ino;
  const id = idOf();
  const timer = setInterval(() => {
    if (idOf() !== id) process.exit(0);
  }, FOLDER_CHECK_MILLISECONDS);
  timer.unref();
}

/** Runs a sandbox as this process, until it is told to stop. Resolves once it answers; throws where the folder has a daemon already. */
export const serveDaemon = async (settings: DaemonSettings): Promise<Sandbox> => {
  const { speed, region, version } = settings;
  const folder = await canonicalFolder(settings.folder);
  const lock = await lockFolder(folder);
  if (!lock) throw new SandboxError('alreadyRunning', { folder });
  const exit = (): void => {
    void lock.release().finally(() => process.exit(0));
  };
  let sandbox: Sandbox | undefined;
  try {
    sandbox = await startSandbox({
      folder,
      port: await choosePort(settings),
      speed,
      region,
      version,
      record: recorderOf(process.env),
      onStop: exit,
    });
    await writeDaemonRecord(folder, {
      pid: process.pid,
      port: sandbox.port,
      endpoint: sandbox.endpoint,
      speed: sandbox.clock.speed,
      version,
    });
    endWithFolder(folder);
    const { close } = sandbox;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        void close().catch(logToStderr).finally(exit);
      });
    }
    return sandbox;
  } catch (error) {
    await sandbox?.close().catch(logToStderr);
    await lock.release();
    throw error;
  }
};

/** What `startDaemon` has told this process to be. */
const settingsFromEnvironment = (environment: NodeJS.ProcessEnv): DaemonSettings => {
  const text = environment[DAEMON_SETTINGS];
  if (text === undefined) throw new TypeError(`${DAEMON_SETTINGS} is not set`);
  // Written by `startDaemon` of this same program.
  return JSON.parse(text) as DaemonSettings;
};

/** A file that may not be read or written, a full disk. */
const folderTrouble = (error: unknown): SandboxError | undefined => {
  if (!(error instanceof Error) || !('syscall' in error)) return undefined;
  const { code = error.name, path } = error as NodeJS.ErrnoException;
  if (path === undefined && !DISK_TROUBLE.includes(code)) return undefined;
  return new SandboxError('folderTrouble', { file: path ?? process.cwd(), error: code }, { cause: error });
};

/** All that the process does which `startDaemon` spawns. Its stderr is the daemon's log. */
export const runSpawnedDaemon = async (): Promise<void> => {
  try {
    await serveDaemon(settingsFromEnvironment(process.env));
  } catch (error) {
    const known = error instanceof SandboxError ? error : folderTrouble(error);
    // One line for what `startDaemon` is to throw again; the stack of anything else.
    const text = known?.message ?? (error instanceof Error ? error.stack : String(error));
    writeLog(`${text}\n`);
    process.exit(known?.code === 'alreadyRunning' ? LOST_RACE : 1);
  }
};
