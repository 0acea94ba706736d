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

  it('takes a beginning for the word rather than for one that differs by a letter', () => {
    expect(nearest('stat', ['start', 'stop', 'status'])).toBe('status');
    expect(nearest('statt', ['start', 'stop', 'status'])).toBe('start');
  });
});
