import { readBody } from './body.ts';
import { Fault } from './fault.ts';
import { RegistryError } from './registry-error.ts';
import { answerPage } from './registry-page.ts';
import type { RegistryCall } from './registry.ts';
import { DIGEST_PATTERN, sha256Of } from './services/ecr/blob-store.ts';
import { deleteImage, isListed } from './services/ecr/delete-image.ts';
import { findImageById } from './services/ecr/find-repository.ts';
import type { ImageReader } from './services/ecr/image-reader.ts';
import { parseManifest } from './services/ecr/manifest.ts';
import { putManifest } from './services/ecr/put-manifest.ts';
import type { RepositoryState } from './services/ecr/state.ts';

const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const MAX_MANIFEST = 4 * 1024 * 1024;

/** How the registry protocol names what ECR's API refuses. */
const CODES: Readonly<Record<string, string>> = {
  LayersNotFoundException: 'MANIFEST_BLOB_UNKNOWN',
  ReferencedImagesNotFoundException: 'MANIFEST_BLOB_UNKNOWN',
  ImageTagAlreadyExistsException: 'TAG_INVALID',
};

export async function getManifest(call: RegistryCall, reader: ImageReader): Promise<void> {
  const manifest = await reader.manifest(call.reference);
  if (!manifest) throw new RegistryError(404, 'MANIFEST_UNKNOWN', 'Requested image not found');
  call.response.writeHead(200, {
    'content-type': manifest.mediaType,
    'content-length': manifest.bytes.length,
    'docker-content-digest': manifest.digest,
  });
  call.response.end(call.method === 'HEAD' ? undefined : manifest.bytes);
}

export async function putPushedManifest(call: RegistryCall, repository: RepositoryState): Promise<void> {
  const { world, reference, request, response } = call;
  const bytes = await readManifest(call);
  const manifest = parseManifest(bytes);
  if (!manifest) throw new RegistryError(400, 'MANIFEST_INVALID', 'manifest invalid');
  const digest = sha256Of(bytes);
  const isDigest = reference.includes(':');
  if (isDigest && reference !== digest)
    throw new RegistryError(400, 'DIGEST_INVALID', `provided digest did not match uploaded content: ${digest}`);
  if (!isDigest && !TAG.test(reference)) throw new RegistryError(400, 'TAG_INVALID', 'manifest tag did not match URI');
  try {
    await putManifest(world, repository, {
      bytes,
      manifest,
      sentAs: request.headers['content-type'],
      tag: isDigest ? undefined : reference,
    });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // Pushing again what is there is no error in the registry protocol.
    if (error.code !== 'ImageAlreadyExistsException') throw new RegistryError(400, CODES[error.code] ?? 'MANIFEST_INVALID', error.message);
  }
  response.writeHead(201, { location: `/v2/${repository.name}/manifests/${digest}`, 'docker-content-digest': digest, 'content-length': 0 });
  response.end();
}

async function readManifest({ request }: RegistryCall): Promise<Uint8Array> {
  const body = await readBody(request, MAX_MANIFEST);
  if (body === undefined) throw new RegistryError(413, 'SIZE_INVALID', `A manifest has at most ${MAX_MANIFEST} bytes`);
  return body;
}

export async function deleteManifest(call: RegistryCall, repository: RepositoryState): Promise<void> {
  const { world, reference, response } = call;
  const tag = DIGEST_PATTERN.test(reference) ? undefined : reference;
  const image = findImageById(repository, tag === undefined ? { imageDigest: reference } : { imageTag: tag });
  if (!image) throw new RegistryError(404, 'MANIFEST_UNKNOWN', 'Requested image not found');
  if (isListed(repository, image) && (tag === undefined || image.tags.length === 1)) {
    throw new RegistryError(403, 'DENIED', 'Requested image referenced by manifest list');
  }
  await deleteImage(world, repository, image, tag);
  response.writeHead(202, { 'content-length': 0 });
  response.end();
}

export function listTags({ url, response, repositoryName }: RegistryCall, reader: ImageReader): void {
  answerPage({ response, url }, `/v2/${repositoryName}/tags/list`, reader.tags(), tags => ({ name: repositoryName, tags }));
}
