import { mkdir, realpath } from 'node:fs/promises';

/** The one path of a folder, however it was named; made where it is missing. */
export const canonicalFolder = async (folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  return realpath(folder);
};
