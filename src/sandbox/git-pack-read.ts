import { createHash } from 'node:crypto';
import { inflateSync, type Inflate } from 'node:zlib';
import { applyDelta } from './git-delta.ts';
import { GitProtocolError } from './git-pkt-line.ts';
import { objectId } from './services/codecommit/object-store.ts';
import type { GitObject } from './services/codecommit/state.ts';

const TYPES: Readonly<Record<number, GitObject['type']>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const OFFSET_DELTA = 6;
const REFERENCE_DELTA = 7;
const HEADER = 12;
const TRAILER = 20;

interface Entry {
  readonly offset: number;
  readonly data: Uint8Array;
  readonly type: GitObject['type'] | undefined;
  /** Of a delta: the offset of its base in the pack, or its id. */
  readonly base: number | string | undefined;
}

/** Unpacks what is deflated from here on, and tells where it ends. Node's types do not know of `info` in the synchronous functions. */
function inflate(pack: Buffer, at: number, size: number): { readonly data: Uint8Array; readonly end: number } {
  try {
    const options = { info: true, maxOutputLength: Math.max(size, 1) };
    const { buffer, engine } = inflateSync(pack.subarray(at), options) as unknown as { buffer: Buffer; engine: Inflate };
    if (buffer.length !== size) throw new GitProtocolError('an object has another size than it says');
    return { data: buffer, end: at + engine.bytesWritten };
  } catch (error) {
    if (error instanceof GitProtocolError) throw error;
    throw new GitProtocolError('an object cannot be inflated', { cause: error });
  }
}

function readEntry(pack: Buffer, offset: number): { readonly entry: Entry; readonly end: number } {
  let at = offset;
  let byte = pack.readUInt8(at++);
  const kind = (byte >> 4) & 7;
  let size = byte & 15;
  for (let factor = 16; byte >= 0x80; factor *= 128) {
    byte = pack.readUInt8(at++);
    size += (byte & 0x7f) * factor;
  }
  let base: number | string | undefined;
  if (kind === OFFSET_DELTA) {
    byte = pack.readUInt8(at++);
    let back = byte & 0x7f;
    while (byte >= 0x80) {
      byte = pack.readUInt8(at++);
      back = (back + 1) * 128 + (byte & 0x7f);
    }
    base = offset - back;
  } else if (kind === REFERENCE_DELTA) {
    base = pack.toString('hex', at, at + TRAILER);
    at += TRAILER;
  } else if (TYPES[kind] === undefined) throw new GitProtocolError(`an object has the unknown type ${kind}`);
  const { data, end } = inflate(pack, at, size);
  return { entry: { offset, data, type: TYPES[kind], base }, end };
}

function readEntries(pack: Buffer): Entry[] {
  if (pack.toString('latin1', 0, 4) !== 'PACK' || pack.length < HEADER + TRAILER) throw new GitProtocolError('this is no pack');
  const digest = createHash('sha1').update(pack.subarray(0, -TRAILER)).digest();
  if (!digest.equals(pack.subarray(-TRAILER))) throw new GitProtocolError('the pack is damaged: its checksum differs');
  const entries: Entry[] = [];
  let at = HEADER;
  for (let left = pack.readUInt32BE(8); left > 0; left -= 1) {
    const { entry, end } = readEntry(pack, at);
    entries.push(entry);
    at = end;
  }
  return entries;
}

/** The objects of a pack, by id. Deltas may be against objects that the receiver has: `known` finds those. */
export function readPack(pack: Buffer, known: (id: string) => GitObject | undefined): Map<string, GitObject> {
  const objects = new Map<string, GitObject>();
  const byOffset = new Map<number, GitObject>();
  const keep = ({ offset }: Entry, object: GitObject): void => {
    byOffset.set(offset, object);
    objects.set(objectId(object), object);
  };
  let waiting: Entry[] = readEntries(pack);
  // A delta's base may come later in the pack: those that are left over are tried again.
  while (waiting.length > 0) {
    const left: Entry[] = [];
    for (const entry of waiting) {
      const { type, data, base } = entry;
      const found = typeof base === 'number' ? byOffset.get(base) : base === undefined ? undefined : (objects.get(base) ?? known(base));
      if (type !== undefined) keep(entry, { type, content: data });
      else if (found === undefined) left.push(entry);
      else keep(entry, { type: found.type, content: applyDelta(found.content, data) });
    }
    if (left.length === waiting.length) throw new GitProtocolError('the pack has deltas against objects that are not there');
    waiting = left;
  }
  return objects;
}
