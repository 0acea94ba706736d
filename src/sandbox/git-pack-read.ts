import { createHash } from 'node:crypto';
import { inflateSync, type Inflate } from 'node:zlib';
import { applyDelta, deltaResultSize } from './git-delta.ts';
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

/** All objects of a push together, as they are when unpacked; CodeCommit takes blobs of 2 GB, the sandbox holds a push in memory. */
const LARGEST_UNPACKED = 2 ** 30;

/** Bytes that a push may still unpack to. */
interface Room {
  left: number;
}

function reserve(room: Room, size: number): void {
  room.left -= size;
  if (room.left < 0) throw new GitProtocolError(`the pack unpacks to more than ${LARGEST_UNPACKED} bytes`);
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

function readEntry(pack: Buffer, offset: number, room: Room): { readonly entry: Entry; readonly end: number } {
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
  reserve(room, size);
  const { data, end } = inflate(pack, at, size);
  return { entry: { offset, data, type: TYPES[kind], base }, end };
}

function readEntries(pack: Buffer, room: Room): Entry[] {
  if (pack.toString('latin1', 0, 4) !== 'PACK' || pack.length < HEADER + TRAILER) throw new GitProtocolError('this is no pack');
  const digest = createHash('sha1').update(pack.subarray(0, -TRAILER)).digest();
  if (!digest.equals(pack.subarray(-TRAILER))) throw new GitProtocolError('the pack is damaged: its checksum differs');
  const entries: Entry[] = [];
  let at = HEADER;
  for (let left = pack.readUInt32BE(8); left > 0; left -= 1) {
    const { entry, end } = readEntry(pack, at, room);
    entries.push(entry);
    at = end;
  }
  return entries;
}

/** The objects of a pack, by id. Deltas may be against objects that the receiver has: `known` finds those. */
export function readPack(pack: Buffer, known: (id: string) => GitObject | undefined): Map<string, GitObject> {
  const room = { left: LARGEST_UNPACKED };
  const objects = new Map<string, GitObject>();
  const ready: { readonly entry: Entry; readonly object: GitObject }[] = [];
  const waiting = new Map<number | string, Entry[]>();
  const waitFor = (base: number | string, entry: Entry): void => {
    const others = waiting.get(base);
    if (others) others.push(entry);
    else waiting.set(base, [entry]);
  };
  /** Makes the deltas that waited for a base. */
  const release = (base: number | string, object: GitObject): void => {
    const entries = waiting.get(base) ?? [];
    waiting.delete(base);
    for (const { data } of entries) reserve(room, deltaResultSize(data));
    for (const entry of entries) ready.push({ entry, object: { type: object.type, content: applyDelta(object.content, entry.data) } });
  };
  const work = (): void => {
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
      const { entry, object } = next;
      const id = objectId(object);
      objects.set(id, object);
      release(entry.offset, object);
      release(id, object);
    }
  };
  for (const entry of readEntries(pack, room)) {
    const { type, data, base } = entry;
    if (type !== undefined) ready.push({ entry, object: { type, content: data } });
    else if (base !== undefined) waitFor(base, entry);
  }
  work();
  for (const base of waiting.keys()) {
    const object = typeof base === 'string' ? known(base) : undefined;
    if (object === undefined) continue;
    release(base, object);
    work();
  }
  if (waiting.size > 0) throw new GitProtocolError('the pack has deltas against objects that are not there');
  return objects;
}
