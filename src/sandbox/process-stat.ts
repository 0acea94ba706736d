import { readFileSync } from 'node:fs';

/**
 * What Linux tells of a process behind its number and name: its state first, `Z` when it has ended and nobody has asked how. Undefined where
 * there is none, or the system does not say. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function processStat(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
