import { readdirSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { ignoreFrom } from './ignore.ts';
import type { ImageSource } from './image-source.ts';

/** Podman's name for it is Containerfile. */
export const DOCKERFILES = ['Dockerfile', 'Containerfile'];

/** What a look at the disk tells at once against an image from there; all else shows when it is opened. */
export function missingSource(type: ImageSource['type'], from: string): UserError | undefined {
  if (type === 'archive') return kindOf(from) === undefined ? new UserError('imageArchiveMissing', { path: from }) : undefined;
  if (type === 'build') {
    const isThere = DOCKERFILES.some(name => kindOf(join(from, name))?.isFile() === true);
    return isThere ? undefined : new UserError('dockerfileMissing', { folder: from });
  }
  if (type !== 'static') return undefined;
  if (kindOf(from)?.isDirectory() !== true) return new UserError('imageFolderMissing', { folder: from });
  const isServed = namesIn(from).some(name => !ignoreFrom('')(name));
  return isServed ? undefined : new UserError('imageFolderEmpty', { folder: from });
}

/** What may not be looked at is as good as missing. */
function kindOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
