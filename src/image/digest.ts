import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Passes bytes on and tells their digest and number afterwards. */
export function measure(): { through(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>; digest(): string; size(): number } {
  const hash = createHash('sha256');
  let size = 0;
  return {
    async *through(bytes) {
      for await (const chunk of bytes) {
        hash.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    },
    digest: () => `sha256:${hash.digest('hex')}`,
    size: () => size,
  };
}

/** Digest of a file. */
export async function digestOfFile(file: string): Promise<string> {
  const { through, digest } = measure();
  for await (const _ of through(createReadStream(file)));
  return digest();
}
