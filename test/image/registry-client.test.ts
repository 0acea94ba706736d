import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseReference } from '../../src/image/reference.ts';
import { registryClient, type RegistryOptions } from '../../src/image/registry-client.ts';
import { registryImage } from '../../src/image/registry-image.ts';

const SECRET = 'c2VjcmV0LXBhc3N3b3Jk';

type Handler = (request: IncomingMessage, response: ServerResponse, host: string) => void;

/** A server that answers as told, and remembers what it was asked. */
async function serve(handler: Handler) {
  const requests: { method: string; url: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', authorization: request.headers.authorization });
    request.resume();
    handler(request, response, host);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  const client = (options: Partial<RegistryOptions> = {}) =>
    registryClient({ registry: host, repository: 'team/app', scope: 'pull', pauses: [1, 1], ...options });
  return { host, requests, client, close };
}

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

const error = (code: string, message = code) => ({ errors: [{ code, message }] });

describe('a login', () => {
  it('is fetched as a token from where the registry says, once', async () => {
    const { client, requests } = await serve((request, response, host) => {
      const url = new URL(request.url ?? '', `http://${host}`);
      if (url.pathname === '/token')
        return json(response, 200, { token: `for ${url.searchParams.get('service')} ${url.searchParams.get('scope')}` });
      if (request.headers.authorization === 'Bearer for reg.example repository:team/app:pull') return json(response, 200, { ok: true });
      return json(response, 401, error('UNAUTHORIZED'), {
        'www-authenticate': `Bearer realm="http://${host}/token",service="reg.example"`,
      });
    });
    const registry = client();
    for (let i = 0; i < 2; i += 1) expect((await registry.send({ method: 'GET', url: 'tags/list' })).status).toBe(200);
    expect(requests.map(({ url }) => url.split('?')[0])).toEqual([
      '/v2/team/app/tags/list',
      '/token',
      '/v2/team/app/tags/list',
      '/v2/team/app/tags/list',
    ]);
  });

  it('goes with its password to the token server only', async () => {
    const { client, requests } = await serve((request, response, host) => {
      if (request.url?.startsWith('/token')) return json(response, 200, { access_token: 'T' });
      if (request.headers.authorization === 'Bearer T') return json(response, 200, {});
      return json(response, 401, {}, { 'www-authenticate': `Bearer realm="http://${host}/token"` });
    });
    await client({ login: async () => `Basic ${SECRET}` }).send({ method: 'GET', url: 'tags/list' });
    expect(requests.filter(({ authorization }) => authorization?.includes(SECRET)).map(({ url }) => url.split('?')[0])).toEqual(['/token']);
  });

  it('is never sent to a token server without TLS that is not this machine', async () => {
    const { client } = await serve((_, response) =>
      json(response, 401, {}, { 'www-authenticate': 'Bearer realm="http://registry.invalid/token"' }),
    );
    await expect(client({ login: async () => `Basic ${SECRET}` }).send({ method: 'GET', url: 'tags/list' })).rejects.toMatchObject({
      code: 'registryUnauthorized',
    });
  });

  it('with name and password is given when asked for', async () => {
    const { client } = await serve((request, response) => {
      const isKnown = request.headers.authorization === `Basic ${SECRET}`;
      json(response, isKnown ? 200 : 401, {}, { 'www-authenticate': 'Basic realm="x"' });
    });
    const answers = ['a', 'b', 'c'].map(() => client({ login: async () => `Basic ${SECRET}` }).send({ method: 'GET', url: 'tags/list' }));
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('shared by requests at the same time serves all of them', async () => {
    const { client } = await serve((request, response) => {
      json(response, request.headers.authorization === `Basic ${SECRET}` ? 200 : 401, {}, { 'www-authenticate': 'Basic realm="x"' });
    });
    const registry = client({ login: async () => `Basic ${SECRET}` });
    const answers = await Promise.all([1, 2, 3, 4].map(() => registry.send({ method: 'GET', url: 'tags/list' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('never shows in an error', async () => {
    const { client } = await serve((_, response) => json(response, 401, error('UNAUTHORIZED'), { 'www-authenticate': 'Basic realm="x"' }));
    const failure = await client({ login: async () => `Basic ${SECRET}` })
      .send({ method: 'GET', url: 'tags/list' })
      .catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: 'registryUnauthorized', facts: { repository: 'team/app' } });
    expect(`${(failure as Error).stack} ${JSON.stringify(failure)}`).not.toContain(SECRET);
  });
});

describe('a refusal', () => {
  it.each([
    ['403', 403, error('DENIED'), { code: 'registryUnauthorized' }],
    [
      'an action that no policy allows',
      403,
      error(
        'DENIED',
        'User: arn:aws:iam::1:user/u is not authorized to perform: ecr:PutImage on resource: arn:r because no policy allows it',
      ),
      { code: 'accessDenied', facts: { action: 'ecr:PutImage', resource: 'arn:r', principal: 'arn:aws:iam::1:user/u' } },
    ],
    ['an unknown repository', 404, error('NAME_UNKNOWN'), { code: 'imageRepositoryMissing' }],
    ['too many pulls', 429, error('TOOMANYREQUESTS'), { code: 'registryRateLimited', facts: { instead: 'public.ecr.aws/nginx/nginx' } }],
    ['an immutable tag', 400, error('TAG_INVALID', 'the tag is immutable'), { code: 'imageTagImmutable', facts: { tag: 'v1' } }],
    ['what has no name', 418, 'short and stout', { code: 'registryRefused', facts: { status: 418 } }],
    ['a failure of its own', 500, error('UNKNOWN', 'disk full'), { code: 'registryRefused', facts: { status: 500, message: 'disk full' } }],
  ])('for %s says so', async (_, status, body, expected) => {
    const { client } = await serve((_request, response) => json(response, status, body));
    await expect(client().send({ method: 'GET', url: 'manifests/v1', reference: 'v1' })).rejects.toMatchObject(expected);
  });

  it('names the registry that does not answer', async () => {
    const { client, host, close } = await serve((_, response) => json(response, 200, {}));
    await close();
    await expect(client().manifest('v1')).rejects.toMatchObject({
      code: 'registryUnreachable',
      facts: { registry: host, reason: 'ECONNREFUSED' },
    });
  });
});

describe('a read', () => {
  it('is tried again while the registry is busy', async () => {
    let left = 2;
    const { client, requests } = await serve((_, response) => (left-- > 0 ? json(response, 503, {}) : json(response, 200, {})));
    expect((await client().send({ method: 'GET', url: 'tags/list' })).status).toBe(200);
    expect(requests).toHaveLength(3);
  });

  it('is tried again when the connection breaks', async () => {
    let left = 1;
    const { client } = await serve((request, response) => (left-- > 0 ? request.socket.destroy() : json(response, 200, {})));
    expect((await client().send({ method: 'GET', url: 'tags/list' })).status).toBe(200);
  });

  it('is the only thing that is, beside what may arrive twice', async () => {
    const { client, requests } = await serve((_, response) => json(response, 503, {}));
    await expect(client().send({ method: 'PUT', url: 'blobs/uploads/1' })).rejects.toMatchObject({ code: 'registryRefused' });
    expect(requests).toHaveLength(1);
    const repeatable = client().send({ method: 'POST', repeatable: true, url: 'blobs/uploads/' });
    await expect(repeatable).rejects.toMatchObject({ code: 'registryRefused' });
    expect(requests).toHaveLength(4);
  });
});

describe('a layer', () => {
  it('is known not to have arrived when the connection breaks instead of an answer', async () => {
    const { client } = await serve(request => request.on('end', () => request.socket.destroy()));
    const body = (async function* () {
      yield Buffer.from('layer');
    })();
    await expect(client().send({ method: 'PATCH', url: 'blobs/uploads/1', body })).rejects.toMatchObject({ code: 'registryUnreachable' });
  });
});

describe('an image', () => {
  const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

  it('whose bytes do not match its digest is refused', async () => {
    const { client, host } = await serve((_, response) => json(response, 200, { schemaVersion: 2 }));
    const reference = parseReference(`${host}/team/app@${sha256('other')}`);
    await expect(registryImage(client(), reference, 'X86_64')).rejects.toMatchObject({ code: 'imageDamaged' });
  });

  it('of the first schema is refused', async () => {
    const { client, host } = await serve((_, response) => json(response, 200, { schemaVersion: 1, name: 'app' }));
    await expect(registryImage(client(), parseReference(`${host}/team/app`), 'X86_64')).rejects.toMatchObject({ code: 'imageNotRunnable' });
  });

  it('for other machines is refused, and attestations are no images', async () => {
    const child = (architecture: string, os = 'linux') => ({
      mediaType: 'm',
      digest: sha256(architecture),
      size: 1,
      platform: { architecture, os },
    });
    const { client, host } = await serve((_, response) =>
      json(response, 200, { schemaVersion: 2, manifests: [child('arm64'), child('unknown', 'unknown')] }),
    );
    await expect(registryImage(client(), parseReference(`${host}/team/app`), 'X86_64')).rejects.toMatchObject({
      code: 'imageWrongArchitecture',
      facts: { wanted: 'X86_64', platform: 'amd64', found: 'arm64' },
    });
  });

  it('that is not there is refused with tags that are', async () => {
    const { client, host } = await serve((request, response) =>
      request.url?.includes('/tags/list')
        ? json(response, 200, { tags: ['1.26', '1.27'] })
        : json(response, 404, error('MANIFEST_UNKNOWN')),
    );
    await expect(registryImage(client(), parseReference(`${host}/team/app:9`), 'X86_64')).rejects.toMatchObject({
      code: 'imageNotFound',
      facts: { image: `${host}/team/app:9`, tags: '1.26, 1.27' },
    });
  });
});
