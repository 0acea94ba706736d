import { UserError } from '../errors.ts';
import { checkArchitecture, chooseImage, runnable, type Architecture } from './architecture.ts';
import type { Archive } from './archive-image.ts';
import { digestOf } from './digest.ts';
import { blobOf, type Blob, type ImageContent } from './image-content.ts';
import { isIndex, OCI_MANIFEST, parseConfig, parseManifest, type Descriptor, type ImageIndex, type ImageManifest } from './manifest.ts';
import { partStream } from './layer.ts';

/** The image of a layout that was chosen. */
export interface LayoutImage {
  readonly bytes: Uint8Array;
  readonly manifest: ImageManifest;
  readonly architectures: readonly string[];
}

const NAME = 'org.opencontainers.image.ref.name';
const FULL_NAME = 'io.containerd.image.name';

/** The image for this architecture in an OCI layout; undefined when the archive is no layout. https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
export async function readLayout(archive: Archive, architecture: Architecture): Promise<LayoutImage | undefined> {
  const bytes = await archive.files.read('index.json');
  const index = bytes && parseManifest(bytes);
  if (!index || !isIndex(index)) return undefined;
  return findImage(archive, index, architecture);
}

async function findImage(archive: Archive, index: ImageIndex, architecture: Architecture): Promise<LayoutImage> {
  const descriptor = choose(archive, index, architecture);
  const bytes = await read(archive, descriptor);
  const manifest = parseManifest(bytes);
  if (!manifest) throw new UserError('imageNotRunnable', { image: archive.path });
  if (isIndex(manifest)) return findImage(archive, manifest, architecture);
  const listed = runnable(index.manifests).map(({ platform }) => platform?.architecture ?? '');
  return { bytes, manifest, architectures: [...new Set(listed)] };
}

/** The only entry, or the one for the architecture; several images with names of their own are the user's to choose from. */
function choose(archive: Archive, { manifests }: ImageIndex, architecture: Architecture): Descriptor {
  const [only, ...others] = manifests;
  if (only && others.length === 0) return only;
  const names = new Set(manifests.flatMap(({ annotations }) => annotations?.[FULL_NAME] ?? annotations?.[NAME] ?? []));
  if (names.size > 1) throw new UserError('imageArchiveAmbiguous', { path: archive.path, images: [...names].join(', ') });
  return chooseImage(manifests, architecture, archive.path);
}

export async function ociLayoutImage(
  archive: Archive,
  { bytes, manifest, architectures }: LayoutImage,
  architecture: Architecture,
): Promise<ImageContent> {
  const configBytes = await read(archive, manifest.config);
  const config = parseConfig(configBytes);
  if (!config) throw new UserError('imageNotRunnable', { image: archive.path });
  checkArchitecture(config, architecture, archive.path);
  const layers = await Promise.all(manifest.layers.filter(({ urls }) => urls === undefined).map(layer => layerBlob(archive, layer)));
  return {
    manifest: bytes,
    mediaType: manifest.mediaType ?? OCI_MANIFEST,
    digest: digestOf(bytes),
    config,
    blobs: [blobOf(manifest.config.digest, configBytes), ...layers],
    architectures: architectures.length > 0 ? architectures : [config.architecture ?? ''],
    close: async () => undefined,
  };
}

const fileOf = ({ digest }: Descriptor): string => `blobs/${digest.replace(':', '/')}`;

async function read(archive: Archive, descriptor: Descriptor): Promise<Uint8Array> {
  const bytes = await archive.files.read(fileOf(descriptor));
  if (!bytes) throw missing(archive, descriptor);
  if (digestOf(bytes) !== descriptor.digest) throw new UserError('imageDamaged', { image: archive.path, digest: descriptor.digest });
  return bytes;
}

async function layerBlob(archive: Archive, layer: Descriptor): Promise<Blob> {
  const part = await archive.files.locate(fileOf(layer));
  if (!part) throw missing(archive, layer);
  return { digest: layer.digest, size: part.size, open: async () => partStream(part) };
}

const missing = (archive: Archive, descriptor: Descriptor): UserError =>
  new UserError('imageArchiveInvalid', { path: archive.path, missing: fileOf(descriptor) });
