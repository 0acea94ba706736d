import { expect, it } from 'vitest';
import { wrap, wrapWithin } from '../../src/ui/wrap.ts';

it('breaks no line that fits, however much less room the lines below it have', () => {
  expect(wrapWithin('shop-taskdef:3  2026-11-26 03:31:38', 37, '> ', '    ')).toEqual(['> shop-taskdef:3  2026-11-26 03:31:38']);
});

it('leaves room for the mark behind which a shell reads on', () => {
  const command = 'wizard release --image 127.0.0.1:39963/shop-ecr-repo:nginx --sandbox';
  const lines = wrap(command, 44, '    ', '    ');
  expect(lines.map(line => line.length).filter(length => length > 44)).toEqual([]);
  expect(lines.map(line => line.trim().replace(/ \\$/, '')).join(' ')).toBe(command);
});
