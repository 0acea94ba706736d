import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { StopDeploymentCommand, UpdateDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { BatchDeleteImageCommand } from '@aws-sdk/client-ecr';
import { describe, expect, it } from 'vitest';
import { startExecution } from '../../src/release/execution.ts';
import { readHistory, type History } from '../../src/release/past-versions.ts';
import { nextStep } from '../../src/release/next-step.ts';
import { rollBack, type RollbackOptions } from '../../src/release/roll-back.ts';
import { readStanding, type ReleasePlace } from '../../src/release/standing.ts';
import { putErrorAlarm } from '../helpers/error-alarm.ts';
import { deploy, hasShifted, isOver, pushImage, until } from '../helpers/release.ts';
import { register } from '../helpers/stage.ts';
import { startPipeline, whileTimePasses, type Pipeline } from './stage.ts';

const placeOf = ({ front }: Pipeline): ReleasePlace => ({
  pipeline: 'web',
  application: 'web',
  group: 'web',
  cluster: 'demo',
  service: 'web',
  productionListenerArn: front.production,
});

async function historyOf(pipeline: Pipeline): Promise<History> {
  const where = { application: 'web', group: 'web', pipeline: 'web', repository: 'web', container: 'web' };
  return readHistory(pipeline.aws, where, await readStanding(pipeline.aws, placeOf(pipeline)));
}

/** Pushes an image; lets time pass until its deployment has shifted the traffic, or is over. */
async function release(pipeline: Pipeline, page: string, wait: 'shifted' | 'over' = 'over'): Promise<string> {
  const { deployments } = pipeline.sandbox.world().state.codedeploy;
  const before = Object.keys(deployments).length;
  await pushImage(pipeline, 'latest', page);
  await pipeline.time.advanceUntil(() => Object.keys(deployments).length > before, 600);
  const id = Object.keys(deployments).at(-1) ?? '';
  await until(pipeline, id, wait === 'over' ? isOver : hasShifted);
  return id;
}

const wantedOf = (version: History['live'], more: { readonly appSpec?: string } = {}) => ({
  taskDefinition: version?.taskDefinition ?? '',
  appSpec: more.appSpec ?? version?.appSpec ?? '',
  description: `Rollback by wizard to ${version?.revision}`,
});

const back = async (pipeline: Pipeline, version: History['live'], options: Partial<RollbackOptions> = {}) => {
  const events: string[] = [];
  const report: RollbackOptions['report'] = event => void (event.type === 'rollback-step' && events.push(event.step));
  const done = await whileTimePasses(
    pipeline,
    rollBack(pipeline.aws, placeOf(pipeline), wantedOf(version), { until: 'traffic', report, ...options }),
  );
  return { done, events };
};

describe('rollBack', () => {
  it('stops a deployment that still keeps the old version, and the old tasks serve everything again', async () => {
    const pipeline = await startPipeline();
    await release(pipeline, 'two', 'shifted');
    const { live, before } = await historyOf(pipeline);
    expect(before?.image).not.toBe(live?.image);
    const { done, events } = await back(pipeline, before);
    expect(events).toEqual(['stop']);
    expect(done.way).toBe('stopped');
    expect(await readStanding(pipeline.aws, placeOf(pipeline))).toMatchObject({ primary: before?.taskDefinition, whole: true });
  });

  it('stops a deployment that is still moving, and what serves goes on serving', async () => {
    const pipeline = await startPipeline();
    const { live } = await historyOf(pipeline);
    await pushImage(pipeline, 'latest', 'two');
    const id = await startExecution(pipeline.aws, 'web');
    expect(id).not.toBe('');
    const { deployments } = pipeline.sandbox.world().state.codedeploy;
    await pipeline.time.advanceUntil(() => Object.values(deployments).some(({ green, completeTime }) => green && !completeTime), 600);
    const { done } = await back(pipeline, live);
    expect(done.way).toBe('stopped');
    const standing = await readStanding(pipeline.aws, placeOf(pipeline));
    expect(standing).toMatchObject({ primary: live?.taskDefinition, whole: true });
    expect((await historyOf(pipeline)).live).toMatchObject({ revision: live?.revision });
  });

  it('deploys the version before anew when its tasks are gone, with the settings of the group', async () => {
    const pipeline = await startPipeline();
    await release(pipeline, 'two');
    const { before, live } = await historyOf(pipeline);
    const { done, events } = await back(pipeline, before);
    expect(done).toMatchObject({ way: 'deployed', deploymentId: expect.stringMatching(/^d-/) });
    expect(events).toEqual(['deploy']);
    const history = await historyOf(pipeline);
    expect(history.live).toMatchObject({ revision: before?.revision, by: 'rollback', digest: before?.digest });
    expect(live?.taskDefinition).not.toBe(history.live?.taskDefinition);
    const deployment = pipeline.sandbox.world().state.codedeploy.deployments[done.deploymentId ?? ''];
    expect(deployment?.config.deploymentConfigName).toBe('CodeDeployDefault.ECSAllAtOnce');
  });

  it('deploys the version before anew while an alarm rings for the one that serves', async () => {
    const pipeline = await startPipeline();
    await putErrorAlarm(pipeline.aws.cloudwatch);
    const group = { applicationName: 'web', currentDeploymentGroupName: 'web' };
    await pipeline.codedeploy.send(
      new UpdateDeploymentGroupCommand({ ...group, alarmConfiguration: { enabled: true, alarms: [{ name: 'errors' }] } }),
    );
    await release(pipeline, 'two');
    const ringing = { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'too many errors' } as const;
    await pipeline.aws.cloudwatch.send(new SetAlarmStateCommand(ringing));
    const { before } = await historyOf(pipeline);
    expect(await back(pipeline, before)).toMatchObject({ done: { way: 'deployed' } });
    expect(await readStanding(pipeline.aws, placeOf(pipeline))).toMatchObject({ primary: before?.taskDefinition, whole: true });
  });

  it('rolls back a rollback to the version before that one, and forward where that is asked for', async () => {
    const pipeline = await startPipeline();
    await release(pipeline, 'two');
    await release(pipeline, 'three');
    const { live: third, before: second } = await historyOf(pipeline);
    await back(pipeline, second, { until: 'complete' });
    const { live, before: first, versions } = await historyOf(pipeline);
    expect(live?.taskDefinition).toBe(second?.taskDefinition);
    expect([second, third].map(version => version?.taskDefinition)).not.toContain(first?.taskDefinition);
    expect(versions).toHaveLength(3);
    await back(pipeline, first, { until: 'complete' });
    expect(await historyOf(pipeline)).toMatchObject({ live: { revision: first?.revision }, before: undefined });
    await back(pipeline, third);
    expect((await historyOf(pipeline)).live?.revision).toBe(third?.revision);
  });

  it('lets go what is kept when another version is wanted', async () => {
    const pipeline = await startPipeline();
    await release(pipeline, 'two');
    const { before: first } = await historyOf(pipeline);
    await release(pipeline, 'three', 'shifted');
    const kept: string[] = [];
    const report: RollbackOptions['report'] = event => {
      if (event.type === 'rollback-step') kept.push(event.step);
      if (event.type === 'kept') kept.push('kept');
    };
    await back(pipeline, first, { report });
    expect([...new Set(kept)]).toEqual(['end-wait', 'deploy', 'kept']);
    expect((await historyOf(pipeline)).live?.revision).toBe(first?.revision);
  });

  it('goes on with a rollback that somebody has begun, and does nothing where the version serves', async () => {
    const pipeline = await startPipeline();
    const deploymentId = await release(pipeline, 'two', 'shifted');
    const { before } = await historyOf(pipeline);
    await pipeline.codedeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
    const next = async () => nextStep(await readStanding(pipeline.aws, placeOf(pipeline)), before?.taskDefinition ?? '').type;
    expect(await next()).toBe('follow');
    await back(pipeline, before, { until: 'complete' });
    expect(await next()).toBe('none');
    expect((await back(pipeline, before)).done.way).toBe('none');
  });

  it('does not deploy twice when the answer of CreateDeployment is lost', async () => {
    const pipeline = await startPipeline();
    await release(pipeline, 'two');
    const { before } = await historyOf(pipeline);
    const real = pipeline.aws.codedeploy;
    let lost = 0;
    const send = async (command: object, ...rest: never[]) => {
      const answer = await (real.send as (...args: unknown[]) => Promise<unknown>)(command, ...rest);
      if (command.constructor.name !== 'CreateDeploymentCommand' || lost > 0) return answer;
      lost += 1;
      throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    };
    const shaky = { ...pipeline, aws: { ...pipeline.aws, codedeploy: { ...real, send: send as typeof real.send } } };
    const count = () => Object.keys(pipeline.sandbox.world().state.codedeploy.deployments).length;
    const deployments = count();
    const { done, events } = await back(shaky, before);
    expect({ lost, way: done.way, events, made: count() - deployments }).toEqual({ lost: 1, way: 'followed', events: ['follow'], made: 1 });
  });

  it('follows its own deployment although AWS does not show it at once', async () => {
    const pipeline = await startPipeline();
    await release(pipeline, 'two');
    const { before } = await historyOf(pipeline);
    const lag = pipeline.sandbox.faults.arm({ kind: 'listing-lag', seconds: 20 });
    expect(await back(pipeline, before)).toMatchObject({ done: { way: 'deployed' }, events: ['deploy'] });
    expect(pipeline.sandbox.faults.list().find(({ id }) => id === lag.id)?.fired).toBeGreaterThan(0);
  });

  it('fails with the reasons of AWS when the deployment does not come to a good end', async () => {
    const pipeline = await startPipeline();
    await release(pipeline, 'two');
    const { before, live } = await historyOf(pipeline);
    let stopped = false;
    const stopOnce: RollbackOptions['report'] = event => {
      if (event.type !== 'deployment' || stopped) return;
      stopped = true;
      void pipeline.codedeploy.send(new StopDeploymentCommand({ deploymentId: event.deploymentId, autoRollbackEnabled: true }));
    };
    await expect(back(pipeline, before, { report: stopOnce })).rejects.toMatchObject({
      code: 'rollbackFailed',
      facts: { reasons: [expect.stringContaining('stopped'), expect.stringContaining('rollback')] },
    });
    expect((await historyOf(pipeline)).live?.revision).toBe(live?.revision);
  });
});

describe('readHistory', () => {
  it('knows the version before, however many releases have failed since', async () => {
    const pipeline = await startPipeline();
    await release(pipeline, 'two');
    const { live, before } = await historyOf(pipeline);
    expect(before).toBeDefined();
    for (let failed = 0; failed < 10; failed += 1) {
      const deploymentId = await deploy(pipeline, before?.taskDefinition ?? '');
      await pipeline.time.advance(10);
      await pipeline.codedeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
      const { rollbackInfo } = await until(pipeline, deploymentId, isOver);
      await until(pipeline, rollbackInfo?.rollbackDeploymentId ?? '', isOver);
    }
    expect(await historyOf(pipeline)).toMatchObject({ live: { revision: live?.revision }, before: { revision: before?.revision } });
  });

  it('tells each version with its image, when and by what it went live, deployments by hand among them', async () => {
    const pipeline = await startPipeline();
    const second = await release(pipeline, 'two');
    const byHand = await register(pipeline, { cpu: '512', memory: '1024' });
    const third = await deploy(pipeline, byHand);
    await until(pipeline, third, isOver);
    const { live, before, versions } = await historyOf(pipeline);
    expect(live).toMatchObject({
      taskDefinition: byHand,
      by: 'hand',
      deploymentId: third,
      execution: undefined,
      kept: 'elsewhere',
      digest: undefined,
    });
    expect(before).toMatchObject({ deploymentId: second, by: 'pipeline', kept: 'there', tags: ['latest'], active: true });
    expect(before?.execution?.executionId).toMatch(/^[\da-f-]{36}$/);
    expect(before?.source?.commit).toMatch(/^[\da-f]{40}$/);
    expect(versions.map(({ since }) => since?.getTime() ?? 0)).toEqual(
      versions.map(({ since }) => since?.getTime() ?? 0).toSorted((a, b) => b - a),
    );
  });

  it('says which images are gone from the repository', async () => {
    const pipeline = await startPipeline();
    await release(pipeline, 'two');
    const { before } = await historyOf(pipeline);
    await pipeline.ecr.send(new BatchDeleteImageCommand({ repositoryName: 'web', imageIds: [{ imageDigest: before?.digest }] }));
    expect((await historyOf(pipeline)).before).toMatchObject({ kept: 'gone', tags: [] });
  });
});
