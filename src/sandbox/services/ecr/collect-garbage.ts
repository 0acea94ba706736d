import { inTurn } from '../../in-turn.ts';
import type { World } from '../../world.ts';
import { dropBlobs, readBlob } from './blob-store.ts';
import { neededBlobs, parseManifest } from './manifest.ts';
import type { ImageState, RepositoryState } from './state.ts';

/**
 * Takes an image without tags out of its repository, with the layers that no other image there needs. One at a time, and not
 * while anything is pushed: what is counted as needless must not come into use before its file is gone.
 */
export const removeImage = (world: World, repository: RepositoryState, image: ImageState): Promise<void> =>
  inTurn(world, async () => {
    // Meanwhile somebody may have tagged it again, or removed it, or the whole repository.
    const isThere = repository.images[image.digest] === image && world.state.ecr.repositories[repository.name] === repository;
    if (!isThere || image.tags.length > 0) return;
    const candidates = new Set(await partsOf(world, image));
    for (const other of Object.values(repository.images)) {
      if (other !== image) for (const digest of await partsOf(world, other)) candidates.delete(digest);
    }
    delete repository.images[image.digest];
    for (const digest of candidates) delete repository.layers[digest];
    await dropUnshared(world, candidates);
  });

/** Deletes the files of a repository that is gone. */
export const dropRepository = (world: World, repository: RepositoryState): Promise<void> =>
  inTurn(world, () => dropUnshared(world, [...Object.keys(repository.layers), ...Object.keys(repository.images)]));

/** Blobs are shared by all repositories of the region; a file goes when none of them knows it. */
async function dropUnshared(world: World, digests: Iterable<string>): Promise<void> {
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
