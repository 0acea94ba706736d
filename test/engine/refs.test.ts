import { describe, expect, it } from 'vitest';
import { hasUnknown, needsOf, refsIn, resolve, text, UNKNOWN } from '../../src/engine/refs.ts';

const ref = ($ref: string, attr: string) => ({ $ref, attr });

describe('references', () => {
  it('are found wherever they stand, each once', () => {
    const spec = { a: ref('x', 'id'), list: [{ b: ref('y', 'arn') }, ref('x', 'id')], c: text`${ref('z', 'name')}:latest` };
    expect(refsIn(spec)).toEqual([ref('x', 'id'), ref('y', 'arn'), ref('z', 'name')]);
    expect(needsOf({ ...spec, d: ref('x', 'other') })).toEqual(['x', 'y', 'z']);
  });

  it('become the values of what they refer to, also lists and parts of a text', () => {
    const values: Record<string, string | string[]> = { uri: 'repo', zones: ['a', 'b'] };
    const resolved = resolve(
      { image: text`${ref('r', 'uri')}:1`, zones: ref('n', 'zones'), port: 80, on: true },
      ({ attr }) => values[attr],
    );
    expect(resolved).toEqual({ image: 'repo:1', zones: ['a', 'b'], port: 80, on: true });
  });

  it('make a text unknown as a whole when one part is', () => {
    const resolved = resolve({ image: text`${ref('r', 'uri')}:1`, name: 'x' }, () => undefined);
    expect(resolved).toEqual({ image: UNKNOWN, name: 'x' });
    expect(hasUnknown(resolved)).toBe(true);
    expect(hasUnknown({ deep: [{ fine: 'x' }] })).toBe(false);
  });
});
