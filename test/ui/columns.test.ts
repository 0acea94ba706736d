import { describe, expect, it } from 'vitest';
import { columns, displayWidth, fit, pad } from '../../src/ui/columns.ts';

describe('columns', () => {
  it('aligns what follows Korean text, whose syllables take two columns each', () => {
    expect(
      columns([
        ['live', 'blue', '100%'],
        ['서비스 중', 'green', '0%'],
        ['a', '초록', '50%'],
      ]),
    ).toEqual(['live       blue   100%', '서비스 중  green  0%', 'a          초록   50%']);
  });

  it('leaves no blanks at the end of a row', () => {
    expect(columns([['a', ''], ['long', 'b'], ['c']])).toEqual(['a', 'long  b', 'c']);
  });

  it('makes nothing of nothing', () => {
    expect(columns([])).toEqual([]);
  });
});

describe('pad', () => {
  it.each([
    ['ab', 4, 'ab  '],
    ['가나', 6, '가나  '],
    ['가나다', 4, '가나다'],
  ])('fills %j to %i columns', (text, width, expected) => {
    expect(pad(text, width)).toBe(expected);
  });
});

describe('fit', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly 10', 10, 'exactly 10'],
    ['more than ten', 10, 'more th...'],
    ['가나다라마바사', 10, '가나다...'],
    ['👨‍👩‍👧 family of three', 10, '👨‍👩‍👧 fami...'],
  ])('cuts %j to %i columns', (text, width, expected) => {
    expect(fit(text, width)).toBe(expected);
    expect(displayWidth(fit(text, width))).toBeLessThanOrEqual(width);
  });
});
