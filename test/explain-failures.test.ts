import { expect, it } from 'vitest';
import { Failures } from '../src/engine/failures.ts';
import { UserError } from '../src/errors.ts';
import { explainFailures } from '../src/explain-failures.ts';
import type { Prepared } from '../src/prepare.ts';
import type { Session } from '../src/session.ts';
import { awsError, fakeAws } from './resources/fake-aws.ts';
import { setupOf } from './steps/helpers.ts';

const session = { commandLine: 'wizard init' } as Session;
const place = { aws: fakeAws({}) as Prepared['aws'], setup: setupOf({ app: 'shop', 'codedeploy.role': 'mine' }) };
const failures = (type: string, error: unknown): Failures => new Failures([{ id: 'it', type, step: 'codedeploy', error }]);

it.each([
  ['codedeploy.deployment-group', 'InvalidRoleException', 'Cannot assume role provided.', 'mine', 'codedeploy'],
  [
    'codepipeline.pipeline',
    'InvalidStructureException',
    'CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::1:role/x',
    'shop-pipeline-ap-northeast-2',
    'codepipeline',
  ],
  [
    'events.rule',
    'ValidationException',
    "Provided role 'x' cannot be assumed by principal 'events.amazonaws.com'.",
    'shop-events-ap-northeast-2',
    'events',
  ],
])('tells whom the role of a refused %s must trust, and how', async (type, name, message, role, service) => {
  const principal = `${service}.amazonaws.com`;
  expect(await explainFailures(session, place, failures(type, awsError(name, message)))).toMatchObject({
    errors: [{ code: 'roleRefused', facts: { role, principal, trust: expect.stringContaining(`{"Service":"${principal}"}`) } }],
  });
});

it('leaves alone what AWS has said all about, and what is no failure of a step', async () => {
  const denied = new UserError('accessDenied', { action: 'ecs:CreateCluster', resource: '*', principal: 'me' });
  expect(await explainFailures(session, place, failures('ecs.cluster', denied))).toMatchObject({ errors: [denied] });
  expect(await explainFailures(session, place, denied)).toBe(denied);
});
