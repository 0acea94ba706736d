/** A reference to bytes by their digest, as manifests hold them. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly urls?: readonly string[];
  readonly platform?: { readonly os?: string; readonly architecture?: string; readonly variant?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ImageManifest {
  readonly schemaVersion: 2;
  readonly mediaType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** A list of images, one for each platform. */
export interface ImageIndex {
  readonly schemaVersion: 2;
  readonly mediaType?: string;
  readonly manifests: readonly Descriptor[];
}

/** What an image says about itself. It holds more than this; all of it is passed on as it is. */
export interface ImageConfig {
  readonly architecture?: string;
  readonly os?: string;
  readonly config?: { readonly ExposedPorts?: Readonly<Record<string, object>> | null; readonly User?: string };
  readonly rootfs?: { readonly type: string; readonly diff_ids: readonly string[] };
  readonly history?: readonly object[];
}

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
export const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';
export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
export const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';
export const DOCKER_LAYER = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

/** For the Accept header: a registry may otherwise answer in a form of its own choice. */
export const MANIFEST_TYPES: readonly string[] = [OCI_INDEX, DOCKER_LIST, OCI_MANIFEST, DOCKER_MANIFEST];

/** The image or the index that these bytes hold; undefined when they are neither, such as Docker's first schema. */
export function parseManifest(bytes: Uint8Array): ImageManifest | ImageIndex | undefined {
  const value = parseJson(bytes);
  if (!isRecord(value) || value.schemaVersion !== 2) return undefined;
  const isIndex = Array.isArray(value.manifests) && value.manifests.every(isDescriptor);
  const isImage = isDescriptor(value.config) && Array.isArray(value.layers) && value.layers.every(isDescriptor);
  return isIndex || isImage ? (value as unknown as ImageManifest | ImageIndex) : undefined;
}

export const isIndex = (manifest: ImageManifest | ImageIndex): manifest is ImageIndex => 'manifests' in manifest;

/** The config in these bytes; undefined when they hold no JSON object, as with artifacts that are no images. */
export function parseConfig(bytes: Uint8Array): ImageConfig | undefined {
  const value = parseJson(bytes);
  return isRecord(value) ? value : undefined;
}

export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDescriptor = (value: unknown): value is Descriptor =>
  isRecord(value) && typeof value.digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(value.digest) && typeof value.size === 'number';
