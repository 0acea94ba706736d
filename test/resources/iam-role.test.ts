import { DeleteRolePolicyCommand, GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { iamRole } from '../../src/resources/iam-role.ts';
import { allow, trust } from './graph.ts';
import { startStage } from './stage.ts';

const WITHOUT = { name: 'demo-role', description: '', trust: trust('ecs-tasks.amazonaws.com'), managedPolicies: [] };
const POLICY = { RoleName: 'demo-role', PolicyName: 'demo-role' };

const documentOf = async (stage: Awaited<ReturnType<typeof startStage>>): Promise<unknown> => {
  const { PolicyDocument = '' } = await stage.aws().iam.send(new GetRolePolicyCommand(POLICY));
  return JSON.parse(decodeURIComponent(PolicyDocument));
};

it('gives a role that had no policy of its own one', async () => {
  const stage = await startStage({ kind: iamRole, needs: [], spec: WITHOUT });
  await stage.up();
  const policy = allow('secretsmanager:GetSecretValue');
  expect(await stage.up({ policy })).toEqual(['update', 'policy']);
  expect(await documentOf(stage)).toEqual(policy);
  expect(await stage.up({ policy })).toEqual(['keep']);
});

it('puts a policy back that somebody has taken away', async () => {
  const policy = allow('s3:GetObject');
  const stage = await startStage({ kind: iamRole, needs: [], spec: { ...WITHOUT, policy } });
  await stage.up();
  await stage.aws().iam.send(new DeleteRolePolicyCommand(POLICY));
  expect(await stage.up()).toEqual(['update', 'policy']);
  expect(await documentOf(stage)).toEqual(policy);
});
