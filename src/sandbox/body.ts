import type { IncomingMessage } from 'node:http';

const LARGEST_BODY = 2 ** 29;

/** Hexadecimal digits that the size of a chunk may have. */
const LONGEST_SIZE = 16;

/** The body of a request as it comes in. Who stops early leaves the rest on the connection: it is to be read and forgotten before the next request there. */
export const piecesOf = (request: IncomingMessage): AsyncIterable<Buffer> =>
  request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;

/** The whole body of a request; undefined where it has more bytes than are taken in one piece. */
export const readBody = async (request: IncomingMessage, most = LARGEST_BODY): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of piecesOf(request)) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
};

/** Whether a body comes in the signed chunks of `aws-chunked`. */
export const isAwsChunked = (headers: Readonly<Record<string, string>>): boolean =>
  (headers['content-encoding']?.includes('aws-chunked') ?? false) || (headers['x-amz-content-sha256']?.startsWith('STREAMING-') ?? false);

/** Takes the chunk headers and the trailer out of an `aws-chunked` body; undefined if it is broken. */
export const decodeAwsChunked = (body: Buffer): Buffer | undefined => {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', position);
    if (lineEnd < 0) return undefined;
    const [digits] = /^[\da-f]+/i.exec(body.toString('latin1', position, Math.min(lineEnd, position + LONGEST_SIZE))) ?? [];
    if (digits === undefined) return undefined;
    const length = Number.parseInt(digits, 16);
    if (length === 0) return Buffer.concat(chunks);
    const start = lineEnd + 2;
    if (start + length > body.length) return undefined;
    chunks.push(body.subarray(start, start + length));
    position = start + length + 2;
  }
};
