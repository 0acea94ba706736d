import { expect, test } from 'vitest';
import { checkFault } from '../../../src/sandbox/faults/check-fault.ts';
import { SERVICES } from '../../../src/sandbox/services/index.ts';

test.each(['iam:PassRole', 'ecs:*', 'elasticloadbalancing:Describe*', '*'])(
  'an action that a policy can name may be denied: %s',
  action => {
    expect(checkFault({ kind: 'access-denied', action }, SERVICES)).toEqual({ spec: { kind: 'access-denied', action } });
  },
);

test.each(['iamPassRole', 'nope:PassRole', 'iam:', 'iam:Pass Role', ':PassRole'])('what can never be an action is refused: %s', action => {
  const mistakes = [{ field: 'action', problem: 'unknown', value: action }];
  expect(checkFault({ kind: 'access-denied', action }, SERVICES)).toEqual({ mistakes });
});
