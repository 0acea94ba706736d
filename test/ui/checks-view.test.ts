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

const ARN = 'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/shop-green/0a';

it.each(Object.entries(LANGUAGES))('calls a target group by its name in what AWS says, and whole in a command, in %s', (_, messages) => {
  const reason = `Task failed ELB health checks in (target-group ${ARN})`;
  const struggles = { execution: 'e-1', phase: 'Install', tasks: '0/1', count: '2', reason, command: 'wizard rollback' };
  const said = findingWords(messages, { status: 'warning', code: 'releaseStruggles', facts: struggles });
  expect(said).toContain('Task failed ELB health checks in (target-group shop-green)');
  const astray = { targetGroup: 'shop-green', targetGroupArn: ARN, listener: 'arn:listener', forwards: 'other' };
  expect(findingWords(messages, { status: 'failed', code: 'listenerAstray', facts: astray })).toContain(`TargetGroupArn=${ARN}`);
});
