/** A reference to bytes by their digest, as manifests hold them. */
export interface Descriptor {
  readonly mediaType?: string;
  readonly digest: string;
  readonly size: number;
  readonly urls?: readonly string[];
  readonly platform?: { readonly os?: string; readonly architecture?: string; readonly variant?: string };
}

/** The parts of an image manifest or an image index that matter here. */
export interface Manifest {
  readonly schemaVersion: number;
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
}

export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const MANIFEST_TYPES: readonly string[] = [OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST];

const isDescriptor = (value: unknown): value is Descriptor =>
  typeof value === 'object' &&
  value !== null &&
  'digest' in value &&
  typeof value.digest === 'string' &&
  'size' in value &&
  typeof value.size === 'number';

const isDescriptorList = (value: unknown): boolean => Array.isArray(value) && value.every(isDescriptor);

/** The manifest in these bytes, or undefined when they hold none that a registry takes. */
export function parseManifest(bytes: Uint8Array): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value) || value.schemaVersion !== 2) return undefined;
  const isIndex = 'manifests' in value && isDescriptorList(value.manifests);
  const isImage = 'config' in value && isDescriptor(value.config) && 'layers' in value && isDescriptorList(value.layers);
  return isIndex || isImage ? (value as Manifest) : undefined;
}

/** The media type of a manifest: what it says itself, else what it was sent as, else what its form tells. */
export function mediaTypeOf(manifest: Manifest, sentAs?: string): string {
  const told = [manifest.mediaType, sentAs].find(type => type !== undefined && MANIFEST_TYPES.includes(type));
  return told ?? (manifest.manifests ? OCI_INDEX : OCI_MANIFEST);
}

/** The bytes that must be there before the manifest is taken. Layers with `urls` lie elsewhere (Windows base layers). */
export const neededBlobs = (manifest: Manifest): readonly Descriptor[] =>
  [manifest.config, ...(manifest.layers ?? [])].filter(blob => blob !== undefined).filter(blob => blob.urls === undefined);
