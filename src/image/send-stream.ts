import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

export interface StreamRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Without a byte in either direction for so long, the connection counts as broken. */
const IDLE_MILLISECONDS = 300_000;

/** Sends a body as fast as the other side takes it. `fetch` of Node 20 reads a body ahead into memory, which a layer of a gigabyte does not forgive. */
export function sendStream(url: URL, { method, headers, body }: StreamRequest): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'http:' ? requestPlain : requestTls)(url, { method, headers });
    request.setTimeout(IDLE_MILLISECONDS, () => request.destroy(new Error('no progress')));
    // Once the body is out, `pipeline` hears no more of a connection that is lost before the answer.
    request.on('error', reject);
    request.on('response', incoming => {
      responseOf(incoming).then(resolve, reject);
    });
    pipeline(body, request).catch(reject);
  });
}

/** The answer as `fetch` would give it; answers to uploads are small. */
async function responseOf(incoming: IncomingMessage): Promise<Response> {
  const bytes = await buffer(incoming);
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as [string, string]] : [],
  );
  return new Response(bytes.length > 0 ? bytes : null, { status: incoming.statusCode ?? 500, headers });
}
