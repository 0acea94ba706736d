import { createReadStream, createWriteStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '../errors.ts';
import { findTarPart, readTarIndex, readTarPart } from './tar-index.ts';

/** Bytes within a file on disk. */
export interface FilePart {
  readonly path: string;
  readonly offset: number;
  readonly size: number;
}

/** The files of an archive, whether it is a folder or a tar. */
export interface ArchiveFiles {
  locate(name: string): Promise<FilePart | undefined>;
  /** For the small ones. */
  read(name: string): Promise<Uint8Array | undefined>;
}

/** Opens a folder or a tar archive; one that is gzipped is unpacked into the temporary folder first. */
export async function openArchive(path: string, temporary: string): Promise<ArchiveFiles> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UserError('imageArchiveMissing', { path });
  if (found.isDirectory()) return folderFiles(path);
  const tar = (await isGzip(path)) ? join(temporary, 'archive.tar') : path;
  if (tar !== path)
    await pipeline(createReadStream(path), createGunzip(), createWriteStream(tar)).catch(error => Promise.reject(invalid(path, error)));
  return tarFiles(tar, path);
}

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(new Uint8Array(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

const folderFiles = (folder: string): ArchiveFiles => ({
  async locate(name) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() ? { path, offset: 0, size: found.size } : undefined;
  },
  read: name => readFile(join(folder, name)).catch(() => undefined),
});

async function tarFiles(tar: string, path: string): Promise<ArchiveFiles> {
  const parts = await readTarIndex(tar);
  if (!parts) throw invalid(path);
  return {
    async locate(name) {
      const part = findTarPart(parts, name);
      return part && { path: tar, offset: part.offset, size: part.size };
    },
    async read(name) {
      const part = findTarPart(parts, name);
      return part && readTarPart(tar, part);
    },
  };
}

const invalid = (path: string, cause?: unknown): UserError => new UserError('imageArchiveInvalid', { path, missing: '' }, { cause });
