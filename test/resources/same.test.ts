import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../../src/engine/refs.ts';
import { asWantedJson, asWantedPolicy, asWantedSet, sameSet, sortedKeys } from '../../src/resources/same.ts';

describe('what was found', () => {
  it('is told in the words of the spec when it means the same', () => {
    const wanted = ['b', 'a'];
    expect(asWantedSet(wanted, ['a', 'b'])).toBe(wanted);
    const document = { Action: ['x'], Effect: 'Allow' };
    expect(asWantedJson(document, { Effect: 'Allow', Action: ['x'] })).toBe(document);
  });

  it('is the policy that was wanted, however its lists are written', () => {
    const statement = { Sid: 'One', Action: ['a', 'b'], Condition: { Bool: { key: 'false' } } };
    const wanted: object = { Version: '2012-10-17', Statement: [statement, { Sid: 'Two', Action: 'c' }] };
    const inOtherWords = { Sid: 'One', Action: ['b', 'a'], Condition: { Bool: { key: ['false'] } } };
    expect(asWantedPolicy(wanted, { Version: '2012-10-17', Statement: [{ Action: ['c'], Sid: 'Two' }, inOtherWords] })).toBe(wanted);
    const other: object = { Version: '2012-10-17', Statement: [statement] };
    expect(asWantedPolicy(wanted, other)).toBe(other);
  });

  it('is told as it is when it differs, in an order of its own', () => {
    expect(asWantedSet(['a'], ['c', 'b'])).toEqual(['b', 'c']);
    expect(asWantedJson({ a: [1, 2] }, { a: [2, 1] })).toEqual({ a: [2, 1] });
  });

  it('differs from what is not known before apply', () => {
    // A reference to a list stands in the place of the list.
    const unknown = UNKNOWN as unknown as readonly string[];
    expect(asWantedSet(unknown, ['a'])).toEqual(['a']);
  });
});

it('sets are the same in any order', () => {
  expect(sameSet(['a', 'b'], ['b', 'a'])).toBe(true);
  expect(sameSet(['a'], ['b', 'a'])).toBe(false);
  expect(sameSet(undefined, [])).toBe(false);
});

it('equal documents have equal texts', () => {
  const text = (value: unknown) => JSON.stringify(sortedKeys(value));
  expect(text({ b: [{ d: 1, c: null }], a: 2 })).toBe(text({ a: 2, b: [{ c: null, d: 1 }] }));
});
