import { GitProtocolError } from './git-pkt-line.ts';

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function next(reader: Reader): number {
  const byte = reader.bytes[reader.at];
  if (byte === undefined) throw new GitProtocolError('a delta is cut off');
  reader.at += 1;
  return byte;
}

function readSize(reader: Reader): number {
  let size = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = next(reader);
    size += (byte & 0x7f) * factor;
    if (byte < 0x80) return size;
  }
}

/** A number of which only the bytes that are not zero were sent: `bits` tells which. */
function readSparse(reader: Reader, bits: number, count: number): number {
  let value = 0;
  for (let index = 0; index < count; index += 1) if ((bits & (1 << index)) !== 0) value += next(reader) * 256 ** index;
  return value;
}

/** The size that a delta says its object has. */
export function deltaResultSize(delta: Uint8Array): number {
  const reader = { bytes: delta, at: 0 };
  readSize(reader);
  return readSize(reader);
}

/** An object made out of another one and the instructions of a delta (https://git-scm.com/docs/pack-format). */
export function applyDelta(base: Uint8Array, delta: Uint8Array): Uint8Array {
  const reader = { bytes: delta, at: 0 };
  if (readSize(reader) !== base.length) throw new GitProtocolError('a delta is for another base');
  const size = readSize(reader);
  const parts: Uint8Array[] = [];
  let left = size;
  const add = (part: Uint8Array): void => {
    left -= part.length;
    if (left < 0) throw wrongSize();
    parts.push(part);
  };
  while (reader.at < delta.length) {
    const instruction = next(reader);
    if (instruction >= 0x80) {
      const offset = readSparse(reader, instruction, 4);
      const length = readSparse(reader, instruction >> 4, 3) || 0x10000;
      add(base.subarray(offset, offset + length));
    } else if (instruction > 0) {
      add(delta.subarray(reader.at, reader.at + instruction));
      reader.at += instruction;
    } else throw new GitProtocolError('a delta has an unknown instruction');
  }
  if (left !== 0) throw wrongSize();
  return Buffer.concat(parts);
}

const wrongSize = (): GitProtocolError => new GitProtocolError('a delta gives another size than it says');
