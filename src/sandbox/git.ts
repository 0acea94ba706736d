import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { startForPush } from './behaviours/pipeline/start-for-push.ts';
import { authorize, refusalText } from './authorize.ts';
import { readBody } from './body.ts';
import type { CallLog } from './calls.ts';
import { Fault } from './fault.ts';
import { advertise, type GitService } from './git-advertise.ts';
import { gitIdentity } from './git-login.ts';
import { GitProtocolError, pktLine } from './git-pkt-line.ts';
import { resourceTags } from './needs.ts';
import { receivePack, type PushTarget } from './git-receive-pack.ts';
import { gitTarget, type GitTarget } from './git-target.ts';
import { uploadPack } from './git-upload-pack.ts';
import { queryOf } from './request-parts.ts';
import { moveReference, setReference } from './services/codecommit/move-branch.ts';
import { emptyGitRepository, type GitRepository } from './services/codecommit/state.ts';
import type { World } from './world.ts';

export interface GitOptions {
  readonly worldOf: (region?: string) => World;
  readonly worlds: () => readonly World[];
  readonly calls: CallLog;
}

/** A repository that somebody may read, or push to, and what a push does beyond it. */
interface Opened extends PushTarget {
  readonly world: World;
}

const LARGEST_UNPACKED = 2 ** 30;

const isService = (name: string | null): name is GitService => name === 'git-upload-pack' || name === 'git-receive-pack';

/** The smart HTTP protocol of git (https://git-scm.com/docs/http-protocol) over CodeCommit's repositories and those behind connections. */
export async function handleGit(options: GitOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('cache-control', 'no-cache');
  try {
    await serve(options, request, response);
  } catch (error) {
    if (error instanceof Fault) return answerText(response, error.status, error.message);
    if (error instanceof GitProtocolError) return answerText(response, 400, error.message);
    throw error;
  }
}

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

async function serve(options: GitOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // First of all: what follows must see the repository as it is, not as it was before the push came in.
  const body = request.method === 'POST' ? await readWhole(request) : undefined;
  const target = gitTarget(options.worldOf, options.worlds, request);
  if (target === undefined) throw notFound('There is no git repository at this address.');
  const service = target.what === 'info/refs' ? new URLSearchParams(queryOf(request)).get('service') : target.what;
  if (!isService(service)) throw new Fault('Forbidden', 'This server speaks the smart HTTP protocol of git only.', { status: 403 });
  const opened =
    target.kind === 'codecommit' ? openCodeCommit(options, target, service, request, response) : openProvided(options, target, service);
  if (target.what === 'info/refs') {
    response.writeHead(200, { 'content-type': `application/x-${service}-advertisement` });
    response.end(advertise(opened.repository, service));
    return;
  }
  if (body === undefined) throw new Fault('MethodNotAllowed', 'POST is needed here.', { status: 405 });
  response.setHeader('content-type', `application/x-${service}-result`);
  if (service === 'git-receive-pack') response.end(receivePack(opened.world, opened, body));
  else await answerFetch(response, uploadPack(opened.world, opened.repository, body));
}

/** A refusal comes before the first piece; git wants it as an answer, not as a status. */
async function answerFetch(response: ServerResponse, pieces: Generator<Buffer>): Promise<void> {
  try {
    const first = pieces.next();
    const all = function* () {
      if (first.done !== true) yield first.value;
      yield* pieces;
    };
    await pipeline(Readable.from(all(), { objectMode: false }), response);
  } catch (error) {
    if (!(error instanceof GitProtocolError) || response.headersSent) throw error;
    response.end(pktLine(`ERR ${error.message}\n`));
  }
}

async function readWhole(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request);
  if (body === undefined) throw new Fault('PayloadTooLarge', 'The push is larger than the sandbox takes in one piece.', { status: 413 });
  if (request.headers['content-encoding'] !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength: LARGEST_UNPACKED });
  } catch (error) {
    throw new GitProtocolError('the body cannot be unpacked', { cause: error });
  }
}

const notFound = (message: string): Fault => new Fault('RepositoryNotFound', message, { status: 404 });

function openCodeCommit(
  { calls }: GitOptions,
  { world, repository, name }: GitTarget & { kind: 'codecommit' },
  service: GitService,
  request: IncomingMessage,
  response: ServerResponse,
): Opened {
  const operation = service === 'git-upload-pack' ? 'GitPull' : 'GitPush';
  const action = `codecommit:${operation}`;
  const identity = gitIdentity(world, request, response);
  const note = (status: number): void =>
    calls.add({ service: 'codecommit', operation, actions: [action], caller: identity.arn, status, at: new Date() });
  if (repository === undefined) {
    note(404);
    throw notFound(`${name} does not exist`);
  }
  const need = {
    action,
    resource: repository.arn,
    context: resourceTags(repository.tags),
  };
  try {
    authorize(world, identity, 'query', [need]);
  } catch (error) {
    note(403);
    throw error;
  }
  note(200);
  return {
    world,
    repository,
    refuse: reference => refusalText(world, identity, { ...need, context: { ...need.context, 'codecommit:References': reference } }),
    move: (reference, id) => moveReference(world, repository, reference, id, identity.arn),
  };
}

/** A repository behind a connection comes into being with the first push, and needs no login. */
function openProvided(options: GitOptions, { world, provider, fullName }: GitTarget & { kind: 'provider' }, service: GitService): Opened {
  const key = `${provider}/${fullName}`;
  const { repositories } = world.global.gitProviders;
  const known: GitRepository | undefined = repositories[key];
  if (known === undefined && service === 'git-upload-pack') throw notFound(`${fullName} does not exist: push to it first.`);
  const repository = known ?? emptyGitRepository(fullName, world.clock.now());
  return {
    world,
    repository,
    move: (reference, id) => {
      repositories[key] ??= repository;
      setReference(repository, reference, id, world.clock.now());
      if (id !== undefined) startForPush(options.worlds(), provider, fullName, reference);
    },
  };
}
