import type { ImageConfig } from './manifest.ts';

/** Bytes of an image, from wherever they come. */
export interface Blob {
  readonly digest: string;
  readonly size: number;
  /** May be called again, when sending them failed half-way. */
  open(): Promise<AsyncIterable<Uint8Array>>;
  /** The repository that has it already: on the same registry it need not be sent. */
  readonly mountFrom?: { readonly registry: string; readonly repository: string };
}

/** One image for one platform, ready to be pushed. */
export interface ImageContent {
  /** Byte for byte as it will be pushed. */
  readonly manifest: Uint8Array;
  readonly mediaType: string;
  readonly digest: string;
  readonly config: ImageConfig;
  /** Config and layers. */
  readonly blobs: readonly Blob[];
  /** What the source offers beside this one: `amd64`, `arm64`. */
  readonly architectures: readonly string[];
  /** Removes temporary files. */
  close(): Promise<void>;
}

/** Bytes in memory as a blob. */
export const blobOf = (digest: string, bytes: Uint8Array): Blob => ({
  digest,
  size: bytes.length,
  open: async () =>
    (async function* () {
      yield bytes;
    })(),
});
