import { Readable } from 'node:stream';
import { builtInRepository, type BuiltInRepository } from '../../samples.ts';
import type { World } from '../../world.ts';
import { DIGEST_PATTERN, openBlob, readBlob } from './blob-store.ts';
import { findImageById, findRepository } from './find-repository.ts';
import type { RepositoryState } from './state.ts';

export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface StoredBlob {
  readonly size: number;
  open(range?: { start: number; end: number }): Readable;
}

/** Reads a repository, whether it belongs to the account or comes with the sandbox. */
export interface ImageReader {
  manifest(tagOrDigest: string): Promise<StoredManifest | undefined>;
  blob(digest: string): StoredBlob | undefined;
  tags(): readonly string[];
}

export function imageReader(world: World, repositoryName: string): ImageReader | undefined {
  const builtIn = builtInRepository(repositoryName);
  if (builtIn) return builtInReader(builtIn);
  const repository = findRepository(world, repositoryName);
  return repository && accountReader(world, repository);
}

const builtInReader = (repository: BuiltInRepository): ImageReader => ({
  manifest: async tagOrDigest => {
    const digest = repository.tags.get(tagOrDigest) ?? tagOrDigest;
    const mediaType = repository.mediaTypes.get(digest);
    const bytes = repository.blobs.get(digest);
    return mediaType !== undefined && bytes ? { digest, mediaType, bytes } : undefined;
  },
  blob: digest => {
    const bytes = repository.mediaTypes.has(digest) ? undefined : repository.blobs.get(digest);
    return bytes && { size: bytes.length, open: range => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]) };
  },
  tags: () => [...repository.tags.keys()],
});

const accountReader = (world: World, repository: RepositoryState): ImageReader => ({
  manifest: async tagOrDigest => {
    const image = findImageById(repository, DIGEST_PATTERN.test(tagOrDigest) ? { imageDigest: tagOrDigest } : { imageTag: tagOrDigest });
    return image && { digest: image.digest, mediaType: image.mediaType, bytes: await readBlob(world, image.digest) };
  },
  blob: digest => {
    const size = Object.hasOwn(repository.layers, digest) ? repository.layers[digest] : undefined;
    return size === undefined ? undefined : { size, open: range => openBlob(world, digest, range) };
  },
  tags: () => Object.values(repository.images).flatMap(image => image.tags),
});
