import { CreateRepositoryCommand, DescribeImagesCommand, PutImageTagMutabilityCommand } from '@aws-sdk/client-ecr';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyImage } from '../../src/image/copy-image.ts';
import { inspectImage } from '../../src/image/inspect-image.ts';
import { openImage, targetRepository } from '../../src/image/open-image.ts';
import { pushImage } from '../../src/image/push-image.ts';
import { uniqueTag } from '../../src/image/unique-tag.ts';
import { resolveImage } from '../../src/sandbox/services/ecr/resolve-image.ts';
import { imageSandbox } from '../helpers/image-aws.ts';
import { temporaryFolder } from '../helpers/sandbox.ts';

const sample = { type: 'registry', reference: 'sandbox/sample:v1' } as const;

describe('an image of the sandbox', () => {
  it('comes into the repository under its digest and all its tags', async () => {
    const { sandbox, client, aws, ...to } = await imageSandbox();
    const { digest, mediaType } = await pushImage(aws, {
      ...to,
      source: sample,
      architecture: 'X86_64',
      tags: found => [uniqueTag(found), 'latest'],
    });
    expect(mediaType).toBe('application/vnd.oci.image.manifest.v1+json');
    const { imageDetails } = await client.send(new DescribeImagesCommand({ repositoryName: 'app' }));
    expect(imageDetails).toMatchObject([{ imageDigest: digest, imageTags: [uniqueTag(digest), 'latest'] }]);
    const image = await resolveImage(sandbox.world(), `${to.repositoryUri}@${digest}`);
    expect(image).toMatchObject({ architectures: ['amd64'], exposedPorts: [] });
    expect(Buffer.from(image?.files.get('/index.html') ?? '').toString()).toContain('Hello from blue');
  });

  it('is another one for another architecture', async () => {
    const { aws, ...to } = await imageSandbox();
    const push = (architecture: 'X86_64' | 'ARM64') => pushImage(aws, { ...to, source: sample, architecture, tags: [architecture] });
    expect((await push('ARM64')).digest).not.toBe((await push('X86_64')).digest);
  });

  it('is not sent again when it is there', async () => {
    const { aws, client, ...to } = await imageSandbox();
    const notes: string[] = [];
    const push = () =>
      pushImage(aws, { ...to, source: sample, architecture: 'X86_64', tags: ['latest'], report: code => notes.push(code) });
    await push();
    const sent = notes.length;
    await client.send(new PutImageTagMutabilityCommand({ repositoryName: 'app', imageTagMutability: 'IMMUTABLE' }));
    await push();
    expect(sent).toBe(2);
    expect(notes).toHaveLength(sent);
  });

  it.each(['StartUpload', 'UploadChunk', 'FinishUpload', 'PutManifest', 'GetManifest', 'GetBlob'])(
    'comes in although %s is throttled once, and loses its answer once',
    async operation => {
      const { sandbox, aws, client, ...to } = await imageSandbox();
      const on = { service: 'registry', operation };
      sandbox.faults.arm({ kind: 'throttling', ...on });
      await pushImage(aws, { ...to, source: sample, architecture: 'X86_64', tags: ['v1'] });
      sandbox.faults.arm({ kind: 'drop', effect: true, ...on });
      const other = { type: 'registry', reference: 'sandbox/sample:v2' } as const;
      const { digest } = await pushImage(aws, { ...to, source: other, architecture: 'X86_64', tags: ['v2'] });
      const { imageDetails } = await client.send(new DescribeImagesCommand({ repositoryName: 'app', imageIds: [{ imageTag: 'v2' }] }));
      expect(imageDetails).toMatchObject([{ imageDigest: digest }]);
      expect(sandbox.faults.list().map(({ fired }) => fired)).toEqual([1, 1]);
    },
  );

  it('may not take over a tag that is immutable', async () => {
    const { aws, client, ...to } = await imageSandbox();
    await client.send(new PutImageTagMutabilityCommand({ repositoryName: 'app', imageTagMutability: 'IMMUTABLE' }));
    await pushImage(aws, { ...to, source: sample, architecture: 'X86_64', tags: ['v1'] });
    const other = { type: 'registry', reference: 'sandbox/sample:v2' } as const;
    await expect(pushImage(aws, { ...to, source: other, architecture: 'X86_64', tags: ['v1'] })).rejects.toMatchObject({
      code: 'imageTagImmutable',
      facts: { repository: 'app', tag: 'v1' },
    });
  });

  it('that does not exist is refused with the tags that do', async () => {
    const { aws, ...to } = await imageSandbox();
    const source = { type: 'registry', reference: 'sandbox/sample:v9' } as const;
    await expect(pushImage(aws, { ...to, source, architecture: 'X86_64', tags: ['v1'] })).rejects.toMatchObject({
      code: 'imageNotFound',
      facts: { tags: 'v1, v2' },
    });
  });

  it('exists only there', async () => {
    const { aws, ...to } = await imageSandbox();
    const onAws = { ...aws, sandbox: false, endpoint: undefined };
    await expect(pushImage(onAws, { ...to, source: sample, architecture: 'X86_64', tags: [] })).rejects.toMatchObject({
      code: 'imageOnlyInSandbox',
    });
  });
});

