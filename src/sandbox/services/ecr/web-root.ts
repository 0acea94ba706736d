import { posix } from 'node:path';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { readTar, type TarEntry } from '../../tar.ts';
import type { StoredBlob } from './image-reader.ts';

const OPAQUE = '.wh..wh..opq';
const WHITEOUT = '.wh.';

/** The files under a folder of an image, its layers laid one over the other: `/index.html` to bytes. */
export async function readWebRoot(layers: readonly StoredBlob[], root: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const layer of layers) await applyLayer(files, layer, root);
  return new Map([...files].map(([path, bytes]) => [path.slice(root.length), bytes]));
}

async function applyLayer(files: Map<string, Uint8Array>, layer: StoredBlob, root: string): Promise<void> {
  // A whiteout hides what lower layers hold, not what its own layer brings, in whichever order they stand in the archive.
  const below = new Set(files.keys());
  for await (const entry of readTar(await uncompressed(layer.open()))) {
    const path = posix.normalize(entry.name).replace(/^\/|\/$/g, '');
    const name = posix.basename(path);
    const folder = posix.dirname(path);
    if (name === OPAQUE) hide(files, below, `${folder}/`);
    else if (name.startsWith(WHITEOUT)) hide(files, below, `${folder}/${name.slice(WHITEOUT.length)}`);
    else if (path.startsWith(`${root}/`)) await applyEntry(files, entry, path);
  }
}

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
  const out = isGzip ? createGunzip() : new PassThrough();
  pipeline(rest, out, () => undefined);
  return out;
}
