import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { temporaryFolder } from './after-run.ts';

const run = promisify(execFile);

export const sha256 = (bytes: Uint8Array | string): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Packs a folder with the machine's own tar. */
export async function tarOf(folder: string, archive: string): Promise<string> {
  await run('tar', ['-cf', archive, '-C', folder, ...(await readdir(folder))]);
  return archive;
}

export interface MadeImage {
  readonly layer: Buffer;
  readonly config: Buffer;
  readonly manifest: Buffer;
}

/** An image with one page, whose layer the machine's own tar has packed and whose server listens on a port. */
export async function makeImage(architecture: string, page: string, port = 8080): Promise<MadeImage> {
  const root = await temporaryFolder();
  const webRoot = join(root, 'files/usr/share/nginx/html');
  await mkdir(webRoot, { recursive: true });
  await writeFile(join(webRoot, 'index.html'), page);
  const layer = await readFile(await tarOf(join(root, 'files'), join(root, 'layer.tar')));
  const config = Buffer.from(
    JSON.stringify({
      architecture,
      os: 'linux',
      config: { ExposedPorts: { [`${port}/tcp`]: {} }, User: 'web' },
      rootfs: { type: 'layers', diff_ids: [sha256(layer)] },
    }),
  );
  const compressed = gzipSync(layer);
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256(config), size: config.length },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: sha256(compressed), size: compressed.length }],
    }),
  );
  return { layer, config, manifest };
}

const put = async (folder: string, name: string, bytes: Uint8Array | string): Promise<void> => {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), bytes);
};

const blobName = (bytes: Uint8Array): string => `blobs/${sha256(bytes).replace(':', '/')}`;

/** An OCI layout that lists these images for their platforms, as one named image. */
export async function makeLayout(images: Readonly<Record<string, MadeImage>>): Promise<string> {
  const folder = await temporaryFolder();
  const manifests = [];
  for (const [architecture, image] of Object.entries(images)) {
    for (const bytes of [image.config, image.manifest, gzipSync(image.layer)]) await put(folder, blobName(bytes), bytes);
    manifests.push({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: sha256(image.manifest),
      size: image.manifest.length,
      platform: { os: 'linux', architecture },
    });
  }
  await put(folder, 'oci-layout', '{"imageLayoutVersion":"1.0.0"}');
  await put(folder, 'index.json', JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests }));
  return folder;
}

/** An OCI layout with one image of several architectures: its index is a blob as well. Returns the folder and the digest of the index. */
export async function makeMultiArchitectureLayout(
  images: Readonly<Record<string, MadeImage>>,
): Promise<{ readonly folder: string; readonly digest: string }> {
  const folder = await makeLayout(images);
  const index = await readFile(join(folder, 'index.json'));
  const entry = { mediaType: 'application/vnd.oci.image.index.v1+json', digest: sha256(index), size: index.length };
  await put(folder, blobName(index), index);
  await put(folder, 'index.json', JSON.stringify({ schemaVersion: 2, manifests: [entry] }));
  return { folder, digest: entry.digest };
}

/** What `docker save` of before version 25 wrote: plain layers, a layer that is a link to another one, and `manifest.json`. */
export async function makeDockerSave(image: MadeImage, tags: readonly string[] = ['web:v1']): Promise<string> {
  const folder = await temporaryFolder();
  const config = `${sha256(image.config).slice(7)}.json`;
  await put(folder, config, image.config);
  await put(folder, 'aaa/layer.tar', image.layer);
  await mkdir(join(folder, 'bbb'));
  await symlink('../aaa/layer.tar', join(folder, 'bbb/layer.tar'));
  await put(folder, 'manifest.json', JSON.stringify(tags.map(tag => ({ Config: config, RepoTags: [tag], Layers: ['bbb/layer.tar'] }))));
  return folder;
}

/** What `docker save` of version 25 and later writes: an OCI layout with plain layers, and `manifest.json` beside it. */
export async function makeNewDockerSave(image: MadeImage): Promise<string> {
  const folder = await temporaryFolder();
  const manifest = Buffer.from(
    image.manifest
      .toString()
      .replace(
        /"layers":.*$/,
        `"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"${sha256(image.layer)}","size":${image.layer.length}}]}`,
      ),
  );
  for (const bytes of [image.config, image.layer, manifest]) await put(folder, blobName(bytes), bytes);
  const entry = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: sha256(manifest), size: manifest.length };
  await put(folder, 'index.json', JSON.stringify({ schemaVersion: 2, manifests: [entry] }));
  await put(
    folder,
    'manifest.json',
    JSON.stringify([{ Config: blobName(image.config), RepoTags: ['web:v1'], Layers: [blobName(image.layer)] }]),
  );
  return folder;
}

/** The folder as a tar archive beside it. */
export async function packed(folder: string): Promise<string> {
  const beside = await temporaryFolder();
  return tarOf(folder, join(beside, 'image.tar'));
}
