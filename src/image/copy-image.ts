import { setTimeout } from 'node:timers/promises';
import { isProblem, UserError } from '../errors.ts';
import type { Blob, ImageContent } from './image-content.ts';
import type { RegistryClient } from './registry-client.ts';
import type { Report } from './report.ts';

/** How many layers are on their way at once. */
const AT_ONCE = 3;

/** Brings an image into a repository, under its digest and without a tag. What is there already is not sent. */
export async function copyImage(content: ImageContent, target: RegistryClient, report: Report): Promise<void> {
  const blobs = [...new Map(content.blobs.map(blob => [blob.digest, blob])).values()];
  const waiting = [...blobs];
  const worker = async (): Promise<void> => {
    for (let blob = waiting.shift(); blob; blob = waiting.shift()) {
      report('pushingLayer', { number: blobs.length - waiting.length, total: blobs.length, megabytes: Math.round(blob.size / 1e5) / 10 });
      await sendBlob(blob, target).catch(error => {
        // After one failure nothing more is begun, and what is under way ends before its files are taken away.
        waiting.length = 0;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failure = ends.find(end => end.status === 'rejected');
  if (failure) throw failure.reason;
  await putManifest(content, target, content.digest);
}

/** Puts the manifest, byte for byte, under a digest or a tag. */
export async function putManifest(content: ImageContent, target: RegistryClient, reference: string): Promise<void> {
  const response = await target.send({
    method: 'PUT',
    repeatable: true,
    url: `manifests/${reference}`,
    body: content.manifest,
    headers: { 'content-type': content.mediaType },
    reference,
  });
  await response.body?.cancel();
}

/** Sending a layer may be repeated: it is found by its digest, so that nothing can be made twice. */
async function sendBlob(blob: Blob, target: RegistryClient, pauses = target.pauses): Promise<void> {
  const known = await target.send({ method: 'HEAD', url: `blobs/${blob.digest}`, accept: [404], reference: blob.digest });
  if (known.status !== 404) return;
  try {
    await upload(blob, target);
  } catch (error) {
    const [pause, ...others] = pauses;
    if (pause === undefined || !isPassing(error)) throw error;
    await setTimeout(pause);
    await sendBlob(blob, target, others);
  }
}

const isPassing = (error: unknown): boolean =>
  isProblem(error, 'registryUnreachable') ||
  isProblem(error, 'registryRateLimited') ||
  (isProblem(error, 'registryRefused') && error.facts.status >= 500);

async function upload(blob: Blob, target: RegistryClient): Promise<void> {
  const begin = `blobs/uploads/${mountQuery(blob, target)}`;
  const opened = await target.send({ method: 'POST', repeatable: true, url: begin, reference: blob.digest });
  await opened.body?.cancel();
  // 201: the registry took it over from the other repository.
  if (opened.status === 201) return;
  const patched = await target.send({
    method: 'PATCH',
    url: locationOf(opened, target),
    body: await blob.open(),
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(blob.size) },
    reference: blob.digest,
  });
  await patched.body?.cancel();
  const end = locationOf(patched, target);
  end.searchParams.set('digest', blob.digest);
  const finished = await target.send({ method: 'PUT', url: end, headers: { 'content-length': '0' }, reference: blob.digest });
  await finished.body?.cancel();
}

function mountQuery({ digest, mountFrom }: Blob, target: RegistryClient): string {
  if (mountFrom?.registry !== target.registry || mountFrom.repository === target.repository) return '';
  return `?${new URLSearchParams({ mount: digest, from: mountFrom.repository }).toString()}`;
}

/** Where the upload goes on; some registries answer with a path, some with a whole URL. */
function locationOf(response: Response, target: RegistryClient): URL {
  const location = response.headers.get('location') ?? '';
  if (location !== '' && URL.canParse(location, target.origin)) return new URL(location, target.origin);
  throw new UserError('registryRefused', {
    registry: target.registry,
    image: `${target.registry}/${target.repository}`,
    status: response.status,
    message: '',
  });
}
