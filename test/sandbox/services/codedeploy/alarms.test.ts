import { CloudWatchClient, DeleteAlarmsCommand, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { GetDeploymentGroupCommand, UpdateDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import {
  allow,
  createGroup,
  deploy,
  eventsOf,
  getDeployment,
  getTarget,
  hasShifted,
  hasShiftedPart,
  isOver,
  startRelease,
  until,
  weights,
  type Release,
} from '../../../helpers/release.ts';
import { clientConfig } from '../../../helpers/sandbox.ts';
import { register } from '../../../helpers/stage.ts';

const ON_ALARM = { enabled: true, events: ['DEPLOYMENT_STOP_ON_ALARM' as const] };
const MESSAGE =
  'One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <errors>';

const alarmed = (ignorePollAlarmFailure = false) => ({ enabled: true, ignorePollAlarmFailure, alarms: [{ name: 'errors' }] });

async function startAlarmed(changes: Parameters<typeof createGroup>[1] = {}) {
  const release = await startRelease();
  const cloudwatch = new CloudWatchClient(clientConfig(release.sandbox));
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'errors',
      Namespace: 'Test',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'ignore',
    }),
  );
  await createGroup(release, { alarmConfiguration: alarmed(), autoRollbackConfiguration: ON_ALARM, ...changes });
  const set = (StateValue: 'ALARM' | 'OK') =>
    cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'errors', StateValue, StateReason: 'trial' }));
  return { release, cloudwatch, set };
}

const start = async (release: Release): Promise<string> => deploy(release, await register(release));

test('an alarm during the shift stops the deployment and leads traffic back', async () => {
  const { release, set } = await startAlarmed({ deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes' });
  const id = await start(release);
  await until(release, id, hasShiftedPart);
  await set('ALARM');
  const info = await until(release, id, isOver);
  expect(info).toMatchObject({ status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE', message: MESSAGE } });
  expect(eventsOf(await getTarget(release, id))).toMatchObject({ BeforeAllowTraffic: 'Succeeded', AllowTraffic: 'Failed' });
  const rollback = info.rollbackInfo?.rollbackDeploymentId ?? '';
  expect(await until(release, rollback, isOver)).toMatchObject({ status: 'Succeeded', creator: 'codeDeployRollback' });
  expect(await weights(release, release.front.production)).toEqual({ 'demo-blue': 100, 'demo-green': 0 });
});

test('an alarm while the original task set waits for its end stops the deployment too', async () => {
  const { release, set } = await startAlarmed();
  const id = await start(release);
  await until(release, id, hasShifted);
  await set('ALARM');
  expect(await until(release, id, isOver)).toMatchObject({ status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } });
});

test('an alarm that is active before a deployment starts stops it before traffic moves', async () => {
  const { release, set } = await startAlarmed();
  await set('ALARM');
  const id = await start(release);
  const info = await until(release, id, isOver);
  expect(info).toMatchObject({ status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } });
  expect(eventsOf(await getTarget(release, id))['AllowTraffic']).toBe('Skipped');
});

test('without the event in the group an alarm stops the deployment and rolls nothing back', async () => {
  const { release, set } = await startAlarmed({ autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } });
  const id = await start(release);
  await until(release, id, hasShifted);
  await set('ALARM');
  const info = await until(release, id, isOver);
  expect(info.status).toBe('Stopped');
  expect(info.rollbackInfo).toBeUndefined();
});

test('an alarm outside of a deployment does nothing, and a change of the group keeps its alarms', async () => {
  const { release, set } = await startAlarmed();
  const names = { applicationName: 'web', currentDeploymentGroupName: 'web' };
  await release.codedeploy.send(
    new UpdateDeploymentGroupCommand({ ...names, deploymentConfigName: 'CodeDeployDefault.ECSLinear10PercentEvery1Minutes' }),
  );
  const { deploymentGroupInfo } = await release.codedeploy.send(
    new GetDeploymentGroupCommand({ applicationName: 'web', deploymentGroupName: 'web' }),
  );
  expect(deploymentGroupInfo?.alarmConfiguration).toEqual(alarmed());
  await set('ALARM');
  await set('OK');
  const id = await start(release);
  expect(await until(release, id, isOver)).toMatchObject({ status: 'Succeeded' });
});

const withoutAlarms = async (release: Release): Promise<void> => {
  const policy = { RoleName: 'codedeploy', PolicyArn: 'arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS' };
  await allow(release, 'codedeploy', [{ Action: ['ecs:*', 'elasticloadbalancing:*', 'iam:PassRole'], Resource: '*' }]);
  await release.iam.send(new DetachRolePolicyCommand(policy));
};

test('a role that may not ask about alarms makes the deployment fail', async () => {
  const { release } = await startAlarmed();
  await withoutAlarms(release);
  const id = await start(release);
  expect(await until(release, id, isOver)).toMatchObject({ status: 'Failed', errorInformation: { code: 'IAM_ROLE_PERMISSIONS' } });
});

test('a group can do without what it cannot learn about its alarms', async () => {
  const { release, cloudwatch } = await startAlarmed({ alarmConfiguration: alarmed(true) });
  await withoutAlarms(release);
  await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['errors'] }));
  const id = await start(release);
  await until(release, id, isOver);
  expect((await getDeployment(release, id)).status).toBe('Succeeded');
});

test('alarms of a group must be named, and once only', async () => {
  const release = await startRelease();
  const twice = { enabled: true, alarms: [{ name: 'errors' }, { name: 'errors' }] };
  await expect(createGroup(release, { alarmConfiguration: twice })).rejects.toMatchObject({ name: 'InvalidAlarmConfigException' });
});
