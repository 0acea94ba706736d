import { describe, expect, it } from 'vitest';
import { found } from '../../src/diagnosis/checks/check.ts';
import { UserError } from '../../src/errors.ts';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { findingWords } from '../../src/ui/checks-view.ts';

const problem = { ...found('failed', 'problem', { message: '', remedy: '' }) };

describe('a problem among the findings', () => {
  it('is a sentence, and its remedy another one, whatever words the problem ends in', () => {
    const broken = new UserError('jsonSyntax', { file: 'taskdef.json', line: 1, column: 1, detail: 'Unexpected end of JSON input' });
    const { en, ko } = LANGUAGES;
    expect(findingWords(en, { ...problem, problem: broken })).toContain('Unexpected end of JSON input. Mend the line;');
    expect(findingWords(ko, { ...problem, problem: broken })).toContain('Unexpected end of JSON input. 해당 줄을');
    const whole = new UserError('regionMissing', {});
    expect(findingWords(en, { ...problem, problem: whole })).toContain('No AWS region is set. Name it');
  });
});
