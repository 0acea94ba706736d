import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { archiveImage } from '../../src/image/archive-image.ts';
import { inspectImage } from '../../src/image/inspect-image.ts';
import { pushImage } from '../../src/image/push-image.ts';
import { resolveImage } from '../../src/sandbox/services/ecr/resolve-image.ts';
import { imageSandbox } from '../helpers/image-aws.ts';
import { makeDockerSave, makeImage, makeLayout, makeNewDockerSave, packed, sha256 } from '../helpers/make-image.ts';
import { temporaryFolder } from '../helpers/sandbox.ts';

async function gzipped(archive: string): Promise<string> {
  await writeFile(`${archive}.gz`, gzipSync(await readFile(archive)));
  return `${archive}.gz`;
}

describe.each([
  ['an OCI layout', async () => makeLayout({ arm64: await makeImage('arm64', 'other'), amd64: await makeImage('amd64', 'page') })],
  ['an OCI layout of one image', async () => makeLayout({ amd64: await makeImage('amd64', 'page') })],
  ['what an older `docker save` wrote', async () => makeDockerSave(await makeImage('amd64', 'page'))],
  ['what a newer `docker save` writes', async () => makeNewDockerSave(await makeImage('amd64', 'page'))],
])('%s', (_, make) => {
  it.each([
    ['in a folder', async (folder: string) => folder],
    ['in a tar', packed],
    ['in a gzipped tar', async (folder: string) => gzipped(await packed(folder))],
  ])('%s is pushed and can be run', async (_, pack) => {
    const { aws, sandbox, ...to } = await imageSandbox();
    const path = await pack(await make());
    await pushImage(aws, { ...to, source: { type: 'archive', path }, architecture: 'X86_64', tags: ['v1'] });
    const image = await resolveImage(sandbox.world(), `${to.repositoryUri}:v1`);
    expect(Buffer.from(image?.files.get('/index.html') ?? '').toString()).toBe('page');
    expect(await inspectImage(aws, { type: 'archive', path }, 'X86_64')).toMatchObject({ exposedPorts: [8080], user: 'web' });
  });

  it('for another architecture is refused', async () => {
    const path = await packed(await makeLayout({ amd64: await makeImage('amd64', 'page') }));
    await expect(archiveImage(path, 'ARM64')).rejects.toMatchObject({
      code: 'imageWrongArchitecture',
      facts: { wanted: 'ARM64', found: 'amd64' },
    });
  });
});

it('keeps the manifest of a layout byte for byte', async () => {
  const made = await makeImage('amd64', 'page');
  const content = await archiveImage(await makeLayout({ amd64: made }), 'X86_64');
  expect(content.digest).toBe(sha256(made.manifest));
  await content.close();
});

it('sends plain layers compressed', async () => {
  const made = await makeImage('amd64', 'page');
  const content = await archiveImage(await packed(await makeNewDockerSave(made)), 'X86_64');
  const layer = content.blobs[1];
  expect(layer?.size).toBeLessThan(made.layer.length / 5);
  await content.close();
});

describe('an archive', () => {
  it.each([
    ['that is not there', async () => '/nowhere/image.tar', { code: 'imageArchiveMissing' }],
    ['that is something else', async () => join(import.meta.dirname, 'archive-image.test.ts'), { code: 'imageArchiveInvalid' }],
    ['that is an empty folder', temporaryFolder, { code: 'imageArchiveInvalid', facts: { missing: 'index.json, manifest.json' } }],
    [
      'of several images',
      async () => makeDockerSave(await makeImage('amd64', 'page'), ['web:v1', 'web:v2']),
      { code: 'imageArchiveAmbiguous', facts: { images: 'web:v1, web:v2' } },
    ],
    [
      'without a layer',
      async () => {
        const folder = await makeDockerSave(await makeImage('amd64', 'page'));
        await rm(join(folder, 'aaa'), { recursive: true });
        return packed(folder);
      },
      { code: 'imageArchiveInvalid', facts: { missing: 'bbb/layer.tar' } },
    ],
    [
      'with a damaged config',
      async () => {
        const made = await makeImage('amd64', 'page');
        const folder = await makeLayout({ amd64: made });
        await writeFile(join(folder, 'blobs', sha256(made.config).replace(':', '/')), '{}');
        return folder;
      },
      { code: 'imageDamaged' },
    ],
    [
      'of an operating system that is not Linux',
      async () => {
        const made = await makeImage('amd64', 'page');
        return makeDockerSave({ ...made, config: Buffer.from(made.config.toString().replace('"linux"', '"windows"')) });
      },
      { code: 'imageWrongArchitecture', facts: { found: 'windows/amd64' } },
    ],
  ])('%s is refused', async (_, make, expected) => {
    await expect(archiveImage(await make(), 'X86_64')).rejects.toMatchObject(expected);
  });
});
