import { CreateServiceCommand, DeleteServiceCommand, DescribeServicesCommand, ECSClient, type Service } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { service, type ServiceSpec } from '../../src/resources/service.ts';
import { awsError, fakeAws, through } from './fake-aws.ts';
import { QUIET_INTENT } from './stage.ts';

const ecs = mockClient(ECSClient);
const aws = fakeAws({ ecs: through(new ECSClient({ region: 'ap-northeast-2' })) });

afterEach(() => ecs.reset());

const arn = 'arn:aws:ecs:ap-northeast-2:111122223333:service/demo/web';
const spec: ServiceSpec = { cluster: 'demo', name: 'web', request: { taskDefinition: 'demo:1', desiredCount: 2 } };
const found: Service = {
  serviceArn: arn,
  serviceName: 'web',
  clusterArn: 'arn:aws:ecs:ap-northeast-2:111122223333:cluster/demo',
  status: 'ACTIVE',
};

describe('making it', () => {
  it('sends the client token of the intent, which is the same when it is tried again', async () => {
    ecs.on(CreateServiceCommand).resolves({ service: found });
    await service.ensure(aws, spec, undefined, { ...QUIET_INTENT, token: 'of-the-intent' });
    expect(ecs.commandCalls(CreateServiceCommand)[0]?.args[0].input).toMatchObject({
      cluster: 'demo',
      serviceName: 'web',
      clientToken: 'of-the-intent',
      taskDefinition: 'demo:1',
    });
  });

  it.each([
    ['InvalidParameterException', 'Unable to assume the service linked role. Please verify that the ECS service linked role exists.'],
    ['InvalidParameterException', 'The target group with targetGroupArn arn does not have an associated load balancer.'],
    ['ClusterNotFoundException', 'Cluster not found.'],
  ])('is tried again after %s: %s', async (name, message) => {
    ecs.on(CreateServiceCommand).rejectsOnce(awsError(name, message)).resolves({ service: found });
    expect(await service.ensure(aws, spec, undefined, QUIET_INTENT)).toMatchObject({ arn });
  });

  it('waits until a namesake that was deleted has ended', async () => {
    ecs
      .on(CreateServiceCommand)
      .rejectsOnce(awsError('InvalidParameterException', 'Creation of service was not idempotent.'))
      .resolves({ service: found });
    ecs
      .on(DescribeServicesCommand)
      .resolvesOnce({ services: [{ ...found, status: 'DRAINING' }] })
      .resolves({ services: [{ ...found, status: 'INACTIVE' }] });
    expect(await service.ensure(aws, spec, undefined, QUIET_INTENT)).toMatchObject({ arn });
    expect(ecs.commandCalls(DescribeServicesCommand)).toHaveLength(2);
  });

  it('is refused at once for everything else', async () => {
    ecs.on(CreateServiceCommand).rejects(awsError('InvalidParameterException', 'No Fargate configuration exists for given values.'));
    await expect(service.ensure(aws, spec, undefined, QUIET_INTENT)).rejects.toThrow('No Fargate configuration');
    expect(ecs.commandCalls(CreateServiceCommand)).toHaveLength(1);
  });
});

describe('its steadiness', () => {
  const cases: readonly [string, Partial<Service>, boolean][] = [
    [
      'has come when the primary task set is steady',
      { taskSets: [{ status: 'PRIMARY', stabilityStatus: 'STEADY_STATE', runningCount: 2, computedDesiredCount: 2 }] },
      true,
    ],
    [
      'has not while tasks are missing',
      { taskSets: [{ status: 'PRIMARY', stabilityStatus: 'STEADY_STATE', runningCount: 1, computedDesiredCount: 2 }] },
      false,
    ],
    [
      'has not while it stabilises',
      { taskSets: [{ status: 'PRIMARY', stabilityStatus: 'STABILIZING', runningCount: 2, computedDesiredCount: 2 }] },
      false,
    ],
    ['has not without a primary task set', { taskSets: [] }, false],
    [
      'does not look at deployments, which CodeDeploy’s services have none of',
      { taskSets: [], deployments: [{ status: 'PRIMARY', runningCount: 2 }] },
      false,
    ],
  ];

  it.each(cases)('%s', async (_title, fields, isSteady) => {
    ecs.on(DescribeServicesCommand).resolves({ services: [{ ...found, desiredCount: 2, ...fields }] });
    const live = await service.read(aws, spec);
    expect(live?.outputs.steadyArn).toBe(isSteady ? arn : undefined);
  });
});

describe('waiting for its steadiness', () => {
  const settle = () => service.settle?.(aws, spec, { name: 'web', arn }, QUIET_INTENT);

  it('goes on while AWS does not know it yet', async () => {
    const steady = {
      taskSets: [{ status: 'PRIMARY', stabilityStatus: 'STEADY_STATE' as const, runningCount: 2, computedDesiredCount: 2 }],
    };
    ecs
      .on(DescribeServicesCommand)
      .resolvesOnce({ services: [], failures: [{ arn, reason: 'MISSING' }] })
      .resolves({ services: [{ ...found, desiredCount: 2, ...steady }] });
    expect(await settle()).toMatchObject({ steadyArn: arn });
  });

  it('ends when somebody deletes it', async () => {
    ecs.on(DescribeServicesCommand).resolves({ services: [{ ...found, status: 'DRAINING' }] });
    await expect(settle()).rejects.toMatchObject({ code: 'changedMeanwhile', facts: { node: 'web', type: 'ecs.service' } });
  });
});

describe('removing it', () => {
  it('waits while a deployment is active, then until its tasks have ended', async () => {
    ecs
      .on(DeleteServiceCommand)
      .rejectsOnce(awsError('InvalidParameterException', 'The service cannot be stopped while deployments are active.'))
      .resolves({});
    ecs
      .on(DescribeServicesCommand)
      .resolvesOnce({ services: [{ ...found, status: 'DRAINING' }] })
      .resolves({ services: [{ ...found, status: 'INACTIVE' }] });
    await service.remove(aws, { name: 'web', arn }, QUIET_INTENT);
    expect(ecs.commandCalls(DeleteServiceCommand)[1]?.args[0].input).toEqual({ cluster: 'demo', service: 'web', force: true });
    expect(ecs.commandCalls(DescribeServicesCommand)).toHaveLength(2);
  });
});

it('costs what its tasks cost', () => {
  const request = { desiredCount: 2, networkConfiguration: { awsvpcConfiguration: { subnets: [], assignPublicIp: 'ENABLED' } } };
  expect(service.cost?.({ ...spec, request, task: { cpu: 256, memory: 512, architecture: 'ARM64' } })).toEqual([
    { price: 'fargate-arm-vcpu-hour', units: 365 },
    { price: 'fargate-arm-gb-hour', units: 730 },
    { price: 'public-ipv4-hour', units: 1460 },
  ]);
});
