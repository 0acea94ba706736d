import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inTurn } from '../../in-turn.ts';
import type { World } from '../../world.ts';
import { adoptBlob, digestOfFile, uploadFile } from './blob-store.ts';
import type { RepositoryState, UploadState } from './state.ts';

/** Begins to take a layer; returns the id of the upload. */
export async function beginUpload(world: World, repository: string): Promise<string> {
  const uploadId = randomUUID();
  const file = uploadFile(world, uploadId);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '');
  world.state.ecr.uploads[uploadId] = { repository, startedAt: world.clock.now(), received: 0 };
  return uploadId;
}

/** Works on an upload of this repository when earlier requests for it are done; on none where it is not there, or no longer. */
export function withUpload<T>(
  world: World,
  repository: string,
  uploadId: string,
  work: (upload: UploadState | undefined) => Promise<T>,
): Promise<T> {
  const upload = findUpload(world, repository, uploadId);
  return upload ? inTurn(upload, () => work(findUpload(world, repository, uploadId))) : work(undefined);
}

/** The upload of this repository, while it is going on. */
export function findUpload(world: World, repository: string, uploadId: string): UploadState | undefined {
  const { uploads } = world.state.ecr;
  const upload = Object.hasOwn(uploads, uploadId) ? uploads[uploadId] : undefined;
  return upload?.repository === repository ? upload : undefined;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const LARGEST_LAYER = 52_000 * 2 ** 20;

/**
 * Adds bytes behind those that have come so far; tells whether the layer is still no larger than ECR takes, else the upload is over.
 * What a broken request wrote is not counted, and is written over or cut off later.
 */
export async function appendToUpload(
  world: World,
  uploadId: string,
  upload: UploadState,
  bytes: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const start = upload.received;
  const limited = async function* () {
    let room = LARGEST_LAYER - start;
    for await (const chunk of bytes) {
      room -= chunk.length;
      if (room < 0) throw new TooLarge();
      yield chunk;
    }
  };
  const out = createWriteStream(uploadFile(world, uploadId), { flags: 'r+', start });
  try {
    await pipeline(limited, out);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    await cancelUpload(world, uploadId);
    return false;
  }
  upload.received = start + out.bytesWritten;
  return true;
}

class TooLarge extends Error {}

/** Ends an upload: the layer belongs to the repository when its digest is the expected one, else it is thrown away. */
export async function completeUpload(
  world: World,
  repository: RepositoryState,
  uploadId: string,
  expected: string,
): Promise<{ digest: string; matches: boolean }> {
  const file = uploadFile(world, uploadId);
  await truncate(file, world.state.ecr.uploads[uploadId]?.received);
  const { digest, size } = await digestOfFile(file);
  delete world.state.ecr.uploads[uploadId];
  if (digest !== expected) {
    await rm(file, { force: true });
    return { digest, matches: false };
  }
  // Not while files are deleted: one of them may be the same layer.
  await inTurn(world, async () => {
    await adoptBlob(world, file, digest);
    repository.layers[digest] = size;
  });
  return { digest, matches: true };
}

export async function cancelUpload(world: World, uploadId: string): Promise<void> {
  delete world.state.ecr.uploads[uploadId];
  await rm(uploadFile(world, uploadId), { force: true });
}
