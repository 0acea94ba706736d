import { expect, it } from 'vitest';
import { codedeploy } from '../../../../src/sandbox/services/codedeploy/index.ts';
import { permissions } from '../../../../src/sandbox/services/codedeploy/permissions.ts';
import { asked, needsOf } from '../../../helpers/asked.ts';
import { serveServices } from '../../../helpers/services.ts';

const { world } = await serveServices([codedeploy]);

const arn = (path: string): string => `arn:aws:codedeploy:us-east-1:111122223333:${path}`;
const names = { applicationName: 'app', deploymentGroupName: 'group' };
const serviceRoleArn = 'arn:aws:iam::111122223333:role/deploy';
const tags = [{ Key: 'a', Value: 'b' }];

it.each([
  [
    'CreateApplication',
    { ...names, tags },
    { 'codedeploy:CreateApplication': arn('application:app'), 'codedeploy:TagResource': arn('application:app') },
  ],
  [
    'CreateDeploymentGroup',
    { ...names, serviceRoleArn, tags },
    {
      'codedeploy:CreateDeploymentGroup': arn('deploymentgroup:app/group'),
      'codedeploy:TagResource': arn('deploymentgroup:app/group'),
      'iam:PassRole': serviceRoleArn,
    },
  ],
  [
    'UpdateDeploymentGroup',
    { applicationName: 'app', currentDeploymentGroupName: 'group' },
    { 'codedeploy:UpdateDeploymentGroup': arn('deploymentgroup:app/group') },
  ],
  [
    'CreateDeployment',
    { ...names, deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce' },
    {
      'codedeploy:CreateDeployment': arn('deploymentgroup:app/group'),
      'codedeploy:GetDeploymentConfig': arn('deploymentconfig:CodeDeployDefault.ECSAllAtOnce'),
      'codedeploy:GetApplicationRevision': arn('application:app'),
      'codedeploy:RegisterApplicationRevision': arn('application:app'),
    },
  ],
  [
    'CreateDeployment',
    { ...names, deploymentConfigName: 'slow', overrideAlarmConfiguration: { enabled: false } },
    {
      'codedeploy:CreateDeployment': arn('deploymentgroup:app/group'),
      'codedeploy:UpdateDeploymentGroup': arn('deploymentgroup:app/group'),
      'codedeploy:GetDeploymentConfig': arn('deploymentconfig:slow'),
      'codedeploy:GetApplicationRevision': arn('application:app'),
      'codedeploy:RegisterApplicationRevision': arn('application:app'),
    },
  ],
  ['GetDeployment', { deploymentId: 'd-000000000' }, { 'codedeploy:GetDeployment': arn('deploymentgroup:*/*') }],
  ['CreateDeploymentConfig', { deploymentConfigName: 'slow' }, { 'codedeploy:CreateDeploymentConfig': arn('deploymentconfig:slow') }],
  ['DeleteDeploymentGroup', names, { 'codedeploy:DeleteDeploymentGroup': arn('deploymentgroup:app/group') }],
])('%s of %j asks for %j', (operation, input, expected) => {
  expect(asked(permissions, world, operation, input)).toEqual(expected);
});

it('passes the role to CodeDeploy', () => {
  expect(needsOf(permissions, world, 'CreateDeploymentGroup', { ...names, serviceRoleArn }).at(-1)).toEqual({
    action: 'iam:PassRole',
    resource: serviceRoleArn,
    context: { 'iam:PassedToService': 'codedeploy.amazonaws.com' },
  });
});
