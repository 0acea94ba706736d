import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { FilePart } from './archive-files.ts';
import { measure } from './digest.ts';
import type { Blob } from './image-content.ts';

/** A compressed layer on disk, and the digest of what is in it. */
export interface Layer {
  readonly blob: Blob;
  /** Digest of the uncompressed archive, as the config lists it. */
  readonly diffId: string;
}

/** Byte 9 of a gzip header names the operating system; 255 is "unknown", so that all machines write the same layer. */
const OS_BYTE = 9;
const UNKNOWN_OS = 255;

/** Compresses a tar archive into a file. */
export async function writeLayer(tar: AsyncIterable<Uint8Array>, file: string): Promise<Layer> {
  const plain = measure();
  await pipeline(Readable.from(plain.through(tar)), createGzip({ level: 6 }), createWriteStream(file));
  const handle = await open(file, 'r+');
  await handle.write(Uint8Array.of(UNKNOWN_OS), 0, 1, OS_BYTE);
  await handle.close();
  return { blob: await partBlob({ path: file, offset: 0, size: (await stat(file)).size }), diffId: plain.digest() };
}

/** A part of a file as a blob. */
export async function partBlob(part: FilePart): Promise<Blob> {
  const { through, digest, size } = measure();
  for await (const _ of through(partStream(part)));
  return { digest: digest(), size: size(), open: async () => partStream(part) };
}

export const partStream = ({ path, offset, size }: FilePart): AsyncIterable<Uint8Array> =>
  size === 0 ? Readable.from([]) : createReadStream(path, { start: offset, end: offset + size - 1 });

export async function isGzipPart(part: FilePart): Promise<boolean> {
  for await (const chunk of partStream({ ...part, size: Math.min(2, part.size) })) return chunk[0] === 0x1f && chunk[1] === 0x8b;
  return false;
}
