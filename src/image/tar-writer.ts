import { createReadStream } from 'node:fs';

const BLOCK = 512;
const NAME_SPACE = 100;
const LARGEST_IN_OCTAL = 8 ** 11 - 1;

export interface TarFile {
  /** Path in the archive, with `/` and without one in front. */
  readonly name: string;
  readonly size: number;
  /** Seconds since 1970. */
  readonly modified: number;
  /** The file on disk whose bytes it holds; undefined for a folder. */
  readonly path?: string;
}

/** A tar archive of files and folders, as root's, the same bytes for the same input on every machine. */
export async function* writeTar(files: readonly TarFile[]): AsyncGenerator<Uint8Array> {
  for (const file of files) {
    yield* header(file);
    if (file.path === undefined) continue;
    yield* contentOf(file, file.path);
    yield new Uint8Array(-file.size & (BLOCK - 1));
  }
  yield new Uint8Array(2 * BLOCK);
}

async function* contentOf(file: TarFile, path: string): AsyncGenerator<Uint8Array> {
  if (file.size === 0) return;
  let left = file.size;
  // Never more than announced: a file that grows meanwhile must not shift what follows.
  for await (const chunk of createReadStream(path, { end: file.size - 1 }) as AsyncIterable<Uint8Array>) {
    left -= chunk.length;
    yield chunk;
  }
  if (left > 0) throw new Error(`${path} became shorter while it was read`);
}

function* header(file: TarFile): Generator<Uint8Array> {
  const name = file.path === undefined ? `${file.name}/` : file.name;
  const extra = { ...(isPlain(name) ? {} : { path: name }), ...(file.size > LARGEST_IN_OCTAL ? { size: String(file.size) } : {}) };
  if (Object.keys(extra).length > 0) {
    const records = Buffer.concat(Object.entries(extra).map(([key, value]) => paxRecord(key, value)));
    yield block('PaxHeaders/file', 'x', records.length, file.modified);
    yield records;
    yield new Uint8Array(-records.length & (BLOCK - 1));
  }
  yield block(
    isPlain(name) ? name : shortened(name),
    file.path === undefined ? '5' : '0',
    Math.min(file.size, LARGEST_IN_OCTAL),
    file.modified,
  );
}

/** Whether a name fits into the old header: short, and ASCII because that has no encoding. */
const isPlain = (name: string): boolean => name.length <= NAME_SPACE && /^[\x20-\x7e]*$/.test(name);

/** What readers show that do not know pax. */
const shortened = (name: string): string => name.replace(/[^\x20-\x7e]/g, '_').slice(0, NAME_SPACE);

/** `LENGTH KEY=VALUE\n`; the length counts itself. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
function paxRecord(key: string, value: string): Uint8Array {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function block(name: string, type: string, size: number, modified: number): Uint8Array {
  const bytes = Buffer.alloc(BLOCK);
  bytes.write(name, 0, NAME_SPACE);
  bytes.write(octal(type === '5' ? 0o755 : 0o644, 7), 100);
  bytes.write(octal(0, 7), 108);
  bytes.write(octal(0, 7), 116);
  bytes.write(octal(size, 11), 124);
  bytes.write(octal(modified, 11), 136);
  bytes.write(' '.repeat(8), 148);
  bytes.write(type, 156);
  bytes.write('ustar\x0000', 257);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${octal(sum, 6)}\0 `, 148);
  return bytes;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
