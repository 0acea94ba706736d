import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { staticFiles } from '../../src/image/static-files.ts';
import { webRootOf } from '../../src/image/static-image.ts';
import { temporaryFolder } from '../helpers/sandbox.ts';

it('gives a changed file another time even when its length stays, so that no browser keeps the old one', async () => {
  const folder = await temporaryFolder();
  const timeOf = async (text: string) => {
    await writeFile(join(folder, 'index.html'), text);
    const [file] = await staticFiles(folder, 'www', () => undefined);
    return file?.modified;
  };
  const blue = await timeOf('blue.');
  expect(await timeOf('green')).not.toBe(blue);
  expect(await timeOf('blue.')).toBe(blue);
});

it('leaves out what the wizard keeps beside a page at the root of a project, and only there', async () => {
  const folder = await temporaryFolder();
  await Promise.all(['.wizard', '.git', 'css'].map(name => mkdir(join(folder, name))));
  const ours = [
    'wizard.yaml',
    'taskdef.json',
    'taskdef.prod.json',
    'appspec.yaml',
    'create-service.json',
    '.wizard/state.json',
    '.git/config',
  ];
  const theirs = ['css/taskdef.json', 'css/style.css', 'index.html', 'wizard.html'];
  await Promise.all([...ours, ...theirs].map(name => writeFile(join(folder, name), 'x')));
  const files = await staticFiles(folder, 'www', () => undefined);
  expect(files.map(({ name }) => name)).toEqual(['www/css', ...theirs.map(name => `www/${name}`).toSorted()]);
});

it.each([
  ['sandbox/nginx:latest', 'usr/share/nginx/html'],
  ['public.ecr.aws/docker/library/httpd:2.4', 'usr/local/apache2/htdocs'],
  ['caddy', 'usr/share/caddy'],
  ['company/web-base:1', 'usr/share/nginx/html'],
])('puts files where %s looks for them', (base, folder) => {
  expect(webRootOf(base)).toBe(folder);
});
