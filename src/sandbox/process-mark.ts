import { readFileSync } from 'node:fs';

/** Field of `/proc/PID/stat` after the command's name in brackets: when the process began, in ticks since the start of the machine. */
const START_TIME = 19;

/** When a process began, which tells it from a later one with the same number; empty where the system does not say. */
export const processMark = (pid: number): string => {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME] ?? ''}`;
  } catch {
    return '';
  }
};
