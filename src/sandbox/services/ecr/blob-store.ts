import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../../world.ts';

type Place = Pick<World, 'folder' | 'region'>;

export const DIGEST_PATTERN = /^sha256:[0-9a-f]{64}$/;

export const sha256Of = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Each region has its own, so that a deletion in one cannot take the bytes of another. */
const blobFile = (place: Place, digest: string): string => join(place.folder, place.region, digest.slice('sha256:'.length));

export const uploadFile = (place: Place, uploadId: string): string => join(place.folder, 'uploads', uploadId);

export const readBlob = (place: Place, digest: string): Promise<Uint8Array> => readFile(blobFile(place, digest));

export const openBlob = (place: Place, digest: string, range?: { start: number; end: number }): ReadStream =>
  createReadStream(blobFile(place, digest), range);

/** Keeps the bytes under their digest. Written beside and renamed, so that a reader never sees half of them. */
export async function writeBlob(place: Place, bytes: Uint8Array): Promise<string> {
  const digest = sha256Of(bytes);
  await mkdir(join(place.folder, 'uploads'), { recursive: true });
  const beside = uploadFile(place, randomUUID());
  try {
    await writeFile(beside, bytes);
    await adoptBlob(place, beside, digest);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return digest;
}

/** Moves a finished file, whose digest has been checked, among the blobs. */
export async function adoptBlob(place: Place, file: string, digest: string): Promise<void> {
  await mkdir(join(place.folder, place.region), { recursive: true });
  await rename(file, blobFile(place, digest));
}

export async function digestOfFile(file: string): Promise<{ digest: string; size: number }> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return { digest: `sha256:${hash.digest('hex')}`, size: (await stat(file)).size };
}

/** Deletes the files of blobs that nothing refers to any more. */
export async function dropBlobs(place: Place, digests: Iterable<string>): Promise<void> {
  for (const digest of digests) await rm(blobFile(place, digest), { force: true });
}
