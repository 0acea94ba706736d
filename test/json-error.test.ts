import { describe, expect, it } from 'vitest';
import { jsonErrorAt } from '../src/json-error.ts';

describe('jsonErrorAt', () => {
  it.each([
    ['{"a": }', 6],
    ['{"a": 1,}', 8],
    ['[1, 2', 5],
    ['{"a" 1}', 5],
    ["{'a': 1}", 1],
    ['{"a": 1} x', 9],
    ['{"a": 01}', 7],
    ['{"a": "line\nbreak"}', 6],
    ['{ // comment\n}', 2],
    ['', 0],
  ])('finds where %j stops being JSON', (text, at) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(jsonErrorAt(text)).toBe(at);
  });

  it.each(['{"a": [1, -2.5e3, true, null, "\\u00e9\\n"], "b": {}}', ' [] ', '"x"', '0'])('goes to the end of %j', text => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(jsonErrorAt(text)).toBe(text.length);
  });
});
