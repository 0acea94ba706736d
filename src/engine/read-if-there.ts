import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../errors.ts';

/** The text of a file; undefined when there is none. What is no file is refused: to read a pipe or a device may never end. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    const stats = await stat(file);
    if (stats.isFile()) return await readFile(file, 'utf8');
    const sort = stats.isDirectory() ? 'folder' : stats.isFIFO() ? 'pipe' : stats.isSocket() ? 'socket' : 'device';
    throw new UserError('notAFile', { file, sort });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
