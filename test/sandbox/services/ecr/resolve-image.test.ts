import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { findImage } from '../../../../src/sandbox/services/ecr/find-image.ts';
import { resolveImage } from '../../../../src/sandbox/services/ecr/resolve-image.ts';
import { readWebRoot } from '../../../../src/sandbox/services/ecr/web-root.ts';
import { startSandbox } from '../../../../src/sandbox/sandbox.ts';
import { writeTar } from '../../../../src/sandbox/tar.ts';
import { pushImage } from '../../../../src/image/push-image.ts';
import { imageSandbox } from '../../../helpers/image-aws.ts';
import { pushIndex } from '../../../helpers/push-image.ts';
import { tarOf } from '../../../helpers/make-image.ts';
import { startTestSandbox, temporaryFolder } from '../../../helpers/sandbox.ts';

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? '').toString();

describe('an image that a task names', () => {
  it.each([
    ['sandbox/sample:v1', 'Hello from blue'],
    ['sandbox/sample:v2', 'Hello from green'],
    ['sandbox/nginx', 'stands in for the welcome page'],
    ['nginx', 'stands in for the welcome page'],
    ['nginx:1.27-alpine', 'stands in for the welcome page'],
    ['library/nginx', 'stands in for the welcome page'],
    ['docker.io/library/nginx:latest', 'stands in for the welcome page'],
    ['public.ecr.aws/nginx/nginx:latest', 'stands in for the welcome page'],
    ['public.ecr.aws/docker/library/nginx:1.27', 'stands in for the welcome page'],
  ])('as %s comes with the sandbox', async (reference, expected) => {
    const sandbox = await startTestSandbox();
    const image = await resolveImage(sandbox.world(), reference);
    expect(text(image?.files.get('/index.html'))).toContain(expected);
    expect(image).toMatchObject({
      reference,
      architectures: ['amd64', 'arm64'],
      exposedPorts: reference.startsWith('sandbox/sample') ? [] : [80],
    });
    expect(image?.environment['PATH']).toContain('/bin');
  });

  it.each(['httpd', 'sandbox/sample:v9', 'sandbox/else', '<IMAGE1_NAME>', 'public.ecr.aws/else/nginx', 'someone/nginx'])(
    'as %s is unknown',
    async reference => {
      const sandbox = await startTestSandbox();
      expect(await resolveImage(sandbox.world(), reference)).toBeUndefined();
    },
  );

  it('is found under the host of the sandbox and under that of AWS, by tag and by digest', async () => {
    const { sandbox, aws, ...to } = await imageSandbox();
    const source = { type: 'registry', reference: 'sandbox/sample:v2' } as const;
    const { digest } = await pushImage(aws, { ...to, source, architecture: 'X86_64', tags: ['latest'] });
    const world = sandbox.world();
    for (const host of [new URL(sandbox.endpoint).host, `111122223333.dkr.ecr.${sandbox.region}.amazonaws.com`]) {
      for (const reference of [`${host}/app`, `${host}/app:latest`, `${host}/app@${digest}`]) {
        expect((await resolveImage(world, reference))?.digest).toBe(digest);
      }
    }
    expect(await resolveImage(world, `999988887777.dkr.ecr.${sandbox.region}.amazonaws.com/app`)).toBeUndefined();
    expect(findImage(world, 'app', 'latest')).toMatchObject({ digest, tags: ['latest'] });
    expect(findImage(world, 'app', 'v9')).toBeUndefined();
    expect(findImage(world, 'other', 'latest')).toBeUndefined();
  });

  it('is the one for the architecture that is asked for', async () => {
    const sandbox = await startTestSandbox();
    const pages = [
      { architecture: 'arm64', page: 'for arm64' },
      { architecture: 'amd64', page: 'for amd64' },
    ];
    const reference = await pushIndex(sandbox, 'web', pages);
    for (const { architecture, page } of pages) {
      const image = await resolveImage(sandbox.world(), reference, architecture);
      expect(image).toMatchObject({ isIndex: true, architectures: ['arm64', 'amd64'] });
      expect(text(image?.files.get('/index.html'))).toBe(page);
    }
  });

  it('is still there when the sandbox is started again', async () => {
    const folder = await temporaryFolder();
    const { sandbox, aws, ...to } = await imageSandbox({ folder });
    await pushImage(aws, { ...to, source: { type: 'registry', reference: 'sandbox/sample:v1' }, architecture: 'X86_64', tags: ['v1'] });
    await sandbox.close();
    const again = await startSandbox({ folder });
    const image = await resolveImage(again.world(), `${new URL(again.endpoint).host}/app:v1`);
    await again.close();
    expect(text(image?.files.get('/index.html'))).toContain('Hello from blue');
  });
});

describe('the layers of an image', () => {
  async function layer(files: Readonly<Record<string, string>>) {
    const folder = await temporaryFolder();
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    const archive = await tarOf(folder, join(await temporaryFolder(), 'layer.tar'));
    return { size: 0, open: () => createReadStream(archive) };
  }

  it('lie over each other, and hide what they delete', async () => {
    const layers = [
      await layer({ 'www/a.html': 'a1', 'www/b.html': 'b1', 'www/old/x.html': 'x', 'www/gone/y.html': 'y', 'etc/passwd': 'root' }),
      await layer({ 'www/a.html': 'a2', 'www/.wh.b.html': '', 'www/old/.wh..wh..opq': '', 'www/old/z.html': 'z', 'www/.wh.gone': '' }),
    ];
    const files = await readWebRoot(layers, 'www');
    expect(Object.fromEntries([...files].map(([path, bytes]) => [path, text(bytes)]))).toEqual({ '/a.html': 'a2', '/old/z.html': 'z' });
  });

  /** An entry of an archive that says that it has so many bytes, and has none. */
  const entry = (name: string, size: number, flag = '0'): Buffer => {
    const block = Buffer.from(writeTar(new Map([[name, new Uint8Array()]]))).subarray(0, 512);
    block.writeUInt8(0x80, 124);
    block.writeBigUInt64BE(BigInt(size), 128);
    block.write(flag, 156);
    return block;
  };

  it.each([
    ['more than the storage of a task', [entry('var/cache', 21 * 2 ** 30)], 'write var/cache: no space left on device'],
    ['a site that fills the memory', [entry('www/film', 2 ** 28 + 1)], 'write www/film: no space left on device'],
    ['a name that fills the memory', [entry('www/a', 2 ** 31, 'L')], 'archive/tar: header field too long'],
    ['what is no size', [Buffer.alloc(512, 'x')], 'archive/tar: invalid tar header'],
    ['a damaged gzip stream', [Buffer.from('1f8b08000000000000ff', 'hex'), Buffer.alloc(100, 1)], 'invalid'],
  ])('that hold %s are not extracted', async (_what, blocks, words) => {
    const bomb = { size: 0, open: () => Readable.from(blocks) };
    await expect(readWebRoot([bomb], 'www')).rejects.toThrow(new RegExp(`^failed to extract layer: .*${words}.*: unknown$`));
  });
});
