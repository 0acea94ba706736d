import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { GitObject } from './services/codecommit/state.ts';

const TYPES = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;

function entryHeader({ type, content }: GitObject): Buffer {
  const bytes = [(TYPES[type] << 4) | (content.length & 15)];
  for (let rest = Math.floor(content.length / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push((bytes.pop() ?? 0) | 0x80, rest & 0x7f);
  }
  return Buffer.from(bytes);
}

function packHeader(count: number): Buffer {
  const header = Buffer.from('PACK\0\0\0\u0002\0\0\0\0', 'latin1');
  header.writeUInt32BE(count, 8);
  return header;
}

/** A pack, piece by piece: every object whole, none as a delta. */
export function* writePack(count: number, objects: Iterable<GitObject>): Generator<Buffer> {
  const hash = createHash('sha1');
  const add = (piece: Buffer): Buffer => {
    hash.update(piece);
    return piece;
  };
  yield add(packHeader(count));
  for (const object of objects) yield add(Buffer.concat([entryHeader(object), deflateSync(object.content)]));
  yield hash.digest();
}
