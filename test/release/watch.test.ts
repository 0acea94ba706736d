import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { StopDeploymentCommand, UpdateDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { StartPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';
import { startExecution } from '../../src/release/execution.ts';
import { watchRelease, type ReleaseEvent, type WatchOptions } from '../../src/release/watch.ts';
import { putErrorAlarm } from '../helpers/error-alarm.ts';
import { commit, pushImage } from '../helpers/release.ts';
import { startNewPipeline, startPipeline, whileTimePasses, type Pipeline } from './stage.ts';

const options = (executionId: string, more: Partial<WatchOptions> = {}): WatchOptions => ({
  place: { pipeline: 'web', application: 'web', group: 'web', cluster: 'demo', service: 'web', executionId },
  until: 'traffic',
  ...more,
});

/** Watches to the end and tells what was heard. */
async function watch(pipeline: Pipeline, watched: WatchOptions, aws: Aws = pipeline.aws) {
  const events: ReleaseEvent[] = [];
  const outcome = await whileTimePasses(
    pipeline,
    watchRelease(aws, watched, event => void events.push(event)),
  );
  return { events, outcome };
}

const lifecycleOf = (events: readonly ReleaseEvent[]): string[] =>
  events.flatMap(event => (event.type === 'lifecycle' && event.status !== 'InProgress' ? [`${event.event} ${event.status}`] : []));

const last = (events: readonly ReleaseEvent[], type: ReleaseEvent['type']) => events.findLast(event => event.type === type);

/** `aws` whose reads of an operation are tampered with. */
function intercepted(aws: Aws, service: 'codepipeline' | 'codedeploy', before: (command: object) => void): Aws {
  const real = aws[service];
  const send = (command: object, ...rest: never[]) => {
    before(command);
    return (real.send as (...args: unknown[]) => unknown)(command, ...rest);
  };
  return { ...aws, [service]: { ...real, send } };
}

describe('watchRelease', () => {
  it('tells source, deployment, each phase and the traffic, in the order in which they happen, until the new version serves', async () => {
    const pipeline = await startNewPipeline();
    const { events, outcome } = await watch(pipeline, options(pipeline.first));
    expect(outcome).toMatchObject({ status: 'live', executionId: pipeline.first, deploymentId: expect.stringMatching(/^d-/), reasons: [] });
    expect(events[0]).toEqual({ type: 'execution', executionId: pipeline.first, status: 'InProgress' });
    expect(lifecycleOf(events)).toEqual(
      [
        'BeforeInstall',
        'Install',
        'AfterInstall',
        'AllowTestTraffic',
        'AfterAllowTestTraffic',
        'BeforeAllowTraffic',
        'AllowTraffic',
        'AfterAllowTraffic',
      ].map(name => `${name} Succeeded`),
    );
    expect(last(events, 'traffic')).toMatchObject({
      taskSets: [
        { label: 'Blue', targetGroup: 'demo-blue', percent: 0, running: 1 },
        { label: 'Green', targetGroup: 'demo-green', percent: 100, running: 1 },
      ],
    });
    expect(events.at(-1)).toEqual({ type: 'kept', minutes: 5, seconds: expect.any(Number), until: expect.stringMatching(/^2\d{3}-.*Z$/) });
    const firsts = ['execution', 'action', 'deployment', 'lifecycle', 'traffic', 'kept'].map(type =>
      events.findIndex(event => event.type === type),
    );
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
  });

  it('tells nothing twice', async () => {
    const pipeline = await startNewPipeline();
    const { events } = await watch(pipeline, options(pipeline.first, { until: 'complete' }));
    const texts = events.map(event => JSON.stringify(event));
    expect(texts).toEqual([...new Set(texts)]);
  });

  it('goes on until the old version is gone, where that is wanted', async () => {
    const pipeline = await startNewPipeline();
    const { events, outcome } = await watch(pipeline, options(pipeline.first, { until: 'complete' }));
    expect(outcome?.status).toBe('live');
    expect(last(events, 'execution')).toMatchObject({ status: 'Succeeded' });
    expect(last(events, 'deployment')).toMatchObject({ status: 'Succeeded' });
    expect(events.filter(event => event.type === 'action').map(event => `${event.action} ${event.status}`)).toContain('Deploy Succeeded');
    // The old version is kept for five minutes, and that is waited for.
    expect(events.map(event => event.type).indexOf('kept')).toBeLessThan(events.length - 1);
  });

  it('goes on until its alarms had their say, where there are any', async () => {
    const pipeline = await startNewPipeline();
    await putErrorAlarm(pipeline.aws.cloudwatch);
    const alarmConfiguration = { enabled: true, alarms: [{ name: 'errors' }] };
    const group = { applicationName: 'web', currentDeploymentGroupName: 'web' };
    // By the program's own clock the three minutes are over while the test's, which runs on with each look, still keeps the old version.
    const blueGreenDeploymentConfiguration = {
      deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
      terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 600 },
    } as const;
    await pipeline.codedeploy.send(new UpdateDeploymentGroupCommand({ ...group, alarmConfiguration, blueGreenDeploymentConfiguration }));
    const { events, outcome } = await watch(pipeline, options(pipeline.first, { until: 'alarms' }));
    expect(events.filter(({ type }) => type === 'watching-alarms')).toMatchObject([
      { type: 'watching-alarms', alarms: ['errors'], minutes: 3 },
    ]);
    expect(outcome).toMatchObject({ status: 'live', look: { deployment: { status: 'InProgress', shifted: true } } });
  });

  it('is not content as long as one of them rings, even one that CodeDeploy does not see', async () => {
    const pipeline = await startNewPipeline();
    await putErrorAlarm(pipeline.aws.cloudwatch, 'ignore');
    await pipeline.aws.cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'test' }));
    const alarmConfiguration = { enabled: true, ignorePollAlarmFailure: true, alarms: [{ name: 'errors' }, { name: 'gone' }] };
    const group = { applicationName: 'web', currentDeploymentGroupName: 'web' };
    await pipeline.codedeploy.send(new UpdateDeploymentGroupCommand({ ...group, alarmConfiguration }));
    const { outcome } = await watch(pipeline, options(pipeline.first, { until: 'alarms' }));
    expect(outcome).toMatchObject({ status: 'live', look: { deployment: { status: 'Succeeded' } } });
  });

  it('reports a deployment that failed with what AWS says of it', async () => {
    const pipeline = await startPipeline();
    await pushImage(pipeline, 'latest', 'broken', 1);
    const id = await startExecution(pipeline.aws, 'web');
    const watching = watch(pipeline, options(id));
    const { events, outcome } = await watching;
    expect(outcome).toMatchObject({ status: 'failed', executionId: id, deploymentId: expect.stringMatching(/^d-/) });
    expect(outcome?.reasons.length).toBeGreaterThan(0);
    expect(outcome?.reasons.join('\n')).toMatch(/ECS|deployment|health/i);
    expect(last(events, 'deployment')).toMatchObject({ status: 'Failed' });
    expect(lifecycleOf(events)).toContain('Install Failed');
  });

  it('reports a deployment that somebody stopped as failed', async () => {
    const pipeline = await startNewPipeline();
    const stopIt = intercepted(pipeline.aws, 'codedeploy', command => {
      if (!('deploymentId' in (command as { input: object }).input)) return;
      const { deploymentId } = (command as { input: { deploymentId: string } }).input;
      stopped ??= pipeline.codedeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: false }));
    });
    let stopped: Promise<unknown> | undefined;
    const { outcome } = await watch(pipeline, options(pipeline.first), stopIt);
    await stopped;
    expect(outcome?.status).toBe('failed');
    expect(outcome?.reasons).not.toEqual([]);
  });

  it('reports a source that fails, before there is any deployment', async () => {
    const pipeline = await startPipeline();
    await commit(pipeline, { 'taskdef.json': 'no json' });
    const id = await startExecution(pipeline.aws, 'web');
    const { events, outcome } = await watch(pipeline, options(id));
    expect(outcome).toMatchObject({ status: 'failed', deploymentId: undefined });
    expect(outcome?.reasons.length).toBeGreaterThan(0);
    expect(last(events, 'action')).toMatchObject({ status: 'Failed', message: outcome?.reasons[0] });
  });

  it('says when a newer execution has taken over', async () => {
    const pipeline = await startPipeline();
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { pipelineExecutionId } = await pipeline.codepipeline.send(new StartPipelineExecutionCommand({ name: 'web' }));
      ids.push(pipelineExecutionId ?? '');
      await pipeline.time.advance(20);
    }
    const { outcome } = await watch(pipeline, options(ids[1] ?? ''));
    expect(outcome?.status).toBe('superseded');
  });

  it('ends when it is told to, and harms nothing', async () => {
    const pipeline = await startNewPipeline();
    let isStopped = false;
    const outcome = await whileTimePasses(
      pipeline,
      watchRelease(pipeline.aws, options(pipeline.first, { stopped: () => isStopped }), () => void (isStopped = true)),
    );
    expect(outcome).toBeUndefined();
    expect((await watch(pipeline, options(pipeline.first))).outcome?.status).toBe('live');
  });

  it('outlasts a lost connection', async () => {
    const pipeline = await startNewPipeline();
    let looks = 0;
    const shaky = intercepted(pipeline.aws, 'codepipeline', () => {
      looks += 1;
      if (looks % 3 === 0) throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    });
    const { events, outcome } = await watch(pipeline, options(pipeline.first), shaky);
    expect(outcome?.status).toBe('live');
    expect(lifecycleOf(events)).toHaveLength(8);
  });

  it('gives up when no connection comes back', async () => {
    const pipeline = await startNewPipeline();
    const dead = intercepted(pipeline.aws, 'codepipeline', () => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    });
    await expect(watch(pipeline, options(pipeline.first), dead)).rejects.toThrow('ECONNREFUSED');
  });

  it('does not outlast a refusal', async () => {
    const pipeline = await startNewPipeline();
    await expect(watch(pipeline, options('00000000-0000-4000-8000-000000000000'))).rejects.toMatchObject({
      name: 'PipelineExecutionNotFoundException',
    });
  });
});
