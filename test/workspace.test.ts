import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashesIn, writeText } from '../src/workspace.ts';
import { temporaryFolder } from './helpers/sandbox.ts';

describe('a text that is written', () => {
  it.each(['there', 'not there yet'])('goes where a link leads, when what it names is %s', async state => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'shared'));
    if (state === 'there') await writeFile(join(folder, 'shared', 'wizard.yaml'), 'old');
    await symlink(join('shared', 'wizard.yaml'), join(folder, 'wizard.yaml'));
    await writeText(join(folder, 'wizard.yaml'), 'new');
    expect((await lstat(join(folder, 'wizard.yaml'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, 'shared', 'wizard.yaml'), 'utf8')).toBe('new');
    expect([await readdir(folder), await readdir(join(folder, 'shared'))]).toEqual([['shared', 'wizard.yaml'], ['wizard.yaml']]);
  });
});

it('a state that holds no entries worth the name tells of no files', () => {
  expect(hashesIn({ entries: { a: null } } as never)).toEqual([]);
});
