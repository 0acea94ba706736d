import {
  ImageAlreadyExistsException$,
  ImageTagAlreadyExistsException$,
  LayersNotFoundException$,
  ReferencedImagesNotFoundException$,
} from '@aws-sdk/client-ecr';
import { fault } from '../../fault.ts';
import { inTurn } from '../../in-turn.ts';
import type { World } from '../../world.ts';
import { sha256Of, writeBlob } from './blob-store.ts';
import { imageEvent } from './image-event.ts';
import { immutableTagText } from './faults.ts';
import { findImageById } from './find-repository.ts';
import { mediaTypeOf, neededBlobs, type Manifest } from './manifest.ts';
import type { ImageState, RepositoryState } from './state.ts';
import { isImmutable } from './tag-mutability.ts';

export interface ManifestToPut {
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  readonly sentAs?: string | undefined;
  readonly tag?: string | undefined;
}

/** Takes a manifest into a repository and lets its tag point there, as both `PutImage` and a push do. Refused before anything is changed. */
export const putManifest = (world: World, repository: RepositoryState, put: ManifestToPut): Promise<ImageState> =>
  inTurn(world, () => putNow(world, repository, put));

async function putNow(world: World, repository: RepositoryState, put: ManifestToPut): Promise<ImageState> {
  const digest = sha256Of(put.bytes);
  refuseMissingParts(repository, put.manifest);
  const existing = repository.images[digest];
  if (existing && (put.tag === undefined || existing.tags.includes(put.tag))) throw alreadyExists(world, repository, digest, put.tag);
  refuseImmutable(repository, put.tag);

  await writeBlob(world, put.bytes);
  const image = repository.images[digest] ?? newImage(world, put, digest);
  repository.images[digest] = image;
  if (put.tag !== undefined) moveTag(repository, image, put.tag);
  world.emit(imageEvent(repository, image, 'PUSH', put.tag));
  return image;
}

function refuseMissingParts(repository: RepositoryState, manifest: Manifest): void {
  const missing = neededBlobs(manifest).filter(blob => !Object.hasOwn(repository.layers, blob.digest));
  if (missing.length > 0) {
    throw fault(LayersNotFoundException$, `Layers with digests '[${missing.map(blob => blob.digest).join(', ')}]' not found`);
  }
  const absent = (manifest.manifests ?? []).filter(child => !Object.hasOwn(repository.images, child.digest));
  if (absent.length > 0) {
    throw fault(
      ReferencedImagesNotFoundException$,
      `The image manifest list references images that do not exist: ${absent.map(child => child.digest).join(', ')}`,
    );
  }
}

function refuseImmutable(repository: RepositoryState, tag: string | undefined): void {
  if (tag === undefined || !isImmutable(repository, tag) || !findImageById(repository, { imageTag: tag })) return;
  throw fault(ImageTagAlreadyExistsException$, immutableTagText(repository.name, tag));
}

const alreadyExists = (world: World, repository: RepositoryState, digest: string, tag: string | undefined) =>
  fault(
    ImageAlreadyExistsException$,
    `Image with digest '${digest}' and tag '${tag ?? 'null'}' already exists in the repository with name '${repository.name}' in registry with id '${world.account}'`,
  );

function newImage(world: World, put: ManifestToPut, digest: string): ImageState {
  const { manifest, bytes } = put;
  const artifact = manifest.artifactType ?? manifest.config?.mediaType;
  return {
    digest,
    mediaType: mediaTypeOf(manifest, put.sentAs),
    ...(artifact !== undefined && { artifactMediaType: artifact }),
    manifestSize: bytes.length,
    size: neededBlobs(manifest).reduce((sum, blob) => sum + blob.size, 0),
    pushedAt: world.clock.now(),
    children: (manifest.manifests ?? []).map(child => child.digest),
    tags: [],
  };
}

/** A tag points at one image: the one that had it loses it, and stays behind untagged. */
function moveTag(repository: RepositoryState, to: ImageState, tag: string): void {
  for (const image of Object.values(repository.images)) image.tags = image.tags.filter(own => own !== tag);
  to.tags = [...to.tags, tag];
}
