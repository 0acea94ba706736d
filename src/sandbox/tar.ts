import type { Readable } from 'node:stream';

const BLOCK = 512;
/** As much as Go's reader, which container runtimes use, takes of a header of names. */
const LONGEST_HEADER = 2 ** 20;

/** A tar archive of small files, the same bytes for the same files. Names are short ASCII paths. */
export function writeTar(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const [name, bytes] of files) blocks.push(header(name, bytes.length), bytes, new Uint8Array(-bytes.length & (BLOCK - 1)));
  return Buffer.concat([...blocks, new Uint8Array(2 * BLOCK)]);
}

function header(name: string, size: number): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > 100) throw new RangeError(`Too long for a tar header: ${name}`);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

export interface TarEntry {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'hard-link' | 'symbolic-link' | 'other';
  /** Where a link points. */
  readonly target: string;
  readonly size: number;
  /** The bytes of the entry; to be called before the next entry is asked for, or not at all. */
  read(): Promise<Uint8Array>;
}

/** The entries of a tar archive, in order. Bytes that nobody reads are skipped, so that a large layer costs little memory. */
export async function* readTar(stream: Readable): AsyncGenerator<TarEntry> {
  try {
    yield* entriesOf(byteSource(stream));
  } finally {
    stream.destroy();
  }
}

async function* entriesOf(source: ByteSource): AsyncGenerator<TarEntry> {
  let long: { name?: string; target?: string } = {};
  for (;;) {
    const block = await source.take(BLOCK);
    if (block.length < BLOCK || block.every(byte => byte === 0)) return;
    const size = numberAt(block, 124, 12);
    if (!(size >= 0)) throw new RangeError('archive/tar: invalid tar header');
    const padding = -size & (BLOCK - 1);
    const flag = String.fromCharCode(block[156] ?? 0);
    if (flag === 'L' || flag === 'K' || flag === 'x' || flag === 'g') {
      if (size > LONGEST_HEADER) throw new RangeError('archive/tar: header field too long');
      long = { ...long, ...longNames(flag, await source.take(size)) };
      await source.skip(padding);
      continue;
    }
    let left = size;
    const read = async (): Promise<Uint8Array> => {
      left = 0;
      return source.take(size);
    };
    yield {
      name: long.name ?? nameIn(block),
      type: TYPES[flag] ?? 'other',
      target: long.target ?? textAt(block, 157, 100),
      size,
      read,
    };
    long = {};
    await source.skip(left + padding);
  }
}

function nameIn(block: Uint8Array): string {
  const prefix = textAt(block, 257, 5) === 'ustar' ? textAt(block, 345, 155) : '';
  const name = textAt(block, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

const TYPES: Readonly<Record<string, TarEntry['type']>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hard-link',
  '2': 'symbolic-link',
  '5': 'directory',
};

/** Long names come in an entry before the one that they belong to: GNU's `L` and `K`, or the records of a pax header. */
function longNames(flag: string, bytes: Uint8Array): { name?: string; target?: string } {
  const content = new TextDecoder().decode(bytes);
  if (flag === 'L') return { name: content.replace(/\0.*$/s, '') };
  if (flag === 'K') return { target: content.replace(/\0.*$/s, '') };
  if (flag === 'g') return {};
  const names: { name?: string; target?: string } = {};
  for (const [key, value] of paxRecords(bytes)) {
    if (key === 'path') names.name = value;
    if (key === 'linkpath') names.target = value;
  }
  return names;
}

/** `LENGTH KEY=VALUE\n`, where the length counts bytes of the whole record. */
function* paxRecords(bytes: Uint8Array): Generator<readonly [string, string]> {
  const decoder = new TextDecoder();
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(decoder.decode(bytes.subarray(at, space)));
    if (space < 0 || !(length > 0)) return;
    const record = decoder.decode(bytes.subarray(space + 1, at + length - 1));
    const equals = record.indexOf('=');
    yield [record.slice(0, equals), record.slice(equals + 1)];
    at += length;
  }
}

const textAt = (block: Uint8Array, start: number, length: number): string => {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
};

/** Octal digits, or for sizes from 8 GiB a big-endian number marked by the first bit. */
function numberAt(block: Uint8Array, start: number, length: number): number {
  const field = block.subarray(start, start + length);
  if ((field[0] ?? 0) & 0x80) return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
  return Number.parseInt(textAt(block, start, length).trim() || '0', 8);
}

/** Takes bytes off a stream in the amounts that are asked for. */
interface ByteSource {
  take(count: number): Promise<Buffer>;
  skip(count: number): Promise<void>;
}

function byteSource(stream: Readable): ByteSource {
  const chunks: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  const pull = async (count: number, keep: (part: Uint8Array) => void): Promise<void> => {
    let missing = count;
    while (missing > 0) {
      if (rest.length === 0) {
        const next = await chunks.next();
        if (next.done) return;
        rest = next.value;
      }
      const part = rest.subarray(0, missing);
      keep(part);
      rest = rest.subarray(part.length);
      missing -= part.length;
    }
  };
  return {
    async take(count) {
      const parts: Uint8Array[] = [];
      await pull(count, part => parts.push(part));
      return Buffer.concat(parts);
    },
    skip: count => pull(count, () => undefined),
  };
}
