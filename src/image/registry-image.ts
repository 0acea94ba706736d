import { UserError } from '../errors.ts';
import { checkArchitecture, chooseImage, runnable, type Architecture } from './architecture.ts';
import { digestOf } from './digest.ts';
import { blobOf, type Blob, type ImageContent } from './image-content.ts';
import { isIndex, parseConfig, parseManifest, type Descriptor } from './manifest.ts';
import { printReference, tagOrDigest, type Reference } from './reference.ts';
import type { ManifestAnswer, RegistryClient } from './registry-client.ts';

/** The image of a registry that runs on this architecture. Its layers stay where they are until they are asked for. */
export async function registryImage(client: RegistryClient, reference: Reference, architecture: Architecture): Promise<ImageContent> {
  const name = printReference(reference);
  const top = await manifestOf(client, reference, tagOrDigest(reference));
  const listed = parse(top, name);
  const chosen = isIndex(listed) ? await manifestOf(client, reference, chooseImage(listed.manifests, architecture, name).digest) : top;
  const manifest = parse(chosen, name);
  if (isIndex(manifest)) throw new UserError('imageNotRunnable', { image: name });
  const configBytes = await bytesOf(client, manifest.config);
  const config = parseConfig(configBytes);
  if (!config) throw new UserError('imageNotRunnable', { image: name });
  checkArchitecture(config, architecture, name);
  const offered = isIndex(listed)
    ? runnable(listed.manifests).map(({ platform }) => platform?.architecture ?? '')
    : [config.architecture ?? ''];
  return {
    manifest: chosen.bytes,
    mediaType: manifest.mediaType ?? chosen.mediaType,
    digest: digestOf(chosen.bytes),
    config,
    blobs: [
      blobOf(manifest.config.digest, configBytes),
      ...manifest.layers.filter(layer => layer.urls === undefined).map(layer => remoteBlob(client, layer)),
    ],
    architectures: [...new Set(offered)],
    close: async () => undefined,
  };
}

async function manifestOf(client: RegistryClient, reference: Reference, tagOrDigestText: string): Promise<ManifestAnswer> {
  const answer = await client.manifest(tagOrDigestText);
  if (!answer) throw new UserError('imageNotFound', { image: printReference(reference), tags: await someTags(client) });
  // A digest is a promise about the bytes, whoever hands them out.
  if (tagOrDigestText.startsWith('sha256:') && digestOf(answer.bytes) !== tagOrDigestText) throw damaged(client, tagOrDigestText);
  return answer;
}

function parse(answer: ManifestAnswer, image: string) {
  const manifest = parseManifest(answer.bytes);
  if (!manifest) throw new UserError('imageNotRunnable', { image });
  return manifest;
}

/** A few tags that are there, for the user to choose from. */
async function someTags(client: RegistryClient): Promise<string> {
  const response = await client.send({ method: 'GET', url: 'tags/list?n=10', accept: [400, 401, 403, 404, 405, 429] });
  const answer: unknown = await response.json().catch(() => undefined);
  const tags = typeof answer === 'object' && answer !== null && 'tags' in answer && Array.isArray(answer.tags) ? answer.tags : [];
  return tags
    .filter(tag => typeof tag === 'string')
    .slice(0, 10)
    .join(', ');
}

async function bytesOf(client: RegistryClient, { digest }: Descriptor): Promise<Uint8Array> {
  const response = await client.send({ method: 'GET', url: `blobs/${digest}`, reference: digest });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (digestOf(bytes) !== digest) throw damaged(client, digest);
  return bytes;
}

const damaged = ({ registry, repository }: RegistryClient, digest: string): UserError =>
  new UserError('imageDamaged', { image: `${registry}/${repository}`, digest });

const remoteBlob = (client: RegistryClient, { digest, size }: Descriptor): Blob => ({
  digest,
  size,
  mountFrom: { registry: client.registry, repository: client.repository },
  open: async () => {
    const { body } = await client.send({ method: 'GET', url: `blobs/${digest}`, reference: digest });
    return body ?? emptyStream();
  },
});

async function* emptyStream(): AsyncGenerator<Uint8Array> {}
