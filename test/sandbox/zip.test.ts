import { describe, expect, test } from 'vitest';
import { readZip, writeZip } from '../../src/sandbox/zip.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const text = (content: Uint8Array | undefined): string | undefined => content && Buffer.from(content).toString();

/** Written by Python's zipfile: one entry stored, one deflated. */
const BY_PYTHON =
  'UEsDBBQAAAAAAAAAIQCzJE6WCAAAAAgAAAAKAAAAc3RvcmVkLnR4dGFzIGl0IGlzUEsDBBQAAAAIAKSzeF3o5elZCwAAAPAAAAARAAAAZm9sZGVyL3BhY2tlZC50eHRLTE/MzFNIHDEkAFBLAQIUAxQAAAAAAAAAIQCzJE6WCAAAAAgAAAAKAAAAAAAAAAAAAACAAQAAAABzdG9yZWQudHh0UEsBAhQDFAAAAAgApLN4Xejl6VkLAAAA8AAAABEAAAAAAAAAAAAAAIABMAAAAGZvbGRlci9wYWNrZWQudHh0UEsFBgAAAAACAAIAdwAAAGoAAAAAAA==';

describe('a zip archive', () => {
  test('comes back as it went in', () => {
    const files = new Map([
      ['taskdef.json', bytes('{}')],
      ['깊은/폴더/파일.txt', bytes('x'.repeat(100_000))],
      ['empty', bytes('')],
    ]);
    const archive = writeZip(files);
    expect(archive.length).toBeLessThan(2000);
    expect(readZip(archive)).toEqual(files);
  });

  test('of another program is read, stored and packed entries alike', () => {
    const files = readZip(Buffer.from(BY_PYTHON, 'base64'));
    expect([...(files?.keys() ?? [])]).toEqual(['stored.txt', 'folder/packed.txt']);
    expect(text(files?.get('stored.txt'))).toBe('as it is');
    expect(text(files?.get('folder/packed.txt'))).toBe('again '.repeat(40));
  });

  test('is not unpacked where it would fill the memory', () => {
    const bomb = writeZip(new Map(Array.from('abcdef').map(name => [name, new Uint8Array(2 ** 27)])));
    expect(readZip(bomb)).toBeUndefined();
  });

  test.each([
    ['text', bytes('{"ImageURI":"nginx"}')],
    ['nothing', bytes('')],
    ['half an archive', Buffer.from(BY_PYTHON, 'base64').subarray(120)],
  ])('is not made of %s', (_, content) => {
    expect(readZip(content)).toBeUndefined();
  });
});
