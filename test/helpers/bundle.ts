import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'rolldown';

/** Makes a program out of a line of TypeScript that imports from `src`, to be run as a process of its own; returns its path. */
export const bundleProgram = async (folder: string, source: string): Promise<string> => {
  const entry = join(folder, 'program.ts');
  const file = join(folder, 'program.mjs');
  await writeFile(entry, source.replaceAll("from 'src/", `from '${join(import.meta.dirname, '../../src')}/`));
  await build({
    input: entry,
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    output: { file, format: 'esm' },
    logLevel: 'silent',
  });
  return file;
};
