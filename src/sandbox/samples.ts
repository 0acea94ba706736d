import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageFolder } from './package-folder.ts';
import { sha256Of } from './services/ecr/blob-store.ts';
import { OCI_INDEX, OCI_MANIFEST } from './services/ecr/manifest.ts';
import { writeTar } from './tar.ts';

/** A repository that every sandbox has, held in memory. It can be pulled by anybody and not changed. */
export interface BuiltInRepository {
  /** Digest of the index behind each tag. */
  readonly tags: ReadonlyMap<string, string>;
  /** Indexes, manifests, configs and layers, by digest. */
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  /** Media types of the indexes and manifests, by digest. */
  readonly mediaTypes: ReadonlyMap<string, string>;
}

export const WEB_ROOT = 'usr/share/nginx/html';

interface BuiltInImage {
  /** Under templates/: where its site comes from. */
  readonly folder: string;
  /** What it does beyond that, see `behaviourOf`. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly environment?: readonly string[];
  readonly exposedPort?: number;
  readonly architectures?: readonly string[];
}

const sick = (labels: Readonly<Record<string, string>>, environment: readonly string[] = []): BuiltInImage => ({
  folder: 'sample/v2',
  labels,
  environment,
});

const REFUSED = 'connect ECONNREFUSED 10.0.0.5:5432';

/** By repository and tag: two healthy images, and one for each way in which a release goes wrong. */
const BUILT_IN: Readonly<Record<string, Readonly<Record<string, BuiltInImage>>>> = {
  'sandbox/sample': { v1: { folder: 'sample/v1' }, v2: { folder: 'sample/v2' } },
  'sandbox/nginx': { latest: { folder: 'sample/nginx', exposedPort: 80 } },
  'sandbox/crash-at-start': {
    latest: sick({
      'sandbox.exit-code': '1',
      'sandbox.log': `Starting the application\nError: ${REFUSED}\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)\nThe database cannot be reached: giving up`,
    }),
  },
  'sandbox/never-healthy': { latest: sick({ 'sandbox.health-status': '500' }) },
  'sandbox/errors-after-shift': { latest: sick({ 'sandbox.production-status': '500' }) },
  'sandbox/slow-start': { latest: sick({ 'sandbox.start-seconds': '45' }, ['START_SECONDS=45']) },
  'sandbox/out-of-memory': { latest: sick({ 'sandbox.memory-mib': '1024' }) },
  // `latest` says that it fits, as an image does into which a program for another machine was copied.
  'sandbox/wrong-architecture': {
    latest: sick({ 'sandbox.exit-code': '255', 'sandbox.log': 'exec /docker-entrypoint.sh: exec format error' }),
    arm64: { folder: 'sample/v2', architectures: ['arm64'] },
  },
};

/** Well-known images that tasks may name without a network: the sandbox's nginx stands in for them. */
const STAND_INS: ReadonlySet<string> = new Set([
  'docker.io/library/nginx',
  'public.ecr.aws/nginx/nginx',
  'public.ecr.aws/docker/library/nginx',
]);

export const isBuiltInRepository = (name: string): boolean => Object.hasOwn(BUILT_IN, name);

/** Whether the sandbox's nginx answers for this repository of another registry. */
export const isStandIn = (repository: string): boolean => STAND_INS.has(repository);

const built = new Map<string, BuiltInRepository>();

/** The repository of this name that every sandbox has; made at the first call, the same bytes each time. */
export function builtInRepository(name: string): BuiltInRepository | undefined {
  const images = isBuiltInRepository(name) ? BUILT_IN[name] : undefined;
  if (!images) return undefined;
  const existing = built.get(name) ?? buildRepository(name, images);
  built.set(name, existing);
  return existing;
}

function buildRepository(name: string, images: Readonly<Record<string, BuiltInImage>>): BuiltInRepository {
  const tags = new Map<string, string>();
  const blobs = new Map<string, Uint8Array>();
  const mediaTypes = new Map<string, string>();
  const keep = (mediaType: string, bytes: Uint8Array) => {
    const digest = sha256Of(bytes);
    blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const keepJson = (mediaType: string, value: object) => {
    const descriptor = keep(mediaType, new TextEncoder().encode(JSON.stringify(value)));
    if (mediaType === OCI_INDEX || mediaType === OCI_MANIFEST) mediaTypes.set(descriptor.digest, mediaType);
    return descriptor;
  };
  for (const [tag, image] of Object.entries(images)) {
    const tar = writeTar(siteFiles(packageFolder('templates', image.folder)));
    const layer = keep('application/vnd.oci.image.layer.v1.tar+gzip', gzipSync(tar, { level: 9 }));
    const manifests = (image.architectures ?? ['amd64', 'arm64']).map(architecture => {
      const config = keepJson(
        'application/vnd.oci.image.config.v1+json',
        imageConfig(image, architecture, sha256Of(tar), `${name}:${tag}`),
      );
      const manifest = keepJson(OCI_MANIFEST, { schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers: [layer] });
      return { ...manifest, platform: { architecture, os: 'linux' } };
    });
    tags.set(tag, keepJson(OCI_INDEX, { schemaVersion: 2, mediaType: OCI_INDEX, manifests }).digest);
  }
  return { tags, blobs, mediaTypes };
}

/** The files of a folder and of those below it, as paths in the image. */
function siteFiles(folder: string): ReadonlyMap<string, Uint8Array> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  return new Map(names.map(name => [`${WEB_ROOT}/${name}`, readFileSync(join(folder, name))]));
}

const imageConfig = (image: BuiltInImage, architecture: string, diffId: string, title: string): object => ({
  created: '2025-01-01T00:00:00Z',
  architecture,
  os: 'linux',
  config: {
    // The sample stands in for any application, whatever port its task definition names; nginx listens on one.
    ...(image.exposedPort !== undefined && { ExposedPorts: { [`${image.exposedPort}/tcp`]: {} } }),
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...(image.environment ?? [])],
    Entrypoint: ['/docker-entrypoint.sh'],
    Cmd: ['nginx', '-g', 'daemon off;'],
    StopSignal: 'SIGQUIT',
    Labels: { 'org.opencontainers.image.title': title, ...image.labels },
  },
  rootfs: { type: 'layers', diff_ids: [diffId] },
  history: [{ created: '2025-01-01T00:00:00Z', created_by: `templates of ${title}` }],
});
