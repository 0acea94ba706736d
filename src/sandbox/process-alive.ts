import { processStat } from './process-stat.ts';

/** Whether a process of that id exists and goes on. In a container whose first process is no init, those that were killed stay as zombies. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It may exist, but belong to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return processStat(pid)?.[0] !== 'Z';
};
