import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { writeLayer } from '../../src/image/layer.ts';
import { findTarPart, readTarIndex, readTarPart } from '../../src/image/tar-index.ts';
import { writeTar, type TarFile } from '../../src/image/tar-writer.ts';
import { sha256 } from '../helpers/make-image.ts';
import { temporaryFolder } from '../helpers/sandbox.ts';

const NAMES = ['plain.txt', '한글/파일 이름.html', `${'long/'.repeat(40)}name.txt`, `${'가'.repeat(60)}.txt`, 'empty', 'block'];

async function archive() {
  const folder = await temporaryFolder();
  const files: TarFile[] = [{ name: 'folder', size: 0, modified: 0 }];
  for (const [index, name] of NAMES.entries()) {
    const path = join(folder, `file-${index}`);
    const text = name === 'empty' ? '' : name === 'block' ? 'x'.repeat(1024) : `content of ${name}`;
    await writeFile(path, text);
    files.push({ name, path, size: Buffer.byteLength(text), modified: 1_000_000_000 });
  }
  const tar = join(folder, 'out.tar');
  await writeFile(tar, writeTar(files));
  return { folder, files, tar };
}

it("writes archives that the machine's own tar unpacks", async () => {
  const { folder, tar } = await archive();
  const to = join(folder, 'unpacked');
  await mkdir(to);
  await promisify(execFile)('tar', ['-xf', tar, '-C', to]);
  for (const [index, name] of NAMES.entries()) {
    expect(await readFile(join(to, name), 'utf8')).toBe(await readFile(join(folder, `file-${index}`), 'utf8'));
  }
});

it('writes archives whose files are found again by name', async () => {
  const { folder, tar } = await archive();
  const parts = (await readTarIndex(tar)) ?? new Map();
  expect([...parts.keys()]).toEqual(NAMES);
  for (const [index, name] of NAMES.entries()) {
    const part = findTarPart(parts, name);
    expect(part && Buffer.from(await readTarPart(tar, part))).toEqual(await readFile(join(folder, `file-${index}`)));
  }
});

it('compresses to the same bytes each time, and knows the digest of both forms', async () => {
  const { folder, files, tar } = await archive();
  const first = await writeLayer(writeTar(files), join(folder, 'first.gz'));
  const second = await writeLayer(writeTar(files), join(folder, 'second.gz'));
  expect(second.blob.digest).toBe(first.blob.digest);
  expect(first.diffId).toBe(sha256(await readFile(tar)));
  const bytes = await buffer(await first.blob.open());
  expect(first.blob).toMatchObject({ digest: sha256(bytes), size: bytes.length });
});

it('refuses a file that becomes shorter while it is read', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'short');
  await writeFile(path, 'abc');
  await expect(buffer(writeTar([{ name: 'short', path, size: 5, modified: 0 }]))).rejects.toThrow('became shorter');
});
