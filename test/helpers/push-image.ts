import {
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  ECRClient,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import { gzipSync } from 'node:zlib';
import { writeTar } from '../../src/sandbox/tar.ts';
import { sha256 } from './make-image.ts';
import { clientConfig } from './sandbox.ts';

export interface WantedImage {
  readonly architecture?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** What its web server serves at `/`. */
  readonly page?: string;
  /** What it serves besides, by path. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  /** In place of the layer that it would have, whatever its bytes are. */
  readonly layer?: Uint8Array;
  /** In place of its config. */
  readonly config?: string;
}

type Endpoint = Parameters<typeof clientConfig>[0];

/** Makes a repository with one image, through ECR's own API, and tells the image's reference. */
export async function pushImage(sandbox: Endpoint, repositoryName: string, wanted: WantedImage): Promise<string> {
  const ecr = new ECRClient(clientConfig(sandbox));
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  await putImage(ecr, repositoryName, wanted, 'v1');
  return `${repository?.repositoryUri}:v1`;
}

/** Makes a repository with one image of several architectures, and tells its reference. */
export async function pushIndex(sandbox: Endpoint, repositoryName: string, wanted: readonly WantedImage[]): Promise<string> {
  const ecr = new ECRClient(clientConfig(sandbox));
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  const manifests = [];
  for (const image of wanted) {
    const manifest = await putImage(ecr, repositoryName, image);
    const platform = { os: 'linux', architecture: image.architecture ?? 'amd64' };
    manifests.push({ mediaType: MANIFEST, digest: sha256(manifest), size: Buffer.byteLength(manifest), platform });
  }
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests });
  await ecr.send(new PutImageCommand({ repositoryName, imageTag: 'v1', imageManifest }));
  return `${repository?.repositoryUri}:v1`;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** Puts layer, config and manifest into a repository; returns the manifest. */
async function putImage(ecr: ECRClient, repositoryName: string, wanted: WantedImage, imageTag?: string): Promise<string> {
  const files = { 'index.html': Buffer.from(wanted.page ?? 'hello'), ...wanted.files };
  const tar = writeTar(new Map(Object.entries(files).map(([path, content]) => [`usr/share/nginx/html/${path}`, content])));
  const layer = wanted.layer ?? gzipSync(tar);
  const config = Buffer.from(
    wanted.config ??
      JSON.stringify({
        architecture: wanted.architecture ?? 'amd64',
        os: 'linux',
        config: { ExposedPorts: { '80/tcp': {} }, Labels: wanted.labels ?? {} },
        rootfs: { type: 'layers', diff_ids: [sha256(tar)] },
      }),
  );
  for (const blob of [layer, config]) {
    const { uploadId } = await ecr.send(new InitiateLayerUploadCommand({ repositoryName }));
    await ecr.send(
      new UploadLayerPartCommand({ repositoryName, uploadId, partFirstByte: 0, partLastByte: blob.length - 1, layerPartBlob: blob }),
    );
    await ecr.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [sha256(blob)] }));
  }
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256(config), size: config.length },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: sha256(layer), size: layer.length }],
  });
  await ecr.send(new PutImageCommand({ repositoryName, imageTag, imageManifest }));
  return imageManifest;
}
