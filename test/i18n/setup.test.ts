import { describe, expect, it } from 'vitest';
import * as en from '../../src/i18n/en/setup.ts';
import * as ko from '../../src/i18n/ko/setup.ts';

const HANGUL = /[가-힣]/;
/** Facts that answer every question with a text that can be found again. */
const facts = new Proxy({}, { get: (_, name) => (typeof name === 'string' ? `«${name}»` : undefined), has: () => true });
const marks = (text: string): string[] => [...new Set(text.match(/«\w+»/g))].toSorted();

type Words = Readonly<Record<string, (given: never) => { readonly message: string; readonly remedy: string }>>;
type Rules = Readonly<Record<string, (limits: never) => string>>;

describe('the words about config and files', () => {
  it.each(Object.keys(en.rules))('state the rule %s in both languages, with the same limits', name => {
    const [english, korean] = [en.rules as Rules, ko.rules as Rules].map(rules => rules[name]?.(facts as never) ?? '');
    expect(marks(korean ?? '')).toEqual(marks(english ?? ''));
    expect(korean).toMatch(HANGUL);
  });

  it.each(Object.keys(en.setupProblems).filter(name => !['configValue', 'flagValue', 'envName'].includes(name)))(
    'state the problem %s in both languages, with the same facts',
    name => {
      const [english, korean] = [en.setupProblems as Words, ko.setupProblems as Words].map(words => words[name]?.(facts as never));
      expect([korean?.message, korean?.remedy].map(text => marks(text ?? ''))).toEqual(
        [english?.message, english?.remedy].map(text => marks(text ?? '')),
      );
      expect(korean?.message).toMatch(HANGUL);
      expect(korean?.remedy).toMatch(HANGUL);
    },
  );

  it('state a broken rule as the remedy of a bad value', () => {
    const bad = { key: 'app', value: 'X', rule: 'app', min: 2, max: 20, flag: 'app' } as const;
    expect(en.setupProblems.flagValue(bad)).toEqual({ message: '--app: app cannot be "X".', remedy: en.rules.app(bad) });
    expect(ko.setupProblems.flagValue(bad).remedy).toBe(ko.rules.app(bad));
    const { flag: _, ...rest } = bad;
    expect(en.setupProblems.configValue({ ...rest, file: 'wizard.yaml', line: 1, column: 6 }).message).toBe(
      'wizard.yaml:1:6: app cannot be "X".',
    );
  });

  it.each([...Object.values(ko.ask), ...Object.values(ko.steps).map(({ title, why }) => ({ message: title, why }))])(
    'explain in Korean: $message',
    ({ why }) => {
      expect(why).toMatch(HANGUL);
    },
  );

  it('give a reason for every change of a file, in Korean too', () => {
    expect(Object.keys(ko.fileChanges).toSorted()).toEqual(Object.keys(en.fileChanges).toSorted());
    for (const reason of Object.values(ko.fileChanges)) expect(reason).toMatch(HANGUL);
  });
});
