import { posix } from 'node:path';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { readTar, type TarEntry } from '../../tar.ts';
import type { StoredBlob } from './image-reader.ts';

/** Space of a Fargate task for its images: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html */
const LARGEST_IMAGE = 20 * 2 ** 30;
/** The files that are served, which the sandbox holds in memory. */
const LARGEST_SITE = 2 ** 28;
/** How much is unpacked at a time. Each piece takes a turn of the event loop, and those of a busy sandbox are long. */
const PIECE = 2 ** 20;
/** Of a header in a tar archive. */
const BLOCK = 512;

/** A layer that cannot be extracted; the message is what the container runtime says. */
export class LayerError extends Error {
  override readonly name = 'LayerError';
}

/** Bytes that an image may still take. */
interface Room {
  onDisk: number;
  inMemory: number;
}

const OPAQUE = '.wh..wh..opq';
const WHITEOUT = '.wh.';

/** The files under a folder of an image, its layers laid one over the other: `/index.html` to bytes. */
export async function readWebRoot(layers: readonly StoredBlob[], root: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const room = { onDisk: LARGEST_IMAGE, inMemory: LARGEST_SITE };
  for (const layer of layers) {
    try {
      await applyLayer(files, layer, root, room);
    } catch (error) {
      throw new LayerError(`failed to extract layer: ${error instanceof Error ? error.message : String(error)}: unknown`, { cause: error });
    }
  }
  return new Map([...files].map(([path, bytes]) => [path.slice(root.length), bytes]));
}

async function applyLayer(files: Map<string, Uint8Array>, layer: StoredBlob, root: string, room: Room): Promise<void> {
  // A whiteout hides what lower layers hold, not what its own layer brings, in whichever order they stand in the archive.
  const below = new Set(files.keys());
  for await (const entry of readTar(await uncompressed(layer.open()))) {
    room.onDisk -= BLOCK + entry.size;
    if (room.onDisk < 0) throw diskFull(entry.name);
    const path = posix.normalize(entry.name).replace(/^\/|\/$/g, '');
    const name = posix.basename(path);
    const folder = posix.dirname(path);
    if (name === OPAQUE) hide(files, below, `${folder}/`);
    else if (name.startsWith(WHITEOUT)) hide(files, below, `${folder}/${name.slice(WHITEOUT.length)}`);
    else if (path.startsWith(`${root}/`)) {
      room.inMemory -= entry.size;
      if (room.inMemory < 0) throw diskFull(entry.name);
      await applyEntry(files, entry, path);
    }
  }
}

const diskFull = (path: string): Error => new Error(`write ${path}: no space left on device`);

function hide(files: Map<string, Uint8Array>, below: ReadonlySet<string>, hidden: string): void {
  for (const path of below) if (path === hidden || path.startsWith(hidden.endsWith('/') ? hidden : `${hidden}/`)) files.delete(path);
}

async function applyEntry(files: Map<string, Uint8Array>, entry: TarEntry, path: string): Promise<void> {
  if (entry.type === 'file') files.set(path, await entry.read());
  if (entry.type === 'hard-link' || entry.type === 'symbolic-link') {
    const from =
      entry.type === 'hard-link'
        ? posix.normalize(entry.target)
        : posix.join(entry.target.startsWith('/') ? '' : posix.dirname(path), entry.target);
    const linked = files.get(from.replace(/^\//, ''));
    if (linked) files.set(path, linked);
    else files.delete(path);
  }
}

/** Layers come as plain tar or gzipped; the first two bytes tell. */
async function uncompressed(stream: Readable): Promise<Readable> {
  const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  const first = await chunks.next();
  const rest = async function* () {
    try {
      if (!first.done) yield first.value;
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
    } finally {
      stream.destroy();
    }
  };
  const isGzip = !first.done && first.value[0] === 0x1f && first.value[1] === 0x8b;
  const out = isGzip ? createGunzip({ chunkSize: PIECE }) : new PassThrough();
  pipeline(rest, out, () => undefined);
  return out;
}
