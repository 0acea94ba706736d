import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { applyDelta } from '../../src/sandbox/git-delta.ts';
import { readPack } from '../../src/sandbox/git-pack-read.ts';
import { objectId } from '../../src/sandbox/services/codecommit/object-store.ts';

const BLOB = 3;
const REFERENCE_DELTA = 7;

/** A number, seven bits a byte, the low ones first; `first` bits fit into the byte that `head` begins. */
const varint = (value: number, head = 0, first = 7): number[] => {
  const bytes = [head | (value % 2 ** first)];
  for (let rest = Math.floor(value / 2 ** first); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push((bytes.pop() ?? 0) | 0x80, rest % 128);
  }
  return bytes;
};

const entry = (kind: number, size: number, packed: Uint8Array, base = ''): Buffer =>
  Buffer.concat([Buffer.from(varint(size, kind << 4, 4)), Buffer.from(base, 'hex'), packed]);

const blob = (content: Buffer): Buffer => entry(BLOB, content.length, deflateSync(content));

const delta = (base: string, bytes: readonly number[]): Buffer =>
  entry(REFERENCE_DELTA, bytes.length, deflateSync(Buffer.from(bytes)), base);

const pack = (entries: readonly Buffer[]): Buffer => {
  const header = Buffer.from('PACK\0\0\0\u0002\0\0\0\0', 'latin1');
  header.writeUInt32BE(entries.length, 8);
  const body = Buffer.concat([header, ...entries]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
};

const idOf = (content: Buffer): string => objectId({ type: 'blob', content });
const nothing = (): undefined => undefined;

/** Copies the first 65,536 bytes of the base. */
const COPY_64K = 0x80;

test('an object that inflates to more than it says is refused', () => {
  const bomb = deflateSync(Buffer.alloc(50_000_000));
  expect(() => readPack(pack([entry(BLOB, 10, bomb)]), nothing)).toThrow('an object cannot be inflated');
});

test('a pack that says that it unpacks to more than the sandbox holds is refused before it is unpacked', () => {
  const entries = Array.from({ length: 3 }, () => entry(BLOB, 2 ** 29, deflateSync(Buffer.alloc(1))));
  expect(() => readPack(pack(entries.slice(0, 1)), nothing)).toThrow('an object has another size than it says');
  const huge = entry(BLOB, 2 ** 30 + 1, deflateSync(Buffer.alloc(1)));
  expect(() => readPack(pack([huge]), nothing)).toThrow('the pack unpacks to more than 1073741824 bytes');
});

test('small deltas that build huge objects are refused', () => {
  const base = Buffer.alloc(65_536);
  const copies = 4000;
  const one = delta(idOf(base), [...varint(base.length), ...varint(copies * 65_536), ...Array<number>(copies).fill(COPY_64K)]);
  const entries = Array.from({ length: 20 }, () => one);
  expect(() => readPack(pack([blob(base), ...entries]), nothing)).toThrow('the pack unpacks to more than 1073741824 bytes');
});

test('a delta that builds more than it says is refused before it is built', () => {
  const base = Buffer.alloc(65_536);
  const bytes = [...varint(base.length), ...varint(1), ...Array<number>(100_000).fill(COPY_64K)];
  expect(() => applyDelta(base, Buffer.from(bytes))).toThrow('a delta gives another size than it says');
});

test('a long chain of deltas, the last of it first, is read in one go', () => {
  const texts = Array.from({ length: 5000 }, (_, number) => Buffer.from(String(number).padStart(8, '0')));
  const chained = texts.map((text, number) => {
    const before = texts[number - 1];
    return before ? delta(idOf(before), [...varint(8), ...varint(8), 8, ...text]) : blob(text);
  });
  expect(readPack(pack(chained.toReversed()), nothing).size).toBe(5000);
});

test('a delta against what the receiver has is made, and one against nothing is refused', () => {
  const base = Buffer.from('what was there');
  const thin = pack([delta(idOf(base), [...varint(base.length), ...varint(4), 4, ...Buffer.from('here')])]);
  const objects = readPack(thin, id => (id === idOf(base) ? { type: 'blob', content: base } : undefined));
  expect([...objects.keys()]).toEqual([idOf(Buffer.from('here'))]);
  expect(() => readPack(thin, nothing)).toThrow('the pack has deltas against objects that are not there');
});
