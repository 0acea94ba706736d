import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a file beside its place and renames it, so that a reader never sees half of it. Of one that does not fit on the disk nothing stays. */
export function writeWhole(folder: string, name: string, bytes: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, `${name}.part`);
  try {
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, join(folder, name));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
