import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  type CreateRepositoryRequest,
} from '@aws-sdk/client-ecr';
import { steppedTime } from '../../src/sandbox/clock-stepped.ts';
import { allowing, restrictedCaller } from '../helpers/restricted-caller.ts';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';

const sha256 = (bytes: Uint8Array | string): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

const CONFIG = JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } });
const LAYER = 'layer bytes';

const manifestOf = (note: string): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256(CONFIG), size: CONFIG.length },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: sha256(LAYER), size: LAYER.length }],
    annotations: { note },
  });

async function start(repository: Partial<CreateRepositoryRequest> = {}, region?: string) {
  const clock = steppedTime();
  const sandbox = await startTestSandbox({ clock });
  const client = new ECRClient({ ...clientConfig(sandbox), ...(region && { region }) });
  await client.send(new CreateRepositoryCommand({ repositoryName: 'app', ...repository }));
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
  const authorization = `Basic ${authorizationData?.[0]?.authorizationToken}`;
  const call = (method: string, path: string, body?: string | Uint8Array, headers: Record<string, string> = {}) =>
    fetch(new URL(path, sandbox.endpoint), { method, headers: { authorization, ...headers }, ...(body !== undefined && { body }) });
  const pushBlob = (bytes: string, name = 'app') => call('POST', `/v2/${name}/blobs/uploads/?digest=${sha256(bytes)}`, bytes);
  const pushManifest = (text: string, reference: string, type = OCI_MANIFEST) =>
    call('PUT', `/v2/app/manifests/${reference}`, text, { 'content-type': type });
  const pushImage = async (note: string, tag: string) => {
    for (const blob of [CONFIG, LAYER]) await pushBlob(blob);
    return pushManifest(manifestOf(note), tag);
  };
  const events = () => sandbox.world(region).state.timers.flatMap(({ data }) => (isEvent(data) ? [data.detail] : []));
  return { sandbox, clock, client, call, pushBlob, pushManifest, pushImage, events };
}

const isEvent = (data: unknown): data is { detail: Record<string, unknown> } =>
  typeof data === 'object' && data !== null && 'detail' in data;

const errorOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { code: string; message: string }[] };
  return { status: response.status, ...errors[0] };
};

