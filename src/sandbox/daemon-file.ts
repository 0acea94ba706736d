import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a daemon leaves in its folder: where to find it, and after it has stopped, which port to take again. */
export interface DaemonRecord {
  readonly pid: number;
  readonly port: number;
  readonly endpoint: string;
  readonly speed: number;
  readonly version: string;
}

const fileOf = (folder: string): string => join(folder, 'daemon.json');

/** Log of the daemon of a folder. */
export const logFileOf = (folder: string): string => join(folder, 'sandbox.log');

const isRecord = (value: unknown): value is DaemonRecord =>
  typeof value === 'object' && value !== null && 'pid' in value && 'port' in value && typeof value.port === 'number';

/** The record of the last daemon; undefined where there is none, or none that can be read. */
export const readDaemonRecord = async (folder: string): Promise<DaemonRecord | undefined> => {
  try {
    const record: unknown = JSON.parse(await readFile(fileOf(folder), 'utf8'));
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
};

export const writeDaemonRecord = async (folder: string, record: DaemonRecord): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const temporary = `${fileOf(folder)}.${record.pid}.tmp`;
  await writeFile(temporary, `${JSON.stringify(record, undefined, 2)}\n`);
  await rename(temporary, fileOf(folder));
};
