import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes the folder of what the wizard itself keeps, with a `.gitignore` of its own: it is of this machine alone, and of a rehearsal it holds
 * image layers. Whoever wants it in git may change that file. Where nothing can be written, whoever needs the folder says that.
 */
export async function hideFromGit(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch {}
}
