import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { UserError } from '../errors.ts';

/** Who holds a lock. */
export interface Holder {
  readonly user: string;
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

/** This process as the holder of a lock. */
export const ownHolder = (command: string): Holder => ({
  user: userName(),
  pid: process.pid,
  host: hostname(),
  since: new Date().toISOString(),
  command,
  process: processMark(process.pid),
  nonce: randomUUID(),
});

/** In a container, a user may have a number and no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}

/** The holder that a lock's text names; undefined where it is not whole. */
export function parseHolder(text: string): Holder | undefined {
  try {
    // Earlier versions did not note the user.
    const { user = '', ...rest } = JSON.parse(text) as Partial<Holder> & Omit<Holder, 'user'>;
    const holder: Holder = { ...rest, user };
    // The nonce becomes part of a file's name.
    return typeof holder.pid === 'number' && typeof holder.host === 'string' && /^[\w-]+$/.test(holder.nonce) ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** A lock that somebody else has; `place` is where it lies. */
export function lockedBy({ user, pid, host, since, command, nonce }: Holder, place: string): UserError<'locked'> {
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(since)) / 60_000)) || 0;
  return new UserError('locked', { user, pid, host, since, minutes, command, nonce, file: place });
}

/** A process of another machine may be alive: only its user can tell. */
export function isDead({ pid, host, process: mark }: Holder): boolean {
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
