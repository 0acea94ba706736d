import { pipeline } from 'node:stream/promises';
import { RegistryError } from './registry-error.ts';
import type { RegistryCall } from './registry.ts';
import type { ImageReader } from './services/ecr/image-reader.ts';

/** Sends a layer or a config, or the part of it that is asked for. */
export async function getBlob(call: RegistryCall, reader: ImageReader): Promise<void> {
  const { request, response, reference: digest } = call;
  const blob = reader.blob(digest);
  if (!blob) throw new RegistryError(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
  const range = rangeOf(request.headers.range, blob.size);
  if (range) response.setHeader('content-range', `bytes ${range.start}-${range.end}/${blob.size}`);
  response.writeHead(range ? 206 : 200, {
    'content-type': 'application/octet-stream',
    'content-length': range ? range.end - range.start + 1 : blob.size,
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
  });
  if (call.method === 'HEAD') response.end();
  else await pipeline(blob.open(range), response);
}

/** `bytes=START-END` or `bytes=START-`; other forms are ignored, as HTTP allows. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined) return undefined;
  const start = Number(from);
  const end = to ? Math.min(Number(to), size - 1) : size - 1;
  if (start > end) throw new RegistryError(416, 'RANGE_INVALID', `The layer has ${size} bytes`);
  return { start, end };
}
