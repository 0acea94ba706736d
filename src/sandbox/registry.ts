import type { IncomingMessage, ServerResponse } from 'node:http';
import { RegistryError } from './registry-error.ts';
import { answerPage } from './registry-page.ts';
import { authorizeRegistry } from './registry-authorize.ts';
import { logIn } from './registry-login.ts';
import { deleteManifest, getManifest, listTags, putPushedManifest } from './registry-manifests.ts';
import { getBlob } from './registry-blobs.ts';
import { handleUpload } from './registry-uploads.ts';
import { isBuiltInRepository } from './samples.ts';
import { repositoryNotFoundText } from './services/ecr/faults.ts';
import { findRepository } from './services/ecr/find-repository.ts';
import { imageReader, type ImageReader } from './services/ecr/image-reader.ts';
import type { RepositoryState } from './services/ecr/state.ts';
import type { World } from './world.ts';

/** A request to the registry, with what its path says. */
export interface RegistryCall {
  readonly world: World;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly method: string;
  readonly repositoryName: string;
  /** Tag, digest, or upload id. */
  readonly reference: string;
}

/** The world of a region; of the sandbox's own region when none is named. */
export type WorldOf = (region?: string) => World;

const ROUTE = /^\/v2\/(.+)\/(blobs\/uploads|blobs|manifests|tags)\/([^/]*)$/;

/** The registry protocol v2 (https://github.com/opencontainers/distribution-spec) over the repositories of ECR. */
export async function handleRegistry(worldOf: WorldOf, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('docker-distribution-api-version', 'registry/2.0');
  try {
    await route(worldOf, request, response);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    response.writeHead(error.status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ errors: [{ code: error.code, message: error.message }] }));
  }
}

async function route(worldOf: WorldOf, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://registry');
  const method = request.method ?? 'GET';
  const [, repositoryName = '', kind = '', reference = ''] = ROUTE.exec(decodeURIComponent(url.pathname)) ?? [];
  const isRead = method === 'GET' || method === 'HEAD';
  const login = logIn(worldOf, request, response, {
    repositoryName,
    reference,
    isOpen: isRead && isBuiltInRepository(repositoryName),
    url,
  });
  const { world } = login;
  if (url.pathname === '/v2/') return answerJson(response, {});
  if (url.pathname === '/v2/_catalog' && isRead) {
    authorizeRegistry(login, { method, kind: '_catalog', repositoryName: '*', isWhole: false });
    return answerPage({ response, url }, '/v2/_catalog', Object.keys(world.state.ecr.repositories), names => ({ repositories: names }));
  }
  if (kind === '') throw new RegistryError(404, 'NAME_UNKNOWN', 'repository name not known to registry');

  const uploads = kind === 'blobs' && reference === 'uploads' ? 'blobs/uploads' : kind;
  authorizeRegistry(login, { method, kind: uploads, repositoryName, isWhole: method === 'POST' && url.searchParams.has('digest') });
  const call: RegistryCall = { world, request, response, url, method, repositoryName, reference };
  if (kind === 'tags' && isRead) return listTags(call, readerFor(call));
  if (kind === 'manifests' && isRead) return getManifest(call, readerFor(call));
  if (kind === 'blobs' && isRead) return getBlob(call, readerFor(call));
  if (kind === 'manifests' && method === 'PUT') return putPushedManifest(call, repositoryFor(call));
  if (kind === 'manifests' && method === 'DELETE') return deleteManifest(call, repositoryFor(call));
  if (uploads === 'blobs/uploads') return handleUpload(call, repositoryFor(call));
  throw new RegistryError(405, 'UNSUPPORTED', 'The operation is unsupported.');
}

function readerFor(call: RegistryCall): ImageReader {
  const reader = imageReader(call.world, call.repositoryName);
  if (!reader) throw unknownRepository(call);
  return reader;
}

function repositoryFor(call: RegistryCall): RepositoryState {
  if (isBuiltInRepository(call.repositoryName))
    throw new RegistryError(403, 'DENIED', `${call.repositoryName} comes with the sandbox and cannot be changed`);
  const repository = findRepository(call.world, call.repositoryName);
  if (!repository) throw unknownRepository(call);
  return repository;
}

const unknownRepository = ({ world, repositoryName }: RegistryCall): RegistryError =>
  new RegistryError(404, 'NAME_UNKNOWN', repositoryNotFoundText(world, repositoryName));

function answerJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
