import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Files of an archive, by path. */
export type ZipFiles = ReadonlyMap<string, Uint8Array>;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DEFLATED = 8;
const UTF8_NAMES = 0x0800;
const VERSION = 20;
/** 1 January 1980, the earliest date a zip can hold. */
const DATE = 0x21;

/** All files of an archive together. */
const LARGEST_UNPACKED = 2 ** 29;

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: Buffer;
  readonly size: number;
}

/** The part of an entry's header that stands in front of its data and in the directory alike. */
function commonHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(DEFLATED, 4);
  header.writeUInt16LE(DATE, 8);
  header.writeUInt32LE(entry.crc, 10);
  header.writeUInt32LE(entry.packed.length, 14);
  header.writeUInt32LE(entry.size, 18);
  header.writeUInt16LE(entry.name.length, 22);
  return header;
}

const uint32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
};

function directoryEntry(entry: Entry, offset: number): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(VERSION);
  return Buffer.concat([uint32(CENTRAL), madeBy, commonHeader(entry), Buffer.alloc(10), uint32(offset), entry.name]);
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** Packs files into a zip archive. */
export function writeZip(files: ZipFiles): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of files) {
    const entry = { name: Buffer.from(path), crc: crc32(content), packed: deflateRawSync(content), size: content.length };
    const local = Buffer.concat([uint32(LOCAL), commonHeader(entry), entry.name, entry.packed]);
    parts.push(local);
    directory.push(directoryEntry(entry, offset));
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return new Uint8Array(Buffer.concat([...parts, central, endOfDirectory(files.size, central.length, offset)]));
}

function unpack(archive: Buffer, at: number, room: number): Uint8Array {
  const method = archive.readUInt16LE(at + 10);
  const size = archive.readUInt32LE(at + 20);
  const local = archive.readUInt32LE(at + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + size);
  return new Uint8Array(method === DEFLATED ? inflateRawSync(packed, { maxOutputLength: Math.max(room, 1) }) : packed);
}

/** Unpacks a zip archive; undefined when it is none, or one made to fill the memory. */
export function readZip(bytes: Uint8Array): ZipFiles | undefined {
  const archive = Buffer.from(bytes);
  const end = archive.lastIndexOf(uint32(END));
  if (end < 0) return undefined;
  try {
    const files = new Map<string, Uint8Array>();
    let room = LARGEST_UNPACKED;
    let at = archive.readUInt32LE(end + 16);
    for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
      if (archive.readUInt32LE(at) !== CENTRAL) return undefined;
      const nameEnd = at + 46 + archive.readUInt16LE(at + 28);
      const name = archive.toString('utf8', at + 46, nameEnd);
      if (!name.endsWith('/')) {
        const content = unpack(archive, at, room);
        room -= content.length;
        files.set(name, content);
      }
      at = nameEnd + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    }
    return files;
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) return undefined; // cut off or damaged
    throw error;
  }
}
