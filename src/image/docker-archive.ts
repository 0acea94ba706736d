import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { checkArchitecture, type Architecture } from './architecture.ts';
import type { Archive } from './archive-image.ts';
import { digestOf } from './digest.ts';
import { blobOf, type Blob, type ImageContent } from './image-content.ts';
import { isGzipPart, partBlob, partStream, writeLayer } from './layer.ts';
import { DOCKER_CONFIG, DOCKER_LAYER, DOCKER_MANIFEST, isRecord, parseConfig, parseJson } from './manifest.ts';

interface SavedImage {
  readonly Config: string;
  readonly Layers: readonly string[];
  readonly RepoTags?: readonly string[] | null;
}

/** The image that `docker save` or `podman save` wrote. It has no manifest for registries, and plain layers: both are made here. */
export async function dockerArchiveImage(archive: Archive, list: Uint8Array, architecture: Architecture): Promise<ImageContent> {
  const saved = onlyImage(archive, list);
  const configBytes = await archive.files.read(saved.Config);
  if (!configBytes) throw missing(archive, saved.Config);
  const config = parseConfig(configBytes);
  if (!config) throw new UserError('imageNotRunnable', { image: archive.path });
  checkArchitecture(config, architecture, archive.path);

  const layers: Blob[] = [];
  for (const [index, name] of saved.Layers.entries()) layers.push(await layerBlob(archive, name, `layer-${index}.tar.gz`));
  const configBlob = blobOf(digestOf(configBytes), configBytes);
  const manifest = new TextEncoder().encode(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: DOCKER_MANIFEST,
      config: { mediaType: DOCKER_CONFIG, digest: configBlob.digest, size: configBlob.size },
      layers: layers.map(({ digest, size }) => ({ mediaType: DOCKER_LAYER, digest, size })),
    }),
  );
  return {
    manifest,
    mediaType: DOCKER_MANIFEST,
    digest: digestOf(manifest),
    config,
    blobs: [configBlob, ...layers],
    architectures: [config.architecture ?? ''],
    close: async () => undefined,
  };
}

function onlyImage(archive: Archive, list: Uint8Array): SavedImage {
  const images = parseJson(list);
  if (!Array.isArray(images) || !images.every(isSavedImage) || images.length === 0) throw missing(archive, 'manifest.json');
  const [image, ...others] = images;
  if (!image || others.length > 0) {
    throw new UserError('imageArchiveAmbiguous', {
      path: archive.path,
      images: images.flatMap(({ RepoTags }) => RepoTags ?? []).join(', '),
    });
  }
  return image;
}

const isSavedImage = (value: unknown): value is SavedImage =>
  isRecord(value) &&
  typeof value.Config === 'string' &&
  Array.isArray(value.Layers) &&
  value.Layers.every(layer => typeof layer === 'string');

async function layerBlob(archive: Archive, name: string, file: string): Promise<Blob> {
  const part = await archive.files.locate(name);
  if (!part) throw missing(archive, name);
  if (await isGzipPart(part)) return partBlob(part);
  return (await writeLayer(partStream(part), join(archive.temporary, file))).blob;
}

const missing = (archive: Archive, name: string): UserError => new UserError('imageArchiveInvalid', { path: archive.path, missing: name });
