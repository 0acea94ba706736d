import { buffer } from 'node:stream/consumers';
import { piecesOf } from './body.ts';
import { inTurn } from './in-turn.ts';
import { RegistryError } from './registry-error.ts';
import type { RegistryCall } from './registry.ts';
import { builtInRepository } from './samples.ts';
import { writeBlob } from './services/ecr/blob-store.ts';
import { imageReader } from './services/ecr/image-reader.ts';
import { appendToUpload, beginUpload, cancelUpload, completeUpload, findUpload, withUpload } from './services/ecr/layer-upload.ts';
import type { RepositoryState, UploadState } from './services/ecr/state.ts';

/** The upload of a layer: at once, in one stream, or in pieces that may be resumed. */
export async function handleUpload(call: RegistryCall, repository: RepositoryState): Promise<void> {
  if (call.method === 'POST') return start(call, repository);
  return withUpload(call.world, repository.name, call.reference, upload => proceed(call, repository, upload));
}

async function proceed(call: RegistryCall, repository: RepositoryState, upload: UploadState | undefined): Promise<void> {
  if (!upload) throw new RegistryError(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
  if (call.method === 'PATCH') return append(call, repository, upload);
  if (call.method === 'PUT') return finish(call, repository, call.reference, upload);
  if (call.method === 'GET') return answerProgress(call, repository, call.reference, upload, 204);
  if (call.method !== 'DELETE') throw new RegistryError(405, 'UNSUPPORTED', 'The operation is unsupported.');
  await cancelUpload(call.world, call.reference);
  call.response.writeHead(204).end();
}

async function start(call: RegistryCall, repository: RepositoryState): Promise<void> {
  const { world, url } = call;
  const mount = url.searchParams.get('mount');
  if (mount !== null && (await mountBlob(call, repository, mount))) return answerCreated(call, repository, mount);
  const uploadId = await beginUpload(world, repository.name);
  const upload = findUpload(world, repository.name, uploadId);
  if (!upload) throw new RegistryError(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
  if (url.searchParams.has('digest')) return finish(call, repository, uploadId, upload);
  answerProgress(call, repository, uploadId, upload, 202);
}

/** Takes over a layer that another repository of this registry has. */
async function mountBlob({ world, url }: RegistryCall, repository: RepositoryState, digest: string): Promise<boolean> {
  const from = url.searchParams.get('from') ?? '';
  const blob = imageReader(world, from)?.blob(digest);
  if (!blob) return false;
  await inTurn(world, async () => {
    if (builtInRepository(from)) await writeBlob(world, await buffer(blob.open()));
    repository.layers[digest] = blob.size;
  });
  return true;
}

async function append(call: RegistryCall, repository: RepositoryState, upload: UploadState): Promise<void> {
  const [, first] = /^(?:bytes )?(\d+)-\d+/.exec(call.request.headers['content-range'] ?? '') ?? [];
  if (first !== undefined && Number(first) !== upload.received) {
    call.response.setHeader('range', rangeText(upload));
    throw new RegistryError(416, 'BLOB_UPLOAD_INVALID', `The upload goes on at byte ${upload.received}`);
  }
  await take(call, call.reference, upload);
  answerProgress(call, repository, call.reference, upload, 202);
}

async function finish(call: RegistryCall, repository: RepositoryState, uploadId: string, upload: UploadState): Promise<void> {
  const expected = call.url.searchParams.get('digest') ?? '';
  await take(call, uploadId, upload);
  const { digest, matches } = await completeUpload(call.world, repository, uploadId, expected);
  if (!matches) throw new RegistryError(400, 'DIGEST_INVALID', `provided digest did not match uploaded content: ${digest}`);
  answerCreated(call, repository, digest);
}

async function take({ world, request }: RegistryCall, uploadId: string, upload: UploadState): Promise<void> {
  if (!(await appendToUpload(world, uploadId, upload, piecesOf(request))))
    throw new RegistryError(413, 'SIZE_INVALID', 'The layer is larger than the maximum layer size');
}

const rangeText = (upload: UploadState): string => `0-${Math.max(0, upload.received - 1)}`;

function answerProgress(
  { response }: RegistryCall,
  repository: RepositoryState,
  uploadId: string,
  upload: UploadState,
  status: 202 | 204,
): void {
  response.writeHead(status, {
    location: `/v2/${repository.name}/blobs/uploads/${uploadId}`,
    range: rangeText(upload),
    'docker-upload-uuid': uploadId,
    ...(status === 202 && { 'content-length': 0 }),
  });
  response.end();
}

function answerCreated({ response }: RegistryCall, repository: RepositoryState, digest: string): void {
  response.writeHead(201, { location: `/v2/${repository.name}/blobs/${digest}`, 'docker-content-digest': digest, 'content-length': 0 });
  response.end();
}