describe('a repository', () => {
  it('that does not exist is named', async () => {
    const { aws, repositoryUri } = await imageSandbox();
    const to = { repositoryName: 'nope', repositoryUri: repositoryUri.replace('/app', '/nope') };
    await expect(pushImage(aws, { ...to, source: sample, architecture: 'X86_64', tags: [] })).rejects.toMatchObject({
      code: 'imageRepositoryMissing',
      facts: { repository: 'nope' },
    });
  });

  it('gives its layers to another one without sending them', async () => {
    const { aws, client, repositoryUri, ...to } = await imageSandbox();
    await pushImage(aws, { ...to, repositoryUri, source: sample, architecture: 'X86_64', tags: ['v1'] });
    await client.send(new CreateRepositoryCommand({ repositoryName: 'other' }));
    const uploads: string[] = [];
    const source = { type: 'registry', reference: `${repositoryUri}:v1` } as const;
    const opened = await openImage(aws, source, 'X86_64', () => undefined);
    const layer = opened.blobs[1];
    const blobs = layer ? [{ ...layer, open: async () => Promise.reject(new Error(uploads.push(layer.digest).toString())) }] : [];
    const config = opened.blobs.slice(0, 1);
    await copyImage(
      { ...opened, blobs: [...config, ...blobs] },
      targetRepository(aws, repositoryUri.replace('/app', '/other')),
      () => undefined,
    );
    expect(uploads).toEqual([]);
    const { imageDetails } = await client.send(new DescribeImagesCommand({ repositoryName: 'other' }));
    expect(imageDetails?.[0]?.imageDigest).toBe(opened.digest);
  });
});

describe('a folder of static files', () => {
  async function site() {
    const folder = await temporaryFolder();
    const files = {
      'index.html': '<h1>hi</h1>',
      '안녕.txt': 'hello',
      'assets/app.js': 'app()',
      [`${'deep/'.repeat(30)}end.txt`]: 'deep',
      '.env': 'SECRET=1',
      '.git/config': 'x',
      'node_modules/a/index.js': 'x',
      '.well-known/security.txt': 'mail us',
      'notes.md': 'left out',
      'docs/keep.md': 'kept',
      'docs/other.md': 'left out',
      '.dockerignore': '# comment\n*.md\ndocs/**\n!docs/keep.md\n',
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    await symlink(join(folder, 'index.html'), join(folder, 'home.html'));
    await symlink('/etc/hostname', join(folder, 'outside.txt'));
    await symlink(folder, join(folder, 'loop'));
    return folder;
  }

  it('lies over the welcome page of the base, without what must not be served', async () => {
    const { sandbox, aws, ...to } = await imageSandbox();
    const folder = await site();
    const skipped: unknown[] = [];
    const source = { type: 'static', folder } as const;
    const report = (code: string, facts: object) => code === 'linkSkipped' && skipped.push(facts);
    await pushImage(aws, { ...to, source, architecture: 'ARM64', tags: ['v1'], report });
    const image = await resolveImage(sandbox.world(), `${to.repositoryUri}:v1`);
    expect([...(image?.files.keys() ?? [])].sort()).toEqual(
      [
        '/.well-known/security.txt',
        '/50x.html',
        '/assets/app.js',
        `/${'deep/'.repeat(30)}end.txt`,
        '/docs/keep.md',
        '/home.html',
        '/index.html',
        '/안녕.txt',
      ].sort(),
    );
    expect(Buffer.from(image?.files.get('/index.html') ?? '').toString()).toBe('<h1>hi</h1>');
    expect(image?.architectures).toEqual(['arm64']);
    expect(skipped).toEqual([{ path: 'loop' }, { path: 'outside.txt' }]);
  });

  it('gives the same image each time, and another one for other bytes of the same length', async () => {
    const { aws, ...to } = await imageSandbox();
    const folder = await temporaryFolder();
    const push = async (text: string) => {
      await writeFile(join(folder, 'index.html'), text);
      return (await pushImage(aws, { ...to, source: { type: 'static', folder }, architecture: 'X86_64', tags: [] })).digest;
    };
    const first = await push('blue.');
    expect(await push('green')).not.toBe(first);
    expect(await push('blue.')).toBe(first);
  });

  it.each([
    ['missing', (folder: string) => join(folder, 'nowhere'), 'imageFolderMissing'],
    ['empty', (folder: string) => folder, 'imageFolderEmpty'],
  ])('that is %s is refused', async (_, folderOf, code) => {
    const { aws, ...to } = await imageSandbox();
    const folder = folderOf(await temporaryFolder());
    await expect(pushImage(aws, { ...to, source: { type: 'static', folder }, architecture: 'X86_64', tags: [] })).rejects.toMatchObject({
      code,
    });
  });
});

describe('inspection', () => {
  it('tells of an image what can be known without pushing it', async () => {
    const { aws, client } = await imageSandbox();
    expect(await inspectImage(aws, sample, 'X86_64')).toMatchObject({ architectures: ['amd64', 'arm64'], exposedPorts: [] });
    expect((await client.send(new DescribeImagesCommand({ repositoryName: 'app' }))).imageDetails).toEqual([]);
  });
});
