import { expect, test } from 'vitest';
import { decodeState, encodeState } from '../../src/sandbox/state-json.ts';

test.each([
  ['dates', { at: new Date('2026-01-02T03:04:05.678Z') }],
  ['bytes', { body: new Uint8Array([0, 10, 255]) }],
  ['lists and records within each other', { a: [{ b: [1, 'two', true, null] }] }],
  ['records that look like encoded ones', { a: { $date: 'x' }, b: { $bytes: { $record: {} } }, c: { $record: { $date: new Date(0) } } }],
  ['text that JSON escapes', { '"key"\n': '한글 </script> \u2028' }],
  ['a key that means something to JavaScript', JSON.parse('{"__proto__": {"a": 1}}') as object],
])('%s survive', (_what, state) => {
  expect(decodeState(encodeState(state))).toEqual(state);
});

test('a Buffer comes back as bytes', () => {
  expect(decodeState(encodeState(Buffer.from('abc')))).toEqual(new Uint8Array([97, 98, 99]));
});

test('members without a value are left out', () => {
  expect(encodeState({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test('records that come back have no members but their own', () => {
  const { streams } = decodeState(encodeState({ streams: {} })) as { streams: Record<string, unknown> };
  expect(streams['constructor']).toBeUndefined();
});
