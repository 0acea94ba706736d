import { describe, expect, it } from 'vitest';
import { getPath, removePath, setPath, textOf, treeOf, treesIn } from '../src/paths.ts';

describe('dotted paths', () => {
  it('lead into objects and lists', () => {
    const data = { a: [{ b: 1 }], c: null };
    expect(getPath(data, 'a.0.b')).toBe(1);
    expect(getPath(data, 'a.1.b')).toBeUndefined();
    expect(getPath(data, 'c.d')).toBeUndefined();
  });

  it('can be set, with the objects on the way, and taken away', () => {
    const data = { a: [{ b: 1 }] };
    setPath(data, 'a.0.c', 2);
    setPath(data, 'x.y', 3);
    expect(data).toEqual({ a: [{ b: 1, c: 2 }], x: { y: 3 } });
    removePath(data, 'a.0.b');
    removePath(data, 'x');
    removePath(data, 'no.such.thing');
    expect(data).toEqual({ a: [{ c: 2 }] });
  });
});

describe('looking at unknown data', () => {
  it('tells objects from lists, and texts from both', () => {
    expect([treeOf([]), treeOf(null), treeOf('x')]).toEqual([undefined, undefined, undefined]);
    expect(treesIn([{ a: 1 }, null, 'x'])).toEqual([{ a: 1 }]);
    expect(treesIn('x')).toEqual([]);
    expect([textOf(1), textOf(false), textOf('x'), textOf({}), textOf(undefined)]).toEqual(['1', 'false', 'x', '', '']);
  });
});
