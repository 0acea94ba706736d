import { DeleteRolePolicyCommand, GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { iamRole } from '../../src/resources/iam-role.ts';
import { allow, trust } from './graph.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { connectTo, QUIET_INTENT, startStage } from './stage.ts';

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

it.each(['DetachRolePolicy', 'DeleteRolePolicy', 'DeleteRole'])('removes a role although the answer to %s is lost', async operation => {
  const sandbox = await startTestSandbox();
  const aws = await connectTo(sandbox);
  const managedPolicies = ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'];
  const made = await iamRole.ensure(aws, { ...WITHOUT, managedPolicies, policy: allow('s3:GetObject') }, undefined, QUIET_INTENT);
  const fault = sandbox.faults.arm({ kind: 'drop', effect: true, service: 'iam', operation });
  await iamRole.remove(aws, made, QUIET_INTENT);
  expect(fault.fired).toBe(1);
  expect(Object.keys(sandbox.world().global.iam.roles)).toEqual([]);
});
