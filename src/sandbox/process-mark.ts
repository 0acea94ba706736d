import { readFileSync } from 'node:fs';
import { processStat } from './process-stat.ts';

/** When the process began, in ticks since the start of the machine. */
const START_TIME = 19;

/** When a process began, which tells it from a later one with the same number; empty where the system does not say. */
export const processMark = (pid: number): string => {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const started = processStat(pid)?.[START_TIME];
    return started === undefined ? '' : `${boot}/${started}`;
  } catch {
    return '';
  }
};
