import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDaemonRecord } from '../../src/sandbox/daemon-file.ts';
import { freePort } from '../../src/sandbox/port.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { World } from '../../src/sandbox/world.ts';
import { version } from '../../src/version.ts';
import { finished, startWizard, type Run } from '../helpers/cli.ts';

const REGION = 'ap-northeast-2';

/** Minutes of AWS time pass in a moment, and what the program itself computes still fits in between. */
const SPEED = 600;

/** As long as no run takes that is not stuck. */
const PATIENCE_MILLISECONDS = 100_000;

/** Secrets of the surroundings, which must never be seen again. */
export const CANARIES = {
  AWS_SECRET_ACCESS_KEY: 'canary-Zq81/secret+key',
  AWS_SESSION_TOKEN: 'canary-Tn07/session+token',
  GITHUB_TOKEN: 'canary-Gh55-token',
};

const STATE_WRITES = fileURLToPath(new URL('state-writes.mjs', import.meta.url));

export interface RunOptions {
  /** The point of a write of the state at which the process kills itself. */
  readonly dieAt?: number;
  /** Told every other moment; the process is killed once it says so. */
  readonly isTime?: () => boolean;
}

/** A run of the program, how it ended, and how long it took. */
export interface LabRun extends Run {
  readonly killed: boolean;
  /** It did not end by itself. */
  readonly stuck: boolean;
  /** Points of writes of the state that it came by. */
  readonly points: number;
}

/** A project folder with a sandbox of its own, in this process, at a port that stays the same. */
export interface Lab {
  readonly project: string;
  sandbox(): Sandbox;
  world(): World;
  run(command: readonly string[], options?: RunOptions): Promise<LabRun>;
  /** Lets pass what is under way: what is about to end ends. */
  settle(): Promise<void>;
  /** Keeps the folder and the world as they are now. */
  keep(name: string): Promise<void>;
  /** Goes back to what was kept. */
  goBack(name: string): Promise<void>;
  /** Everything that the program has left in the folder, the sandbox's own aside. */
  files(): Promise<readonly (readonly [path: string, text: string])[]>;
  close(): Promise<void>;
}

const SETTLING_SECONDS = 2 * 3600;

export async function openLab(): Promise<Lab> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'wizard-faults-')));
  const project = join(home, 'project');
  const folder = join(project, '.wizard', 'sandbox');
  const points = join(home, 'points');
  const port = await freePort();
  let sandbox: Sandbox;

  const start = async (): Promise<void> => {
    await mkdir(folder, { recursive: true });
    sandbox = await startSandbox({ folder, port, speed: SPEED, region: REGION, version: version() });
    await writeDaemonRecord(folder, { pid: process.pid, port, endpoint: sandbox.endpoint, speed: SPEED, version: version() });
  };
  await start();

  return {
    project,
    sandbox: () => sandbox,
    world: () => sandbox.world(REGION),
    run: async (command, { dieAt, isTime } = {}) => {
      await rm(points, { force: true });
      const child = startWizard(project, [...command, '--sandbox', '--yes', '--non-interactive', '--json'], {
        ...CANARIES,
        NODE_OPTIONS: `--import=${STATE_WRITES}`,
        STATE_POINTS: points,
        ...(dieAt !== undefined && { STATE_DIE_AT: String(dieAt) }),
      });
      let killed = false;
      let stuck = false;
      const watch = setInterval(() => {
        if (killed || isTime?.() !== true) return;
        killed = true;
        child.kill('SIGKILL');
      }, 1);
      const patience = setTimeout(() => {
        stuck = true;
        child.kill('SIGKILL');
      }, PATIENCE_MILLISECONDS);
      child.once('close', () => {
        clearInterval(watch);
        clearTimeout(patience);
      });
      // A process that was killed may have left a line half written.
      const run = await finished(child, false);
      const events = run.stdout
        .split('\n')
        .flatMap(line => (line.startsWith('{') && line.endsWith('}') ? [JSON.parse(line) as Run['events'][number]] : []));
      const count = Number(await readFile(points, 'utf8').catch(() => '0'));
      return { ...run, events, result: events.at(-1), killed: child.signalCode === 'SIGKILL' && !stuck, stuck, points: count };
    },
    settle: () => sandbox.clock.skip(SETTLING_SECONDS),
    keep: async name => {
      await sandbox.close();
      await cp(project, join(home, name), { recursive: true });
      await start();
    },
    goBack: async name => {
      await sandbox.close();
      await rm(project, { recursive: true, force: true });
      await cp(join(home, name), project, { recursive: true });
      await start();
    },
    files: async () => {
      const entries = await readdir(project, { recursive: true, withFileTypes: true });
      const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
      return Promise.all(paths.filter(path => !path.startsWith(folder)).map(async path => [path, await readFile(path, 'utf8')] as const));
    },
    close: async () => {
      await sandbox.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