describe('a login', () => {
  it.each([
    ['none', ''],
    ['a wrong password', `Basic ${btoa('AWS:us-east-1.wrong')}`],
    ['another user', `Basic ${btoa('root:us-east-1.wrong')}`],
    ['a bearer token', 'Bearer x'],
  ])('is asked for where there is %s', async (_, authorization) => {
    const { call } = await start();
    for (const path of ['/v2/', '/v2/app/tags/list', '/v2/nope/manifests/v1']) {
      const response = await call('GET', path, undefined, { authorization });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    }
  });

  it('is of whoever asked for the token, and lets them do what they may', async () => {
    const { sandbox, pushImage, call } = await start();
    await pushImage('one', 'v1');
    const pull = ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
    const credentials = restrictedCaller(sandbox.world(), allowing(...pull));
    const client = new ECRClient({ ...clientConfig(sandbox), credentials });
    const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
    const headers = { authorization: `Basic ${authorizationData?.[0]?.authorizationToken}` };
    expect((await call('GET', '/v2/app/manifests/v1', undefined, headers)).status).toBe(200);
    expect((await call('GET', `/v2/app/blobs/${sha256(LAYER)}`, undefined, headers)).status).toBe(200);
    expect((await call('HEAD', `/v2/app/blobs/${sha256(LAYER)}`, undefined, headers)).status).toBe(403);
    const words = (action: string) =>
      `User: arn:aws:iam::111122223333:user/restricted is not authorized to perform: ${action} on resource: arn:aws:ecr:us-east-1:111122223333:repository/app because no identity-based policy allows the ${action} action`;
    const refused = await errorOf(await call('POST', '/v2/app/blobs/uploads/', undefined, headers));
    expect(refused).toEqual({ status: 403, code: 'DENIED', message: words('ecr:InitiateLayerUpload') });
    const put = await errorOf(await call('PUT', '/v2/app/manifests/v2', manifestOf('two'), { ...headers, 'content-type': OCI_MANIFEST }));
    expect(put).toEqual({ status: 403, code: 'DENIED', message: words('ecr:PutImage') });
  });

  it('ends after twelve hours', async () => {
    const { call, clock } = await start();
    await clock.advance(12 * 60 * 60);
    expect(await errorOf(await call('GET', '/v2/'))).toEqual({
      status: 403,
      code: 'DENIED',
      message: 'Your authorization token has expired. Reauthenticate and try again.',
    });
  });

  it('opens the registry', async () => {
    const { call } = await start();
    const response = await call('GET', '/v2/');
    expect(response.status).toBe(200);
    expect(response.headers.get('docker-distribution-api-version')).toBe('registry/2.0');
  });

  it('leads to the repositories of its own region', async () => {
    const { pushImage, call } = await start({}, 'ap-northeast-2');
    expect((await pushImage('one', 'v1')).status).toBe(201);
    expect(await (await call('GET', '/v2/_catalog')).json()).toEqual({ repositories: ['app'] });
  });

  it('lists the repositories to whoever may describe them, a page at a time', async () => {
    const { sandbox, call, client } = await start();
    await client.send(new CreateRepositoryCommand({ repositoryName: 'blog' }));
    const headersOf = async (...actions: readonly string[]) => {
      const credentials = restrictedCaller(sandbox.world(), allowing('ecr:GetAuthorizationToken', ...actions));
      const { authorizationData } = await new ECRClient({ ...clientConfig(sandbox), credentials }).send(
        new GetAuthorizationTokenCommand({}),
      );
      return { authorization: `Basic ${authorizationData?.[0]?.authorizationToken}` };
    };
    const refused = await errorOf(await call('GET', '/v2/_catalog', undefined, await headersOf('ecr:BatchGetImage')));
    expect(refused).toMatchObject({ status: 403, code: 'DENIED', message: expect.stringContaining('ecr:DescribeRepositories') as string });
    const headers = await headersOf('ecr:DescribeRepositories');
    const first = await call('GET', '/v2/_catalog?n=1', undefined, headers);
    expect(await first.json()).toEqual({ repositories: ['app'] });
    expect(first.headers.get('link')).toBe('</v2/_catalog?n=1&last=app>; rel="next"');
    expect(await (await call('GET', '/v2/_catalog?n=1&last=app', undefined, headers)).json()).toEqual({ repositories: ['blog'] });
    expect((await call('DELETE', '/v2/_catalog', undefined, headers)).status).toBe(404);
  });

  it('is not needed to pull what comes with the sandbox', async () => {
    const { sandbox } = await start();
    const response = await fetch(`${sandbox.endpoint}/v2/sandbox/sample/manifests/v1`);
    expect(response.headers.get('content-type')).toBe(OCI_INDEX);
    expect((await fetch(`${sandbox.endpoint}/v2/sandbox/sample/blobs/uploads/`, { method: 'POST' })).status).toBe(401);
  });
});

