import { open, type FileHandle } from 'node:fs/promises';

const BLOCK = 512;

/** Where a file of a tar archive lies in it, or what it links to. */
export interface TarPart {
  readonly offset: number;
  readonly size: number;
  /** Name of the entry that a link stands for. */
  readonly target?: string;
}

/** Reads the headers of an archive on disk and skips what lies between: quick also where layers are large. Undefined when it is none. */
export async function readTarIndex(file: string): Promise<ReadonlyMap<string, TarPart> | undefined> {
  const handle = await open(file, 'r');
  try {
    return await readHeaders(handle);
  } finally {
    await handle.close();
  }
}

async function readHeaders(handle: FileHandle): Promise<ReadonlyMap<string, TarPart> | undefined> {
  const parts = new Map<string, TarPart>();
  let long: { name?: string; target?: string; size?: number } = {};
  let offset = 0;
  for (;;) {
    const header = await bytesAt(handle, offset, BLOCK);
    if (header.length < BLOCK || header.every(byte => byte === 0)) return parts;
    if (!hasChecksum(header)) return undefined;
    const type = String.fromCharCode(header[156] ?? 0);
    const size = long.size ?? numberIn(header.subarray(124, 136));
    offset += BLOCK;
    if (type === 'x' || type === 'L' || type === 'K') long = { ...long, ...extrasIn(type, await bytesAt(handle, offset, size)) };
    else {
      const name = normalized(long.name ?? nameIn(header));
      const target = normalized(long.target ?? textIn(header.subarray(157, 257)));
      if (type === '0' || type === '\0') parts.set(name, { offset, size });
      if (type === '1') parts.set(name, { offset, size, target });
      if (type === '2') parts.set(name, { offset, size, target: resolved(name, target) });
      if (type !== 'g') long = {};
    }
    offset += size + (-size & (BLOCK - 1));
  }
}

/** The bytes of a small file in the archive; undefined when there is none. */
export async function readTarPart(file: string, part: TarPart): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    return await bytesAt(handle, part.offset, part.size);
  } finally {
    await handle.close();
  }
}

/** The part of this name, through links. */
export function findTarPart(parts: ReadonlyMap<string, TarPart>, name: string, depth = 8): TarPart | undefined {
  const part = parts.get(normalized(name));
  return part?.target !== undefined && depth > 0 ? findTarPart(parts, part.target, depth - 1) : part;
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}

function hasChecksum(header: Uint8Array): boolean {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return numberIn(header.subarray(148, 156)) === sum;
}

const textIn = (field: Uint8Array): string => {
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
};

/** Octal digits, or a big-endian number where the first bit says so. */
const numberIn = (field: Uint8Array): number =>
  (field[0] ?? 0) & 0x80
    ? field.subarray(1).reduce((value, byte) => value * 256 + byte, 0)
    : Number.parseInt(textIn(field).trim() || '0', 8);

function nameIn(header: Uint8Array): string {
  const prefix = textIn(header.subarray(257, 262)) === 'ustar' ? textIn(header.subarray(345, 500)) : '';
  const name = textIn(header.subarray(0, 100));
  return prefix === '' ? name : `${prefix}/${name}`;
}

function extrasIn(type: string, bytes: Uint8Array): { name?: string; target?: string; size?: number } {
  if (type === 'L') return { name: textIn(bytes) };
  if (type === 'K') return { target: textIn(bytes) };
  const records = new Map(paxRecords(bytes));
  const [name, target, size] = [records.get('path'), records.get('linkpath'), records.get('size')];
  return {
    ...(name !== undefined && { name }),
    ...(target !== undefined && { target }),
    ...(size !== undefined && { size: Number(size) }),
  };
}

function* paxRecords(bytes: Uint8Array): Generator<readonly [string, string]> {
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(decoder.decode(bytes.subarray(at, space)));
    if (space < 0 || !(length > 0)) return;
    const [key = '', ...value] = decoder.decode(bytes.subarray(space + 1, at + length - 1)).split('=');
    yield [key, value.join('=')];
    at += length;
  }
}

const normalized = (name: string): string => name.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');

/** `../abc/layer.tar`, seen from `def/layer.tar`, is `abc/layer.tar`. */
function resolved(name: string, target: string): string {
  const path = name.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  }
  return path.join('/');
}
