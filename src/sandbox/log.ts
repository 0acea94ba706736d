import { writeSync } from 'node:fs';

/** Adds a text to the daemon's log, which is its stderr. What does not fit on the disk is lost; the daemon goes on. */
export const writeLog = (text: string): void => {
  try {
    writeSync(2, text);
  } catch {
    // There is nowhere left to tell it.
  }
};

/** Logs an unexpected error with the time. */
export const logToStderr = (error: unknown): void =>
  writeLog(`${new Date().toISOString()} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