describe('a layer', () => {
  it('of more than 52,000 MiB is refused, and what was sent of it goes', async () => {
    const { call, sandbox } = await start();
    const { location, uploadId } = await (async () => {
      const begun = await call('POST', '/v2/app/blobs/uploads/');
      return { location: begun.headers.get('location') ?? '', uploadId: begun.headers.get('docker-upload-uuid') ?? '' };
    })();
    const upload = sandbox.world().state.ecr.uploads[uploadId];
    if (!upload) throw new Error('no upload');
    upload.received = 52_000 * 2 ** 20 - 3;
    expect((await call('PATCH', location, 'abc')).status).toBe(202);
    expect(await errorOf(await call('PATCH', location, 'd'))).toMatchObject({ status: 413, code: 'SIZE_INVALID' });
    expect((await call('GET', location)).status).toBe(404);
  });

  it('comes in at once, in a stream, or in pieces', async () => {
    const { call, pushBlob } = await start();
    expect((await pushBlob('at once')).status).toBe(201);

    const opened = await call('POST', '/v2/app/blobs/uploads/');
    expect(opened.status).toBe(202);
    const location = opened.headers.get('location') ?? '';
    const first = await call('PATCH', location, 'first ', { 'content-range': '0-5' });
    expect([first.status, first.headers.get('range')]).toEqual([202, '0-5']);
    const outOfOrder = await call('PATCH', location, 'third', { 'content-range': '20-24' });
    expect([outOfOrder.status, outOfOrder.headers.get('range')]).toEqual([416, '0-5']);
    const progress = await call('GET', location);
    expect([progress.status, progress.headers.get('range')]).toEqual([204, '0-5']);
    const last = await call('PUT', `${location}?digest=${sha256('first second')}`, 'second');
    expect(last.status).toBe(201);

    const pulled = await call('GET', last.headers.get('location') ?? '');
    expect(await pulled.text()).toBe('first second');
    const part = await call('GET', last.headers.get('location') ?? '', undefined, { range: 'bytes=6-' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 6-11/12', 'second']);
    expect((await call('HEAD', `/v2/app/blobs/${sha256('at once')}`)).headers.get('content-length')).toBe('7');
  });

  it('is refused when its digest is another one', async () => {
    const { call } = await start();
    const response = await call('POST', `/v2/app/blobs/uploads/?digest=${sha256('expected')}`, 'other');
    expect(await errorOf(response)).toMatchObject({ status: 400, code: 'DIGEST_INVALID' });
    expect((await call('GET', `/v2/app/blobs/${sha256('other')}`)).status).toBe(404);
  });

  it('is taken over from another repository where that has it', async () => {
    const { call, client, pushBlob, sandbox } = await start();
    await client.send(new CreateRepositoryCommand({ repositoryName: 'other' }));
    await pushBlob(LAYER, 'other');
    const mount = (digest: string, from: string) => call('POST', `/v2/app/blobs/uploads/?mount=${digest}&from=${from}`);
    expect((await mount(sha256(LAYER), 'other')).status).toBe(201);
    expect((await mount(sha256('nothing'), 'other')).status).toBe(202);
    expect(await (await call('GET', `/v2/app/blobs/${sha256(LAYER)}`)).text()).toBe(LAYER);

    const index = await (await fetch(`${sandbox.endpoint}/v2/sandbox/nginx/manifests/latest`)).json();
    const child = (index as { manifests: { digest: string }[] }).manifests[0]?.digest;
    expect((await mount(child ?? '', 'sandbox/nginx')).status).toBe(202);
    const manifest = await (await fetch(`${sandbox.endpoint}/v2/sandbox/nginx/manifests/${child}`)).json();
    const layer = (manifest as { layers: { digest: string; size: number }[] }).layers[0];
    expect((await mount(layer?.digest ?? '', 'sandbox/nginx')).status).toBe(201);
    expect((await call('HEAD', `/v2/app/blobs/${layer?.digest}`)).headers.get('content-length')).toBe(String(layer?.size));
  });

  it('takes pieces that come at once one after the other, and is finished once', async () => {
    const { call } = await start();
    const location = (await call('POST', '/v2/app/blobs/uploads/')).headers.get('location') ?? '';
    const pieces = await Promise.all(['aaaa', 'aaa', 'a'].map(piece => call('PATCH', location, piece)));
    expect(pieces.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect((await call('GET', location)).headers.get('range')).toBe('0-7');
    const digest = sha256('aaaaaaaa');
    const ends = await Promise.all([1, 2, 3].map(() => call('PUT', `${location}?digest=${digest}`)));
    expect(ends.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 404, 404]);
    expect(await (await call('GET', `/v2/app/blobs/${digest}`)).text()).toBe('aaaaaaaa');
  });

  it('is either there or not when it is pushed while images with it go', async () => {
    const { call, client, pushBlob, pushImage, pushManifest } = await start();
    await client.send(new CreateRepositoryCommand({ repositoryName: 'other' }));
    for (let round = 0; round < 8; round += 1) {
      await pushImage('one', 'v1');
      await pushImage('two', 'v2');
      for (const blob of [CONFIG, LAYER]) await pushBlob(blob, 'other');
      await call('PUT', '/v2/other/manifests/v1', manifestOf('one'), { 'content-type': OCI_MANIFEST });
      const deletions = ['app/manifests/v1', 'app/manifests/v2', 'other/manifests/v1'].map(path => call('DELETE', `/v2/${path}`));
      const [pushed, , ...deleted] = await Promise.all([pushBlob(LAYER), pushManifest(manifestOf('three'), 'v3'), ...deletions]);
      expect(pushed.status).toBe(201);
      expect(deleted.map(({ status }) => status)).toEqual([202, 202, 202]);
      const layer = await call('GET', `/v2/app/blobs/${sha256(LAYER)}`);
      expect([200, 404]).toContain(layer.status);
      expect(layer.status === 200 ? await layer.text() : LAYER).toBe(LAYER);
      const image = await call('GET', '/v2/app/manifests/v3');
      expect(image.status === 404 || layer.status === 200).toBe(true);
      await call('DELETE', '/v2/app/manifests/v3');
    }
  });

  it('is forgotten when its upload is given up', async () => {
    const { call } = await start();
    const location = (await call('POST', '/v2/app/blobs/uploads/')).headers.get('location') ?? '';
    expect((await call('DELETE', location)).status).toBe(204);
    expect(await errorOf(await call('PATCH', location, 'x'))).toMatchObject({ status: 404, code: 'BLOB_UPLOAD_UNKNOWN' });
  });
});

describe('a manifest', () => {
  it('is kept byte for byte under its tag and digest, and tells the bus', async () => {
    const { call, pushImage, pushManifest, events, client } = await start();
    const text = manifestOf('one');
    const pushed = await pushImage('one', 'v1');
    expect([pushed.status, pushed.headers.get('docker-content-digest')]).toEqual([201, sha256(text)]);
    for (const reference of ['v1', sha256(text)]) {
      const pulled = await call('GET', `/v2/app/manifests/${reference}`);
      expect([pulled.headers.get('content-type'), await pulled.text()]).toEqual([OCI_MANIFEST, text]);
    }
    expect((await pushManifest(text, 'v1')).status).toBe(201);
    expect(events()).toEqual([
      {
        result: 'SUCCESS',
        'repository-name': 'app',
        'image-digest': sha256(text),
        'action-type': 'PUSH',
        'image-tag': 'v1',
        'manifest-media-type': OCI_MANIFEST,
        'artifact-media-type': 'application/vnd.oci.image.config.v1+json',
      },
    ]);
    const { imageDetails } = await client.send(new DescribeImagesCommand({ repositoryName: 'app', imageIds: [{ imageTag: 'v1' }] }));
    expect(imageDetails?.[0]?.imageDigest).toBe(sha256(text));
  });

  it('pushed by digest has no tag in its event', async () => {
    const { pushBlob, pushManifest, events } = await start();
    for (const blob of [CONFIG, LAYER]) await pushBlob(blob);
    await pushManifest(manifestOf('one'), sha256(manifestOf('one')));
    expect(events()[0]).not.toHaveProperty('image-tag');
  });

  it('lists the images of several platforms, which must be there', async () => {
    const { pushImage, pushManifest, call } = await start();
    const child = manifestOf('child');
    const index = JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [{ mediaType: OCI_MANIFEST, digest: sha256(child), size: child.length, platform: { os: 'linux', architecture: 'amd64' } }],
    });
    expect(await errorOf(await pushManifest(index, 'v1', OCI_INDEX))).toMatchObject({ status: 400, code: 'MANIFEST_BLOB_UNKNOWN' });
    await pushImage('child', sha256(child));
    expect((await pushManifest(index, 'v1', OCI_INDEX)).status).toBe(201);
    expect(await errorOf(await call('DELETE', `/v2/app/manifests/${sha256(child)}`))).toMatchObject({ status: 403, code: 'DENIED' });
  });

  it.each([
    ['whose layers are missing', manifestOf('one'), 'v1', 'MANIFEST_BLOB_UNKNOWN'],
    ['that is no JSON', 'nonsense', 'v1', 'MANIFEST_INVALID'],
    ['of the first schema', '{"schemaVersion":1}', 'v1', 'MANIFEST_INVALID'],
    ['under another digest', manifestOf('one'), sha256('x'), 'DIGEST_INVALID'],
    ['under a tag that is none', manifestOf('one'), '-v1', 'TAG_INVALID'],
  ])('%s is refused', async (_, text, reference, code) => {
    const { pushManifest } = await start();
    expect(await errorOf(await pushManifest(text, reference))).toMatchObject({ status: 400, code });
  });

  it('may not move a tag that is immutable', async () => {
    const { pushImage } = await start({ imageTagMutability: 'IMMUTABLE' });
    expect((await pushImage('one', 'v1')).status).toBe(201);
    expect(await errorOf(await pushImage('two', 'v1'))).toEqual({
      status: 400,
      code: 'TAG_INVALID',
      message: "The image tag 'v1' already exists in the 'app' repository and cannot be overwritten because the tag is immutable.",
    });
  });

  it('goes by tag or by digest', async () => {
    const { call, pushImage } = await start();
    await pushImage('one', 'v1');
    await pushImage('one', 'v2');
    expect((await call('DELETE', '/v2/app/manifests/v1')).status).toBe(202);
    expect((await call('HEAD', '/v2/app/manifests/v2')).status).toBe(200);
    expect((await call('DELETE', `/v2/app/manifests/${sha256(manifestOf('one'))}`)).status).toBe(202);
    expect(await errorOf(await call('GET', '/v2/app/manifests/v2'))).toMatchObject({ status: 404, code: 'MANIFEST_UNKNOWN' });
  });
});

