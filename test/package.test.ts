import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './helpers/sandbox.ts';

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Builds into a folder of its own: other tests run what is in dist. */
async function build(): Promise<string> {
  const folder = await temporaryFolder();
  await promisify(execFile)('npx', ['rolldown', '-c', 'rolldown.config.ts', '-d', folder]);
  return folder;
}

/** Digests of the files of a folder, by name. */
async function digestsOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const digests = await Promise.all(
    files.map(async file =>
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    ),
  );
  return Object.fromEntries(files.map((file, at) => [file.slice(folder.length + 1), digests[at] ?? '']));
}

describe('the package', () => {
  let first: string;
  let second: string;
  beforeAll(async () => {
    first = await build();
    second = await build();
  });

  it('has the same bytes each time that it is built', async () => {
    const digests = await digestsOf(first);
    expect(Object.keys(digests)).toEqual(expect.arrayContaining(['main.js', 'THIRD-PARTY-NOTICES.txt', 'sbom.cdx.json']));
    expect(await digestsOf(second)).toEqual(digests);
  });

  it('lists whose code is in it, and their terms', async () => {
    const { components } = JSON.parse(await readFile(join(first, 'sbom.cdx.json'), 'utf8')) as {
      readonly components: readonly {
        readonly name: string;
        readonly version: string;
        readonly licenses: readonly { readonly expression: string }[];
      }[];
    };
    const notices = await readFile(join(first, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(['commander', '@aws-sdk/client-ecs', 'yaml']));
    for (const { name, version, licenses } of components) expect(notices).toContain(`${name} ${version} - ${licenses[0]?.expression}\n`);
  });

  it('needs nothing else, and runs nothing when it is installed', () => {
    expect(manifest['dependencies']).toBeUndefined();
    expect(Object.keys(manifest['scripts'] ?? {}).filter(name => /^(?:pre|post)?install$/.test(name))).toEqual([]);
  });

  it('is developed with exact versions', () => {
    expect(Object.values(manifest['devDependencies'] ?? {}).filter(range => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([]);
  });
});
