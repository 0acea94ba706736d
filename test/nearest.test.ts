import { describe, expect, it } from 'vitest';
import { nearest } from '../src/nearest.ts';

const KNOWN = ['app', 'taskdef.cpu', 'taskdef.memory', 'service.desiredCount'];

describe('nearest', () => {
  it.each([
    ['ap', 'app'],
    ['taskdef.mem', undefined],
    ['taskdef.memroy', 'taskdef.memory'],
    ['taskDef.CPU', 'taskdef.cpu'],
    ['desiredCount', 'service.desiredCount'],
    ['desiredcount', 'service.desiredCount'],
    ['something.else', undefined],
  ])('takes %s for %s', (word, meant) => {
    expect(nearest(word, KNOWN)).toBe(meant);
  });
});