it('lists tags page by page', async () => {
  const { call, pushImage } = await start();
  for (const tag of ['c', 'a', 'b']) await pushImage('one', tag);
  const first = await call('GET', '/v2/app/tags/list?n=2');
  expect(await first.json()).toEqual({ name: 'app', tags: ['a', 'b'] });
  const [, next = ''] = /<(.+)>; rel="next"/.exec(first.headers.get('link') ?? '') ?? [];
  expect(await (await call('GET', next)).json()).toEqual({ name: 'app', tags: ['c'] });
});

it('names a repository that does not exist, and what it cannot do', async () => {
  const { call } = await start();
  expect(await errorOf(await call('POST', '/v2/nope/blobs/uploads/'))).toEqual({
    status: 404,
    code: 'NAME_UNKNOWN',
    message: "The repository with name 'nope' does not exist in the registry with id '111122223333'",
  });
  expect(await errorOf(await call('DELETE', `/v2/app/blobs/${sha256('x')}`))).toMatchObject({ status: 405, code: 'UNSUPPORTED' });
  expect(await errorOf(await call('PUT', '/v2/sandbox/sample/manifests/v1', manifestOf('x')))).toMatchObject({
    status: 403,
    code: 'DENIED',
  });
  expect(await errorOf(await call('GET', '/v2/app/else'))).toMatchObject({ status: 404, code: 'NAME_UNKNOWN' });
});
