import { describe, expect, it } from 'vitest';
import { answersInFlags } from '../../src/questions/flags.ts';

describe('answersInFlags', () => {
  it('reads the options that were given, in the types of their questions', () => {
    const options = { taskdefPort: '8080', ecrScanOnPush: 'no', albSubnets: 'subnet-1, subnet-2', taskdefCpu: '512', verbose: true };
    expect(answersInFlags(options)).toEqual({
      answers: { 'taskdef.port': 8080, 'ecr.scanOnPush': false, 'alb.subnets': ['subnet-1', 'subnet-2'], 'taskdef.cpu': 512 },
      problems: [],
    });
  });

  it('lists every option that cannot be, by its flag', () => {
    const { problems } = answersInFlags({ taskdefPort: 'x', ecrScanOnPush: 'maybe', pipelineTriggers: 'image' });
    expect(problems.map(({ code, facts }) => ({ code, ...facts }))).toEqual([
      expect.objectContaining({ code: 'flagValue', flag: 'ecr-scan-on-push', value: 'maybe', rule: 'yesNo' }),
      expect.objectContaining({ code: 'flagValue', flag: 'taskdef-port', value: 'x', rule: 'number' }),
      expect.objectContaining({ code: 'flagValue', flag: 'pipeline-triggers', rule: 'choice', choices: 'files+image, files' }),
    ]);
  });
});
