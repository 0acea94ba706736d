import {
  AttachRolePolicyCommand,
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { steppedTime, type SteppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { ensureServiceLinkedRole } from '../../../../src/sandbox/services/iam/service-linked-role.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const AWSServiceName = 'ecs.amazonaws.com';
const RoleName = 'AWSServiceRoleForECS';

let sandbox: Sandbox;
let time: SteppedTime;
let iam: IAMClient;

beforeAll(async () => {
  time = steppedTime(new Date('2026-06-01T00:00:00Z'));
  sandbox = await startTestSandbox({ clock: time });
  iam = new IAMClient(clientConfig(sandbox));
});

beforeEach(async () => {
  await sandbox.reset();
  await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName }));
});

test('a service has one role, under its own path and with its policy', async () => {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  expect(Role?.Arn).toBe(`arn:aws:iam::111122223333:role/aws-service-role/${AWSServiceName}/${RoleName}`);
  const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['AmazonECSServiceRolePolicy']);
});

test('making it again is refused with the words that tools look for', async () => {
  await expect(iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName }))).rejects.toMatchObject({
    name: 'InvalidInputException',
    Code: 'InvalidInput',
    message: `Service role name ${RoleName} has been taken in this account, please try a different suffix.`,
  });
});

test.each(['nobody.amazonaws.com', 'constructor'])('a service that has none is refused: %s', async AWSServiceName => {
  await expect(iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName }))).rejects.toMatchObject({
    message: `Cannot find Service Linked Role template for ${AWSServiceName}`,
  });
});

test('nobody but AWS changes it', async () => {
  const refused = { name: 'UnmodifiableEntityException', message: expect.stringContaining('only modifiable by AWS') as string };
  await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject(refused);
  const PolicyArn = 'arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS';
  await expect(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))).rejects.toMatchObject(refused);
});

test('its deletion takes a while', async () => {
  const { DeletionTaskId } = await iam.send(new DeleteServiceLinkedRoleCommand({ RoleName }));
  const status = async () => (await iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }))).Status;
  expect(await status()).toBe('IN_PROGRESS');
  await time.advance(60);
  expect(await status()).toBe('SUCCEEDED');
  await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject({ Code: 'NoSuchEntity' });
});

test('services make their role at first use and find it later', () => {
  const world = sandbox.world();
  const made = ensureServiceLinkedRole(world, 'elasticloadbalancing.amazonaws.com');
  expect(made.roleName).toBe('AWSServiceRoleForElasticLoadBalancing');
  expect(ensureServiceLinkedRole(world, 'elasticloadbalancing.amazonaws.com')).toBe(made);
});
