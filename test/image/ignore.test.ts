import { expect, it } from 'vitest';
import { ignoreFrom } from '../../src/image/ignore.ts';

it.each<[string, string, boolean]>([
  ['', 'index.html', false],
  ['', '.env', true],
  ['', 'a/.git/config', true],
  ['', 'node_modules/x/index.js', true],
  ['', '.well-known/acme/x', false],
  ['!.env', '.env', true],
  ['*.md', 'notes.md', true],
  ['*.md', 'docs/notes.md', false],
  ['**/*.md', 'docs/deep/notes.md', true],
  ['**/*.md', 'notes.md', true],
  ['docs', 'docs/a/b.html', true],
  ['/docs/', 'docs/a.html', true],
  ['docs', 'docs2/a.html', false],
  ['docs/**', 'docs/a/b.html', true],
  ['docs/*/c', 'docs/a/c', true],
  ['docs/*/c', 'docs/a/b/c', false],
  ['a/**/z', 'a/z', true],
  ['a/**/z', 'a/b/c/z', true],
  ['temp?', 'temp1', true],
  ['temp?', 'temp12', false],
  ['*\n!index.html', 'index.html', false],
  ['*\n!index.html', 'other.html', true],
  ['!a.html\na.html', 'a.html', true],
  ['# a.html', 'a.html', false],
  ['a+b(c).[x].html', 'a+b(c).[x].html', true],
  ['.', 'index.html', false],
])('with the lines %j, %s is left out: %s', (lines, path, expected) => {
  expect(ignoreFrom(lines)(path)).toBe(expected);
});
