import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../world.ts';
import { writeWhole } from '../../write-whole.ts';

export interface Blob {
  readonly digest: string;
  readonly size: number;
  /** MD5, as S3 has it in ETags. */
  readonly md5: string;
}

const folderOf = (world: World): string => join(world.folder, 's3');

/**
 * Keeps content under its digest, for one more object or part. Reading, writing and letting go are synchronous on purpose: nothing else runs
 * between a change of the state and the change of the files that belongs to it, and artifacts are small.
 */
export function writeBlob(world: World, bytes: Uint8Array): Blob {
  const { contents } = world.global.s3;
  const digest = createHash('sha256').update(bytes).digest('hex');
  const uses = contents[digest] ?? 0;
  if (uses === 0) writeWhole(folderOf(world), digest, bytes);
  contents[digest] = uses + 1;
  return { digest, size: bytes.length, md5: createHash('md5').update(bytes).digest('hex') };
}

export const readBlob = (world: World, digest: string): Uint8Array => readFileSync(join(folderOf(world), digest));

/** Lets go of content for one object or part, and removes it with the last of them. */
export function releaseBlob(world: World, digest: string): void {
  const { contents } = world.global.s3;
  const uses = (contents[digest] ?? 0) - 1;
  if (uses > 0) {
    contents[digest] = uses;
    return;
  }
  delete contents[digest];
  rmSync(join(folderOf(world), digest), { force: true });
}
