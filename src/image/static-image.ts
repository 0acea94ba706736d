import { join } from 'node:path';
import { digestOf } from './digest.ts';
import { blobOf, type ImageContent } from './image-content.ts';
import { writeLayer, type Layer } from './layer.ts';
import { DOCKER_LAYER, DOCKER_MANIFEST, isIndex, OCI_LAYER, parseManifest, type ImageConfig } from './manifest.ts';
import type { Report } from './report.ts';
import { staticFiles } from './static-files.ts';
import { writeTar } from './tar-writer.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/** Where well-known web servers look for files, by a part of the image's name. */
const WEB_ROOTS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)httpd(?:[:@]|$)/, 'usr/local/apache2/htdocs'],
  [/(?:^|\/)caddy(?:[:@]|$)/, 'usr/share/caddy'],
];

/** Folder of the image that its web server serves; nginx's where the name tells nothing. */
export const webRootOf = (base: string): string => WEB_ROOTS.find(([pattern]) => pattern.test(base))?.[1] ?? 'usr/share/nginx/html';

/** The base image with the folder's files laid over its web root, as one layer more. */
export const staticImage = (base: ImageContent, baseName: string, folder: string, report: Report): Promise<ImageContent> =>
  inTemporaryFolder(async temporary => {
    const files = await staticFiles(folder, webRootOf(baseName), report);
    const layer = await writeLayer(writeTar(files), join(temporary.path, 'layer.tar.gz'));
    const content = withLayer(base, layer);
    return {
      ...content,
      close: async () => {
        await temporary.remove();
        await base.close();
      },
    };
  });

function withLayer(base: ImageContent, { blob, diffId }: Layer): ImageContent {
  const manifest = parseManifest(base.manifest);
  if (!manifest || isIndex(manifest)) throw new Error('the base is not one image');
  const config = encode(configWith(base.config, diffId));
  const configDigest = digestOf(config);
  const mediaType = base.mediaType === DOCKER_MANIFEST ? DOCKER_LAYER : OCI_LAYER;
  const bytes = encode({
    ...manifest,
    config: { ...manifest.config, digest: configDigest, size: config.length },
    layers: [...manifest.layers, { mediaType, digest: blob.digest, size: blob.size }],
  });
  return {
    ...base,
    manifest: bytes,
    digest: digestOf(bytes),
    config: configWith(base.config, diffId),
    blobs: [blobOf(configDigest, config), ...base.blobs.filter(({ digest }) => digest !== manifest.config.digest), blob],
  };
}

const configWith = (config: ImageConfig, diffId: string): ImageConfig => ({
  ...config,
  rootfs: { type: 'layers', diff_ids: [...(config.rootfs?.diff_ids ?? []), diffId] },
  history: [...(config.history ?? []), { created: '1970-01-01T00:00:00Z', created_by: 'ecs-bluegreen: static files' }],
});

const encode = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
