import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { readIfThere } from './read-if-there.ts';

/** Who holds a lock. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO time. */
  readonly since: string;
  readonly command: string;
  /** Start of the machine and of the process: tells a new process with an old number from the holder. Empty where unknown. */
  readonly process: string;
  /** Unique to this taking of the lock. */
  readonly nonce: string;
}

export interface Lock {
  release(): Promise<void>;
}

const ATTEMPTS = 10;

/**
 * Takes the lock file, or throws `locked` with its holder. A lock whose holder is dead is taken over: Node has no lock that the
 * system frees when a process dies. Freed by `release`, or when the process exits.
 */
export async function acquireLock(file: string, command: string): Promise<Lock> {
  await mkdir(dirname(file), { recursive: true });
  const own: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    command,
    process: processMark(process.pid),
    nonce: randomUUID(),
  };
  for (let attempt = 1; ; attempt += 1) {
    if (await create(file, own)) return held(file, own);
    const holder = await readHolder(file);
    const isStale = isDead(holder);
    if (isStale) await takeAway(file, holder);
    if (!isStale || attempt >= ATTEMPTS) throw lockedBy(holder, file);
  }
}

async function create(file: string, own: Holder): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(own)}\n`);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const lockedBy = ({ pid, host, since, command }: Holder, file: string): UserError =>
  new UserError('locked', { pid, host, since, command, file });

/** Stands for a lock that is gone, or that its process did not live to write. */
const NOBODY: Holder = { pid: 0, host: hostname(), since: '?', command: '?', process: '', nonce: '' };
const READS = 10;

/** The holder in the file. A file that stays empty or torn is of a process that died while it wrote it. */
async function readHolder(file: string): Promise<Holder> {
  for (let attempt = 1; attempt <= READS; attempt += 1) {
    const text = await readIfThere(file);
    if (text === undefined) return NOBODY;
    const holder = parseHolder(text);
    if (holder) return holder;
    await sleep(20);
  }
  return NOBODY;
}

function parseHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder;
    return typeof holder.pid === 'number' && typeof holder.host === 'string' ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** A process of another machine may be alive: only its user can tell. */
function isDead({ pid, host, process: mark }: Holder): boolean {
  if (host !== hostname()) return false;
  if (pid === 0 || !isAlive(pid)) return true;
  const current = processMark(pid);
  return mark !== '' && current !== '' && current !== mark;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field of `/proc/PID/stat` after the command's name in brackets: when the process began, in ticks since the start of the machine. */
const START_TIME = 19;

function processMark(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${boot} ${fields[START_TIME] ?? ''}`;
  } catch {
    return '';
  }
}

/**
 * Moves a stale lock out of the way. Of several that try, one moves it; another may catch the lock that the first has taken
 * meanwhile, and puts it back.
 */
async function takeAway(file: string, stale: Holder): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = parseHolder(await readFile(aside, 'utf8'));
  if (moved && moved.nonce !== stale.nonce) await link(aside, file);
  await rm(aside, { force: true });
}

function held(file: string, own: Holder): Lock {
  const free = (): void => {
    process.off('exit', free);
    try {
      if (parseHolder(readFileSync(file, 'utf8'))?.nonce === own.nonce) rmSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  };
  process.on('exit', free);
  return { release: async () => free() };
}
