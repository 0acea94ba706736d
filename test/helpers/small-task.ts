import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateClusterCommand, ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { clientConfig } from './client-config.ts';

/** An ECS client, the cluster `shop` and the task definition `web` of one container; `placed` is what running it on Fargate asks for. */
export async function smallTask(sandbox: Sandbox, image = 'sandbox/sample:v1') {
  const ecs = new ECSClient(clientConfig(sandbox));
  const { Subnets } = await new EC2Client(clientConfig(sandbox)).send(new DescribeSubnetsCommand({}));
  await ecs.send(new CreateClusterCommand({ clusterName: 'shop' }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'web', image }],
    }),
  );
  const placed = {
    cluster: 'shop',
    taskDefinition: 'web',
    launchType: 'FARGATE' as const,
    networkConfiguration: { awsvpcConfiguration: { subnets: [Subnets?.[0]?.SubnetId ?? ''], assignPublicIp: 'ENABLED' as const } },
  };
  return { ecs, placed };
}
