import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** What each folder may import besides itself and packages. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  engine: ['errors', 'i18n'],
  sandbox: [],
  aws: ['engine', 'errors', 'i18n'],
  image: ['engine', 'aws', 'errors', 'i18n'],
  resources: ['engine', 'aws', 'image', 'errors', 'i18n', 'render', 'prices'],
  release: ['engine', 'aws', 'image', 'errors', 'i18n', 'render'],
  sources: ['engine', 'aws', 'resources', 'errors', 'i18n', 'config', 'iam', 'render', 'setup', 'image'],
  i18n: [],
};

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
const areaOf = (path: string): string => (path.split('/')[0] ?? '').replace(/\.ts$/, '');

it.each(Object.entries(MAY_IMPORT))('%s imports nothing from above it', (area, allowed) => {
  const strays = files
    .filter(file => areaOf(file) === area)
    .flatMap(file =>
      [...readFileSync(join(src, file), 'utf8').matchAll(/^(?:import|export)[^;]*?from '(\.[^']+)'/gm)].map(match => ({
        file,
        target: relative(src, resolve(src, dirname(file), match[1] ?? '')),
      })),
    )
    .filter(({ target }) => areaOf(target) !== area && !allowed.includes(areaOf(target)));
  expect(strays).toEqual([]);
});
