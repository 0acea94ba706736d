import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { StartPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { putErrorAlarm } from '../helpers/error-alarm.ts';
import { lookAtRelease } from '../../src/release/look.ts';
import { createGroup, deploy, isOver, pushImage, startRelease, until, hasShifted } from '../helpers/release.ts';
import { register } from '../helpers/stage.ts';
import { connectTo, startPipeline, type Pipeline } from './stage.ts';

const PLACE = { pipeline: 'web', application: 'web', group: 'web', cluster: 'demo', service: 'web' };

/** Starts the pipeline and lets it get as far as its deployment. */
async function startExecution({ codepipeline, sandbox, time }: Pipeline): Promise<string> {
  const { pipelineExecutionId = '' } = await codepipeline.send(new StartPipelineExecutionCommand({ name: 'web' }));
  const { deployments } = sandbox.world().state.codedeploy;
  const before = Object.keys(deployments).length;
  await time.advanceUntil(() => Object.keys(deployments).length > before, 300);
  return pipelineExecutionId;
}

describe('lookAtRelease', () => {
  it('sees the pipeline, the deployment, both task sets and their health while traffic is about to move', async () => {
    const pipeline = await startPipeline();
    await pushImage(pipeline, 'latest', 'two');
    const executionId = await startExecution(pipeline);
    await pipeline.time.advance(20);
    const look = await lookAtRelease(pipeline.aws, { ...PLACE, executionId });
    expect(look.execution).toMatchObject({ id: executionId, status: 'InProgress' });
    expect(look.execution?.actions.at(-1)).toMatchObject({ stage: 'Deploy', status: 'InProgress', externalId: look.deployment?.id });
    expect(look.deployment).toMatchObject({ status: 'InProgress', shifted: false, keptMinutes: 5, error: undefined });
    expect(look.deployment?.lifecycle.map(({ event, status }) => [event, status]).slice(0, 3)).toEqual([
      ['BeforeInstall', 'Succeeded'],
      ['Install', 'InProgress'],
      ['AfterInstall', 'Pending'],
    ]);
    expect(look.taskSets).toMatchObject([
      { label: 'Blue', primary: true, percent: 100, desired: 1, running: 1 },
      { label: 'Green', primary: false, percent: 0, desired: 1, pending: 1 },
    ]);
    const [blue, green] = look.taskSets.map(({ targetGroup }) => look.targets[targetGroup]?.map(({ state }) => state));
    expect([blue, green]).toEqual([['healthy'], []]);
    expect(look.running.map(({ taskSet }) => taskSet).sort()).toEqual(look.taskSets.map(({ id }) => id).sort());
    expect(look.events[0]?.message).toContain('(service web');
  });

  it('groups tasks that stop again and again in the same way', async () => {
    const pipeline = await startPipeline();
    await pushImage(pipeline, 'latest', 'two', 3);
    const executionId = await startExecution(pipeline);
    await pipeline.time.advance(200);
    const { taskSets, stopped } = await lookAtRelease(pipeline.aws, { ...PLACE, executionId });
    const ofGreen = stopped.filter(({ taskSet }) => taskSet === taskSets[1]?.id);
    expect(ofGreen).toHaveLength(1);
    expect(ofGreen[0]).toMatchObject({
      stopCode: 'EssentialContainerExited',
      reason: 'Essential container in task exited',
      containers: [{ name: 'web', exitCode: 3 }],
    });
    expect(ofGreen[0]?.count).toBeGreaterThan(1);
    expect(ofGreen[0]?.tasks).toHaveLength(ofGreen[0]?.count ?? 0);
  });

  it('follows a deployment that no pipeline made, through the wait in which the old version is kept, to its end', async () => {
    const release = await startRelease();
    await createGroup(release);
    const aws = await connectTo(release);
    const deploymentId = await deploy(release, await register(release));
    await until(release, deploymentId, hasShifted);
    const kept = await lookAtRelease(aws, { ...PLACE, deploymentId });
    expect(kept.execution).toBeUndefined();
    expect(kept.deployment).toMatchObject({ shifted: true, keptSince: expect.any(Date) });
    expect(kept.taskSets.map(({ label, primary, percent }) => [label, primary, percent])).toEqual([
      ['Green', true, 100],
      ['Blue', false, 0],
    ]);
    await until(release, deploymentId, isOver);
    const { deployment } = await lookAtRelease(aws, { ...PLACE, deploymentId });
    expect(deployment).toMatchObject({ status: 'Succeeded', shifted: true, keptSince: undefined, completedAt: expect.any(Date) });
  });

  it('tells the alarms of the deployment group, also one that does not exist', async () => {
    const release = await startRelease();
    const { cloudwatch, ...aws } = await connectTo(release);
    await putErrorAlarm(cloudwatch);
    await createGroup(release, { alarmConfiguration: { enabled: true, alarms: [{ name: 'errors' }, { name: 'gone' }] } });
    await cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'too many' }));
    const { alarms } = await lookAtRelease({ ...aws, cloudwatch }, PLACE);
    expect(alarms).toMatchObject([
      { name: 'errors', state: 'ALARM', reason: 'too many' },
      { name: 'gone', state: undefined },
    ]);
  });
});
