import { expect, test } from 'vitest';
import { escapedGlob, fitsGlob, starGlob } from '../../src/sandbox/glob.ts';

test.each([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['?', '', false],
  ['a*c', 'abbc', true],
  ['a*c', 'abbcd', false],
  ['*b*d*', 'abcdbd', true],
  ['a?c', 'a.c', true],
  ['a.c', 'abc', false],
  ['a*', 'a\nb', true],
  ['가?다', '가나다', true],
  ['?', '😀', true],
  [String.raw`a\*`, 'a*', true],
  [String.raw`a\*`, 'ab', false],
])('the pattern %o and the text %o', (pattern, text, expected) => {
  expect(fitsGlob(escapedGlob(pattern), text)).toBe(expected);
});

test('only stars are wildcards where a service knows no others', () => {
  expect(fitsGlob(starGlob('v?*'), 'v1')).toBe(false);
});

test('a pattern of many stars is soon seen not to fit', { timeout: 2000 }, () => {
  expect(fitsGlob(starGlob(`${'*a'.repeat(40)}b`), 'a'.repeat(2000))).toBe(false);
});
