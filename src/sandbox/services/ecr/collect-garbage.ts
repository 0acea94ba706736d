import type { World } from '../../world.ts';
import { dropBlobs, readBlob } from './blob-store.ts';
import { neededBlobs, parseManifest } from './manifest.ts';
import type { ImageState, RepositoryState } from './state.ts';

/** Deletes the files of the removed images and of the layers that no image of the repository needs any more. */
export async function collectGarbage(world: World, repository: RepositoryState, removed: readonly ImageState[]): Promise<void> {
  const candidates = new Set<string>();
  for (const image of removed) for (const digest of await partsOf(world, image)) candidates.add(digest);
  for (const image of Object.values(repository.images)) for (const digest of await partsOf(world, image)) candidates.delete(digest);
  for (const digest of candidates) delete repository.layers[digest];
  await dropUnshared(world, candidates);
}

/** Blobs are shared by all repositories of the region; a file goes when none of them knows it. */
export async function dropUnshared(world: World, digests: Iterable<string>): Promise<void> {
  const repositories = Object.values(world.state.ecr.repositories);
  const isKnown = (digest: string): boolean =>
    repositories.some(repository => Object.hasOwn(repository.layers, digest) || Object.hasOwn(repository.images, digest));
  await dropBlobs(
    world,
    [...digests].filter(digest => !isKnown(digest)),
  );
}

async function partsOf(world: World, image: ImageState): Promise<readonly string[]> {
  const manifest = parseManifest(await readBlob(world, image.digest));
  return [image.digest, ...(manifest ? neededBlobs(manifest).map(blob => blob.digest) : [])];
}
