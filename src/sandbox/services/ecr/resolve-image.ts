import { buffer } from 'node:stream/consumers';
import { isBuiltInRepository, isStandIn, WEB_ROOT } from '../../samples.ts';
import type { World } from '../../world.ts';
import { imageReader, type ImageReader, type StoredBlob, type StoredManifest } from './image-reader.ts';
import { parseManifest, type Descriptor, type Manifest } from './manifest.ts';
import { isOwnRegistry } from './repository-shape.ts';
import { LayerError, readWebRoot } from './web-root.ts';

/** What a task of the sandbox runs: not processes, but the site that the image's web server would serve. */
export interface SandboxImage {
  readonly reference: string;
  /** Of the manifest or index that the reference names. */
  readonly digest: string;
  /** A list of images for several architectures, of which a task gets its own or none. */
  readonly isIndex: boolean;
  /** `amd64`, `arm64`. */
  readonly architectures: readonly string[];
  readonly exposedPorts: readonly number[];
  /** Path under the web root, such as `/index.html`, to its bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly labels: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

interface Config {
  readonly architecture?: string;
  readonly config?: {
    readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
    readonly Env?: readonly string[] | null;
    readonly Labels?: Readonly<Record<string, string>> | null;
  };
}

/**
 * The image that a container definition names, when the sandbox has it: in the account's repositories, built in, or stood in for.
 * Of an index the image for an architecture; where there is none, another.
 */
export async function resolveImage(world: World, reference: string, architecture = 'amd64'): Promise<SandboxImage | undefined> {
  const place = placeOf(world, reference);
  const reader = place && imageReader(world, place.repositoryName);
  const top = place && (await reader?.manifest(place.tagOrDigest));
  if (!reader || !top) return undefined;
  const images = await imagesOf(reader, top);
  const image = images.find(one => one.architecture === architecture) ?? images[0];
  if (!image) return undefined;
  const layers = (image.manifest.layers ?? []).flatMap(({ digest }) => reader.blob(digest) ?? []);
  const { config } = image.config;
  return {
    reference,
    digest: top.digest,
    isIndex: parseManifest(top.bytes)?.manifests !== undefined,
    architectures: [...new Set(images.flatMap(one => one.architecture ?? []))],
    exposedPorts: Object.keys(config?.ExposedPorts ?? {}).map(port => Number.parseInt(port, 10)),
    files: await readWebRoot(layers, WEB_ROOT),
    labels: config?.Labels ?? {},
    environment: Object.fromEntries((config?.Env ?? []).map(pair => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)])),
  };
}

interface Place {
  readonly repositoryName: string;
  readonly tagOrDigest: string;
}

function placeOf(world: World, reference: string): Place | undefined {
  const [, name = '', tag, digest] = /^([^@]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference) ?? [];
  const tagOrDigest = digest ?? tag ?? 'latest';
  const [first = '', ...rest] = name.split('/');
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = hasHost ? rest.join('/') : name;
  const isOwnHost = isOwnRegistry(world, first) || first === `${world.account}.dkr.ecr.${world.region}.amazonaws.com`;
  if (hasHost ? isOwnHost : isBuiltInRepository(name)) return { repositoryName: path, tagOrDigest };
  const full = hasHost ? `${first}/${path}` : `docker.io/${path.includes('/') ? path : `library/${path}`}`;
  return isStandIn(full) ? { repositoryName: 'sandbox/nginx', tagOrDigest: 'latest' } : undefined;
}

interface Image {
  readonly manifest: Manifest;
  readonly config: Config;
  readonly architecture: string | undefined;
}

async function imagesOf(reader: ImageReader, top: StoredManifest): Promise<readonly Image[]> {
  const manifest = parseManifest(top.bytes);
  if (!manifest?.manifests) return manifest ? [await imageOf(reader, manifest)] : [];
  const images = await Promise.all(manifest.manifests.filter(isRunnable).map(child => reader.manifest(child.digest)));
  return Promise.all(
    images.flatMap(child => {
      const parsed = child && parseManifest(child.bytes);
      return parsed ? [imageOf(reader, parsed)] : [];
    }),
  );
}

/** Builders put attestations into an index, as images for the platform `unknown`. */
const isRunnable = (child: Descriptor): boolean => child.platform?.architecture !== 'unknown';

async function imageOf(reader: ImageReader, manifest: Manifest): Promise<Image> {
  const blob = manifest.config && reader.blob(manifest.config.digest);
  if (!blob) return { manifest, config: {}, architecture: undefined };
  const config = await configIn(blob);
  return { manifest, config, architecture: config.architecture };
}

/** As much as containerd reads of a config. */
const LARGEST_CONFIG = 8 * 2 ** 20;

async function configIn(blob: StoredBlob): Promise<Config> {
  if (blob.size > LARGEST_CONFIG) throw new LayerError('failed to read the config of the image: it is too large');
  const value = parseJson((await buffer(blob.open())).toString());
  if (!isConfig(value)) throw new LayerError('failed to unmarshal the config of the image');
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const isConfig = (value: unknown): value is Config => {
  if (!isRecord(value) || !isText(value['architecture'] ?? '')) return false;
  const config = value['config'] ?? {};
  if (!isRecord(config)) return false;
  const { ExposedPorts, Env, Labels } = config;
  return (
    isRecord(ExposedPorts ?? {}) &&
    Array.isArray(Env ?? []) &&
    ((Env as readonly unknown[] | undefined) ?? []).every(isText) &&
    isRecord(Labels ?? {}) &&
    Object.values(Labels ?? {}).every(isText)
  );
};
