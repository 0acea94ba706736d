import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { UserError } from '../errors.ts';
import { ignoreFrom } from './ignore.ts';
import type { ImageSource } from './image-source.ts';

/** Podman's name for it is Containerfile. */
export const DOCKERFILES = ['Dockerfile', 'Containerfile'];

/** What a look at the disk tells at once against an image from there; all else shows when it is opened. */
export function missingSource(type: ImageSource['type'], from: string): UserError | undefined {
  const kind = (path: string) => statSync(path, { throwIfNoEntry: false });
  if (type === 'archive') return kind(from) === undefined ? new UserError('imageArchiveMissing', { path: from }) : undefined;
  if (type === 'build') {
    const isThere = DOCKERFILES.some(name => kind(join(from, name))?.isFile() === true);
    return isThere ? undefined : new UserError('dockerfileMissing', { folder: from });
  }
  if (type !== 'static') return undefined;
  if (kind(from)?.isDirectory() !== true) return new UserError('imageFolderMissing', { folder: from });
  const isServed = readdirSync(from).some(name => !ignoreFrom('')(name));
  return isServed ? undefined : new UserError('imageFolderEmpty', { folder: from });
}
