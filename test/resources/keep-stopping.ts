import { DescribeServicesCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';
import type { AnyKind } from '../../src/engine/types.ts';
import { container, taskRequest } from './graph.ts';
import { QUIET_INTENT } from './stage.ts';

/** Makes a second service beside `web` of the cluster `demo`, whose image nobody can pull, and waits for it in vain. */
export async function keepStopping(aws: Aws, kind: AnyKind): Promise<void> {
  const { services } = await aws.ecs.send(new DescribeServicesCommand({ cluster: 'demo', services: ['web'] }));
  const { taskDefinition } = await aws.ecs.send(
    new RegisterTaskDefinitionCommand({
      ...taskRequest,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      family: 'broken',
      executionRoleArn: `arn:aws:iam::${aws.account}:role/demo-execution`,
      containerDefinitions: [
        {
          name: container.name,
          image: `${aws.account}.dkr.ecr.us-east-1.amazonaws.com/missing:latest`,
          portMappings: [{ containerPort: 80 }],
        },
      ],
    }),
  );
  const spec = {
    cluster: 'demo',
    name: 'broken',
    request: {
      taskDefinition: taskDefinition?.taskDefinitionArn,
      desiredCount: 1,
      launchType: 'FARGATE',
      deploymentController: { type: 'CODE_DEPLOY' },
      loadBalancers: services?.[0]?.loadBalancers,
      networkConfiguration: services?.[0]?.networkConfiguration,
    },
  };
  const made = await kind.ensure(aws, spec, undefined, { ...QUIET_INTENT, token: 'broken' });
  await expect(kind.settle?.(aws, spec, made, QUIET_INTENT)).rejects.toMatchObject({
    code: 'tasksKeepStopping',
    facts: { service: 'broken', reason: expect.stringContaining('CannotPull') },
  });
  await kind.remove(aws, made, QUIET_INTENT);
}
