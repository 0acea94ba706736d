import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../world.ts';

export interface Blob {
  readonly digest: string;
  readonly size: number;
  /** MD5, as S3 has it in ETags. */
  readonly md5: string;
}

const folderOf = (world: World): string => join(world.folder, 's3');

/**
 * Keeps content under its digest. Reading, writing and letting go are synchronous on purpose: nothing else runs between a change of the state
 * and the change of the files that belongs to it, and artifacts are small.
 */
export function writeBlob(world: World, bytes: Uint8Array): Blob {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const folder = folderOf(world);
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, `${digest}.part`);
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, join(folder, digest));
  return { digest, size: bytes.length, md5: createHash('md5').update(bytes).digest('hex') };
}

export const readBlob = (world: World, digest: string): Uint8Array => readFileSync(join(folderOf(world), digest));

/** Removes content that no object and no part refers to any more. */
export function releaseBlob(world: World, digest: string): void {
  const isUsed = Object.values(world.global.s3.buckets).some(
    bucket =>
      Object.values(bucket.objects).some(versions => versions.some(version => !version.deleteMarker && version.digest === digest)) ||
      Object.values(bucket.uploads).some(upload => Object.values(upload.parts).some(part => part.digest === digest)),
  );
  if (!isUsed) rmSync(join(folderOf(world), digest), { force: true });
}
