import { chmod, copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildImage } from '../../src/image/build-image.ts';
import { inspectImage } from '../../src/image/inspect-image.ts';
import { pushImage } from '../../src/image/push-image.ts';
import { imageSandbox } from '../helpers/image-aws.ts';
import { makeDockerSave, makeImage, packed } from '../helpers/make-image.ts';
import { temporaryFolder } from '../helpers/sandbox.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

interface Fake {
  /** First words of the commands that fail. */
  readonly fails?: readonly string[];
}

/** Puts programs on an otherwise empty PATH that note their arguments, and give out a made image where a real one would save. */
async function fakePrograms(programs: Readonly<Record<string, Fake>>, architecture = 'amd64') {
  const folder = await temporaryFolder();
  await copyFile(await packed(await makeDockerSave(await makeImage(architecture, 'built'))), join(folder, 'made.tar'));
  for (const [name, { fails = [] }] of Object.entries(programs)) {
    const script = `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
fs.appendFileSync(${JSON.stringify(join(folder, 'calls'))}, ${JSON.stringify(name)} + ' ' + args.join(' ') + '\\n');
console.log('step 1 of ' + args[0]);
if (${JSON.stringify(fails)}.includes(args[0])) { console.error('no space left'); process.exit(7); }
const archive = args[0] === 'save' ? args[args.indexOf('--output') + 1] : args[0] === 'push' ? args[2].replace('docker-archive:', '') : undefined;
if (archive) fs.copyFileSync(${JSON.stringify(join(folder, 'made.tar'))}, archive);
`;
    await writeFile(join(folder, name), script);
    await chmod(join(folder, name), 0o755);
  }
  vi.stubEnv('PATH', folder);
  return { calls: async () => (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n') };
}

async function project(file = 'Dockerfile'): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, file), 'FROM scratch\n');
  return folder;
}

const quiet = (): void => undefined;

describe('a Dockerfile', () => {
  it.each([
    ['docker', 'save --output', 'image rm'],
    ['podman', 'save --output', 'image rm'],
    ['finch', 'save --output', 'image rm'],
    ['buildah', 'push', 'rmi'],
  ])('is built with %s, pushed, and leaves no name behind', async (tool, save, remove) => {
    const { aws, ...to } = await imageSandbox();
    const { calls } = await fakePrograms({ [tool]: {} }, 'arm64');
    const folder = await project();
    const lines: unknown[] = [];
    const report = (code: string, facts: object) => code === 'buildingImage' && lines.push(facts);
    await pushImage(aws, { ...to, source: { type: 'build', folder }, architecture: 'ARM64', tags: ['v1'], report });
    const made = (await calls()).filter(call => call.includes('ecs-bluegreen-build:'));
    expect(made).toHaveLength(3);
    expect(made[0]).toMatch(`${tool} build --platform linux/arm64 --file ${join(folder, 'Dockerfile')} --tag`);
    expect(made[1]).toContain(`${tool} ${save}`);
    expect(made[2]).toContain(`${tool} ${remove}`);
    expect(lines).toContainEqual({ tool, line: 'step 1 of build' });
  });

  it('may be called Containerfile', async () => {
    await fakePrograms({ podman: {} });
    const content = await buildImage(await project('Containerfile'), 'X86_64', quiet);
    expect(content.config.architecture).toBe('amd64');
    await content.close();
  });

  it('is built with the next program when one is installed but does not run', async () => {
    const { calls } = await fakePrograms({ docker: { fails: ['version'] }, buildah: {} });
    await (await buildImage(await project(), 'X86_64', quiet)).close();
    expect((await calls()).filter(call => call.includes('build --platform'))[0]).toMatch(/^buildah /);
  });

  it.each([
    ['no program', {}, { code: 'builderMissing', facts: { tools: 'docker, podman, finch, buildah' } }],
    ['a docker without its daemon', { docker: { fails: ['version'] } }, { code: 'builderNotReady', facts: { tools: 'docker' } }],
    [
      'a build that fails',
      { docker: { fails: ['build'] } },
      { code: 'imageBuildFailed', facts: { tool: 'docker', lines: 'step 1 of build\nno space left' } },
    ],
    ['an image that cannot be saved', { docker: { fails: ['save'] } }, { code: 'imageBuildFailed' }],
  ])('with %s is refused, and nothing is left behind', async (_, programs, expected) => {
    await fakePrograms(programs);
    const temporary = await temporaryFolder();
    vi.stubEnv('TMPDIR', temporary);
    await expect(buildImage(await project(), 'X86_64', quiet)).rejects.toMatchObject(expected);
    expect((await readdir(temporary)).filter(name => name.startsWith('ecs-bluegreen-'))).toEqual([]);
  });

  it('that is missing is refused before any program is looked for', async () => {
    await fakePrograms({});
    await expect(buildImage(await temporaryFolder(), 'X86_64', quiet)).rejects.toMatchObject({ code: 'dockerfileMissing' });
  });

  it('for the wrong architecture is refused', async () => {
    await fakePrograms({ docker: {} }, 'arm64');
    await expect(buildImage(await project(), 'X86_64', quiet)).rejects.toMatchObject({ code: 'imageWrongArchitecture' });
  });

  it('is inspected without being built', async () => {
    const { aws } = await imageSandbox();
    const { calls } = await fakePrograms({ docker: {} });
    expect(await inspectImage(aws, { type: 'build', folder: await project() }, 'ARM64')).toEqual({ architectures: ['arm64'] });
    expect(await calls()).toEqual(['docker --version', 'docker version --format {{.Server.Version}}']);
  });
});
