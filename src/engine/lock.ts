import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
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
  const rival = await take(file, own);
  if (rival) throw new UserError('locked', { pid: rival.pid, host: rival.host, since: rival.since, command: rival.command, file });
  return held(file, own);
}

/**
 * Writes our mark into the file; returns the rival who has it, or is about to have it. Only who holds the guard of a dead holder's
 * mark may replace that mark, and the guard, which holds our own, becomes the lock by a rename: there is no instant without a lock.
 */
async function take(file: string, own: Holder): Promise<Holder | undefined> {
  for (;;) {
    if (await create(file, own)) return undefined;
    const holder = await readHolder(file);
    if (holder === undefined) continue;
    if (!isDead(holder)) return holder;
    const guard = `${file}.${holder.nonce}`;
    const rival = await take(guard, own);
    if (rival) return rival;
    if ((await readHolder(file))?.nonce === holder.nonce) {
      await rename(guard, file);
      return undefined;
    }
    await rm(guard);
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

/** Stands for the holder of a lock that its process did not live to write. */
const NOBODY: Holder = { pid: 0, host: hostname(), since: '', command: '', process: '', nonce: 'torn' };
const READS = 10;

/** The holder in the file; undefined when there is no file. One that stays torn is of a process that died while it wrote it. */
async function readHolder(file: string): Promise<Holder | undefined> {
  for (let attempt = 1; attempt <= READS; attempt += 1) {
    const text = await readIfThere(file);
    if (text === undefined) return undefined;
    const holder = parseHolder(text);
    if (holder) return holder;
    await sleep(20);
  }
  return NOBODY;
}

function parseHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder;
    // The nonce becomes part of a file's name.
    return typeof holder.pid === 'number' && typeof holder.host === 'string' && /^[\w-]+$/.test(holder.nonce) ? holder : undefined;
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

/** In a container whose first process is no init, processes that were killed stay as zombies. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return processStat(pid)?.[STATE] !== 'Z';
}

/** Fields of `/proc/PID/stat` behind the command's name in brackets: the state, and when the process began, in ticks since the start of the machine. */
const STATE = 0;
const START_TIME = 19;

function processStat(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function processMark(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const started = processStat(pid)?.[START_TIME];
    return started === undefined ? '' : `${boot} ${started}`;
  } catch {
    return '';
  }
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
