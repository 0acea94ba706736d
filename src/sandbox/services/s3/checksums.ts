import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Fault } from '../../fault.ts';

/** Checksums that a writer may give, and how they are made. The others are kept as they come. */
const VERIFIED: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  ChecksumCRC32: bytes => {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(crc32(bytes));
    return value.toString('base64');
  },
  ChecksumSHA1: bytes => createHash('sha1').update(bytes).digest('base64'),
  ChecksumSHA256: bytes => createHash('sha256').update(bytes).digest('base64'),
};

const NAMES = ['ChecksumCRC32', 'ChecksumCRC32C', 'ChecksumCRC64NVME', 'ChecksumSHA1', 'ChecksumSHA256'] as const;

type Checksums = { readonly [name in (typeof NAMES)[number]]?: string | undefined };

/** Sixteen bytes in base64. */
const MD5 = /^[A-Za-z0-9+/]{22}==$/;

/** Refuses content that is not what the writer said; gives back the checksums to keep. */
export function checkContent(
  bytes: Uint8Array,
  input: Checksums & { readonly ContentMD5?: string | undefined },
): Readonly<Record<string, string>> {
  if (input.ContentMD5 !== undefined && !MD5.test(input.ContentMD5)) {
    throw new Fault('InvalidDigest', 'The Content-MD5 you specified was invalid.', { members: { 'Content-MD5': input.ContentMD5 } });
  }
  if (input.ContentMD5 !== undefined && input.ContentMD5 !== createHash('md5').update(bytes).digest('base64')) {
    throw new Fault('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const given = NAMES.flatMap(name => (input[name] === undefined ? [] : [[name, input[name]] as const]));
  for (const [name, value] of given) {
    const algorithm = name.slice('Checksum'.length);
    if ((VERIFIED[name]?.(bytes) ?? value) !== value) {
      throw new Fault('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
    }
  }
  return Object.fromEntries(given);
}

/** Bodies reach operations as bytes. */
export const bodyBytes = (body: unknown): Uint8Array => (body instanceof Uint8Array ? body : new Uint8Array(0));
