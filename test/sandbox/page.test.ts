import { describe, expect, test } from 'vitest';
import { page } from '../../src/sandbox/page.ts';

const badToken = (): Error => new Error('bad token');

describe('a list that is read page by page', () => {
  test('gives every item once, and no token with the last page', () => {
    const items = ['a', 'b', 'c', 'd', 'e'];
    const first = page(items, undefined, 2, badToken);
    const second = page(items, first.next, 2, badToken);
    const third = page(items, second.next, 2, badToken);
    expect([first.items, second.items, third.items]).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(third).not.toHaveProperty('next');
  });

  test('goes on behind what was given, whatever goes and comes meanwhile', () => {
    const { next } = page(['a', 'b', 'c', 'd', 'e'], undefined, 2, badToken);
    const rest = (...items: readonly string[]) => page(items, next, 10, badToken).items;
    expect(rest('c', 'd', 'e')).toEqual(['c', 'd', 'e']);
    expect(rest('0', 'a', 'b', 'c', 'd', 'e')).toEqual(['c', 'd', 'e']);
    expect(rest('a', 'b', 'd', 'e')).toEqual(['d', 'e']);
    expect(rest('d', 'e', 'f')).toEqual(['f']);
    expect(rest()).toEqual([]);
  });

  test.each(['x', '-1', '6', '1.5'])('refuses the token %s', token => {
    expect(() => page(['a', 'b'], token, 1, badToken)).toThrow('bad token');
  });
});
