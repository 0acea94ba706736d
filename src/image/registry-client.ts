import { setTimeout } from 'node:timers/promises';
import { isProblem } from '../errors.ts';
import { MANIFEST_TYPES } from './manifest.ts';
import { registryOrigin } from './registry-address.ts';
import { refusal, unreachable } from './registry-errors.ts';
import { sendStream } from './send-stream.ts';
import { parseChallenge, tokenUrl, type Challenge, type Login } from './registry-login.ts';

interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT';
  /** Path below the repository, or a whole URL that the registry gave. */
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  /** A second arrival changes nothing more; so it is with reads, said or not. */
  readonly repeatable?: boolean;
  /** Answers that are no error, besides 2xx. */
  readonly accept?: readonly number[];
  /** Names what was asked for, in errors: tag or digest. */
  readonly reference?: string;
}

export interface ManifestAnswer {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** One repository of a registry, over the registry protocol. */
export interface RegistryClient {
  readonly registry: string;
  readonly repository: string;
  /** Base of its URLs. */
  readonly origin: string;
  /** Milliseconds to wait before each further attempt. */
  readonly pauses: readonly number[];
  /** The answer, when it is 2xx or one of those that the request takes; else a `UserError`. The caller must use up its body. */
  send(request: RegistryRequest): Promise<Response>;
  /** Undefined when the registry has no such tag or digest. */
  manifest(reference: string): Promise<ManifestAnswer | undefined>;
}

export interface RegistryOptions {
  readonly registry: string;
  readonly repository: string;
  readonly scope: 'pull' | 'pull,push';
  /** Used when the registry asks for it; none: anonymous. */
  readonly login?: Login | undefined;
  /** Milliseconds to wait before each further attempt of what may be sent again. */
  readonly pauses?: readonly number[] | undefined;
}

const PAUSES = [500, 1500, 4000];
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

export function registryClient(options: RegistryOptions): RegistryClient {
  const { registry, repository, pauses = PAUSES } = options;
  const origin = registryOrigin(registry);
  let authorization: string | undefined;

  const once = (request: RegistryRequest, login: string | undefined): Promise<Response> => {
    const url = new URL(request.url, `${origin}/v2/${repository}/`);
    // A login belongs to the registry; a place for uploads elsewhere has its own key in the URL.
    const mayLogIn = login !== undefined && url.origin === new URL(origin).origin;
    const headers = { ...request.headers, ...(mayLogIn && { authorization: login }) };
    return answerOf(url, request, headers).catch((error: unknown) => {
      throw unreachable(registry, error);
    });
  };

  const logIn = async (response: Response): Promise<string | undefined> => {
    const challenge = parseChallenge(response.headers.get('www-authenticate'));
    return challenge?.scheme === 'bearer' ? fetchToken(options, challenge) : options.login?.();
  };

  const authorized = async (request: RegistryRequest): Promise<Response> => {
    const used = authorization;
    const response = await once(request, used);
    const canRepeat = request.body === undefined || request.body instanceof Uint8Array;
    if (response.status !== 401 || !canRepeat) return response;
    // Another request may have logged in meanwhile.
    if (authorization === used) authorization = await logIn(response);
    if (authorization === undefined || authorization === used) return response;
    await response.body?.cancel();
    return once(request, authorization);
  };

  const patient = async (request: RegistryRequest): Promise<Response> => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    for (const pause of isRead || request.repeatable === true ? pauses : []) {
      const response = await authorized(request).catch(whenUnreachable);
      if (response && !PASSING.has(response.status)) return response;
      await response?.body?.cancel();
      await setTimeout(waitFor(response, pause));
    }
    return authorized(request);
  };

  const send = async (request: RegistryRequest): Promise<Response> => {
    const response = await patient(request);
    if (response.ok || request.accept?.includes(response.status)) return response;
    throw await refusal(response, { registry, repository, reference: request.reference });
  };

  return {
    registry,
    repository,
    origin,
    pauses,
    send,
    async manifest(reference) {
      const response = await send({
        method: 'GET',
        url: `manifests/${reference}`,
        headers: { accept: MANIFEST_TYPES.join(', ') },
        accept: [404],
        reference,
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      return response.status === 404
        ? undefined
        : { bytes, mediaType: (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim() ?? '' };
    },
  };
}

function answerOf(url: URL, { method, body }: RegistryRequest, headers: Readonly<Record<string, string>>): Promise<Response> {
  if (body === undefined || body instanceof Uint8Array) return fetch(url, { method, headers, ...(body && { body }) });
  return sendStream(url, { method, headers, body });
}

/** Lets what got no answer be tried again. */
function whenUnreachable(error: unknown): undefined {
  if (!isProblem(error, 'registryUnreachable')) throw error;
}

/** The pause that the registry asks for, as long as it is bearable. */
function waitFor(response: Response | undefined, pause: number): number {
  const asked = Number(response?.headers.get('retry-after') ?? Number.NaN) * 1000;
  return asked >= 0 && asked <= 10_000 ? Math.max(asked, pause) : pause;
}

async function fetchToken(options: RegistryOptions, challenge: Challenge): Promise<string | undefined> {
  const { registry, repository } = options;
  const url = tokenUrl(challenge, `repository:${repository}:${options.scope}`);
  if (!url) return undefined;
  const login = await options.login?.();
  const response = await fetch(url, login === undefined ? {} : { headers: { authorization: login } }).catch((error: unknown) => {
    throw unreachable(url.host, error);
  });
  if (!response.ok) throw await refusal(response, { registry, repository });
  const answer: unknown = await response.json().catch(() => undefined);
  const token = tokenIn(answer);
  return token === undefined ? undefined : `Bearer ${token}`;
}

/** `token` in Docker's form, `access_token` in OAuth's. */
function tokenIn(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  if ('token' in answer && typeof answer.token === 'string') return answer.token;
  return 'access_token' in answer && typeof answer.access_token === 'string' ? answer.access_token : undefined;
}
