import { expect, it } from 'vitest';
import { clockWords, fineClockWords, momentWords } from '../../src/i18n/moment.ts';

const AT = new Date('2026-11-25T20:02:03.456Z');

it('tells a moment by the clock of this machine, with what that clock stands for', () => {
  expect(momentWords(AT, 540)).toBe('2026-11-26 05:02:03 +09:00');
  expect(momentWords(AT, -210)).toBe('2026-11-25 16:32:03 -03:30');
  expect(clockWords(AT, 540)).toBe('05:02:03 +09:00');
  expect(fineClockWords(AT, 540)).toBe('05:02:03.456 +09:00');
});

it('shows what is no moment as unknown', () => {
  expect(momentWords(new Date(''))).toBe('?');
});

it('names UTC where the clock goes by it', () => {
  expect(momentWords(AT, 0)).toBe('2026-11-25 20:02:03 UTC');
  expect(clockWords(AT, 0)).toBe('20:02:03 UTC');
});
