import { createHash } from 'node:crypto';
import type { Registry } from './distribution.ts';

/** What a registry answers to one request, as far as two registries can agree. */
export interface Reply {
  readonly step: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Codes of the errors in the body. */
  readonly errors: readonly string[];
}

const COMPARED = [
  'content-length',
  'content-range',
  'content-type',
  'docker-content-digest',
  'docker-distribution-api-version',
  'location',
  'range',
  'www-authenticate',
];

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Ids of uploads, hosts and what a registry hides in addresses are its own. */
const plain = (value: string): string =>
  value
    .replace(/https?:\/\/127\.0\.0\.1:\d+/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'UPLOAD')
    .replace(/\?.*$/, '')
    .replace(/realm="[^"]*"/, 'realm')
    .replace(/,service="[^"]*"/, '');

const errorsOf = (text: string): readonly string[] => {
  if (!text.startsWith('{"errors"')) return [];
  return (JSON.parse(text) as { readonly errors: readonly { readonly code: string }[] }).errors.map(({ code }) => code);
};

/** Says the same things to any registry that has the repositories `one` and `two`, by hand, and notes every reply. */
export async function converse({ endpoint, login }: Registry): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  const say = async (step: string, method: string, path: string, body?: string, headers: Readonly<Record<string, string>> = {}) => {
    const authorization = headers['authorization'] ?? `Basic ${login}`;
    const response = await fetch(new URL(path, endpoint), {
      method,
      headers: { ...headers, authorization },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const noted = COMPARED.flatMap(name => {
      const value = response.headers.get(name);
      // Errors and lists are worded by each registry for itself.
      const isLength = name === 'content-length' && (response.headers.get('content-type') ?? '').startsWith('application/json');
      return value === null || isLength ? [] : [[name, plain(value)] as const];
    });
    replies.push({ step, status: response.status, headers: Object.fromEntries(noted), errors: errorsOf(text) });
    return response.headers.get('location') ?? '';
  };
  const withDigest = (location: string, text: string): string => `${location}${location.includes('?') ? '&' : '?'}digest=${digestOf(text)}`;
  const layer = 'a layer in two chunks';
  const [first, second] = [layer.slice(0, 8), layer.slice(8)];
  const config = JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } });

  await say('no login', 'GET', '/v2/', undefined, { authorization: '' });
  await say('a wrong password', 'GET', '/v2/', undefined, { authorization: `Basic ${btoa('user:wrong')}` });
  await say('a login', 'GET', '/v2/');
  await say('a layer that is not there', 'HEAD', `/v2/one/blobs/${digestOf('none')}`);
  const upload = await say('the start of an upload', 'POST', '/v2/one/blobs/uploads/');
  const sent = { 'content-type': 'application/octet-stream' };
  const resumed = await say('a chunk', 'PATCH', upload, first, { ...sent, 'content-range': `0-${first.length - 1}` });
  await say('how far an upload is', 'GET', resumed);
  const done = await say('the chunk that follows', 'PATCH', resumed, second, {
    ...sent,
    'content-range': `${first.length}-${layer.length - 1}`,
  });
  await say('the end of an upload', 'PUT', withDigest(done, layer));
  await say('an upload that is over', 'GET', done);
  await say('a layer', 'HEAD', `/v2/one/blobs/${digestOf(layer)}`);
  await say('a part of a layer', 'GET', `/v2/one/blobs/${digestOf(layer)}`, undefined, { range: 'bytes=2-6' });
  const gap = await say('the start of an upload with a gap', 'POST', '/v2/one/blobs/uploads/');
  await say('a chunk that leaves a gap', 'PATCH', gap, second, {
    ...sent,
    'content-range': `${layer.length}-${layer.length + second.length - 1}`,
  });
  const whole = await say('the start of another upload', 'POST', '/v2/one/blobs/uploads/');
  await say('an upload with a wrong digest', 'PUT', withDigest(whole, 'other'), config, sent);
  const again = await say('the start of a third upload', 'POST', '/v2/one/blobs/uploads/');
  await say('an upload at once', 'PUT', withDigest(again, config), config, sent);
  const given = await say('the start of an upload that is given up', 'POST', '/v2/one/blobs/uploads/');
  await say('giving up an upload', 'DELETE', given);
  await say('an upload that was given up', 'GET', given);
  await say('a layer of another repository', 'POST', `/v2/two/blobs/uploads/?mount=${digestOf(layer)}&from=one`);
  await say('a layer that another repository has not', 'POST', `/v2/two/blobs/uploads/?mount=${digestOf('none')}&from=one`);
  const blob = (mediaType: string, text: string) => ({ mediaType, digest: digestOf(text), size: text.length });
  const manifestOf = (layerText: string): string =>
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: blob('application/vnd.oci.image.config.v1+json', config),
      layers: [blob('application/vnd.oci.image.layer.v1.tar', layerText)],
    });
  const manifest = manifestOf(layer);
  const typed = { 'content-type': MANIFEST };
  await say('a manifest', 'PUT', '/v2/one/manifests/v1', manifest, typed);
  await say('the same manifest', 'PUT', '/v2/one/manifests/v1', manifest, typed);
  await say('a manifest by its digest', 'PUT', `/v2/one/manifests/${digestOf(manifest)}`, manifest, typed);
  await say('a manifest by another digest', 'PUT', `/v2/one/manifests/${digestOf('none')}`, manifest, typed);
  await say('a manifest without its layers', 'PUT', '/v2/one/manifests/v2', manifestOf('none'), typed);
  await say('a manifest that is broken', 'PUT', '/v2/one/manifests/v3', '{', typed);
  const accept = { accept: MANIFEST };
  await say('reading a manifest by its tag', 'GET', '/v2/one/manifests/v1', undefined, accept);
  await say('reading a manifest by its digest', 'HEAD', `/v2/one/manifests/${digestOf(manifest)}`, undefined, accept);
  await say('a tag that is not there', 'GET', '/v2/one/manifests/none', undefined, accept);
  await say('the tags', 'GET', '/v2/one/tags/list');
  await say('deleting a manifest', 'DELETE', `/v2/one/manifests/${digestOf(manifest)}`);
  await say('a manifest that was deleted', 'GET', '/v2/one/manifests/v1', undefined, accept);
  return replies;
}
