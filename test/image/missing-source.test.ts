import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { missingSource } from '../../src/image/missing-source.ts';
import { temporaryFolder } from '../helpers/sandbox.ts';

it('tells what is not where an image is to come from, and nothing against what is', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'hidden', '.git'), { recursive: true });
  await mkdir(join(folder, 'site'));
  await writeFile(join(folder, 'site', 'index.html'), 'hello');
  await writeFile(join(folder, 'Containerfile'), 'FROM node');
  const codeOf = (type: Parameters<typeof missingSource>[0], from: string): string | undefined =>
    missingSource(type, join(folder, from))?.code;
  expect(['site', 'hidden', 'nowhere', 'site/index.html', 'a\0b'].map(from => codeOf('static', from))).toEqual([
    undefined,
    'imageFolderEmpty',
    'imageFolderMissing',
    'imageFolderMissing',
    'imageFolderMissing',
  ]);
  expect(['.', 'site'].map(from => codeOf('build', from))).toEqual([undefined, 'dockerfileMissing']);
  expect(['site/index.html', 'site', 'image.tar'].map(from => codeOf('archive', from))).toEqual([
    undefined,
    undefined,
    'imageArchiveMissing',
  ]);
  expect(codeOf('registry', 'nowhere')).toBe(undefined);
});
