import { gunzipSync } from 'node:zlib';
import { Fault } from './fault.ts';
import type { HttpRequest } from './protocols/protocol.ts';

/** Far beyond the largest request that a service takes: 10 MB, for events of CloudWatch Logs. */
const LARGEST_UNPACKED = 2 ** 26;

/** A request with its body as it was before the client compressed it, as SDKs do where an operation allows it (PutMetricData). */
export function uncompressed(request: HttpRequest): HttpRequest {
  if (request.headers['content-encoding'] !== 'gzip') return request;
  try {
    return { ...request, body: gunzipSync(request.body, { maxOutputLength: LARGEST_UNPACKED }) };
  } catch {
    throw new Fault('SerializationException', 'The request body is not valid gzip, or inflates to more than is taken');
  }
}
