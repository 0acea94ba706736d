import { expect, it } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { durationWords, exactDurationWords } from '../../src/ui/duration-words.ts';

it.each([
  [0, '0 s', '0초'],
  [0.42, '0.4 s', '0.4초'],
  [0.97, '1 s', '1초'],
  [59.7, '1 min', '1분'],
  [272, '4 min 32 s', '4분 32초'],
])('tells a measured time of %d s', (seconds, english, korean) => {
  expect(exactDurationWords(seconds, LANGUAGES.en)).toBe(english);
  expect(exactDurationWords(seconds, LANGUAGES.ko)).toBe(korean);
});

it('tells a time that can only be guessed in whole minutes', () => {
  expect(durationWords(272, LANGUAGES.en)).toBe('5 min');
  expect(durationWords(0.2, LANGUAGES.ko)).toBe('1초');
});
