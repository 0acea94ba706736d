import type { LaunchType, Tag, TaskOverride } from '@aws-sdk/client-ecs';
import { randomBytes, randomUUID } from 'node:crypto';
import { arn, type World } from '../../world.ts';
import { attachNetworkInterface, chooseSubnet } from './network.ts';
import type { ContainerRecord, Placement, TaskDefinitionRecord, TaskRecord, TaskTarget } from './state.ts';
import { tagNew } from './tags.ts';

/** AWS needs about 40 seconds from PROVISIONING to RUNNING for a small image. */
const PROVISIONING_SECONDS = 10;

export interface TaskOrder {
  readonly clusterName: string;
  readonly definition: TaskDefinitionRecord;
  readonly placement: Placement;
  readonly group: string;
  readonly startedBy?: string | undefined;
  readonly serviceArn?: string | undefined;
  readonly taskSetId?: string | undefined;
  readonly targets: readonly TaskTarget[];
  readonly tags: readonly Tag[];
  readonly overrides?: TaskOverride | undefined;
  readonly enableExecuteCommand: boolean;
}

/** Makes a task in state PROVISIONING; throws where its network is gone. */
export function launchTask(world: World, order: TaskOrder): TaskRecord {
  const id = randomBytes(16).toString('hex');
  const vpc = order.placement.networkConfiguration?.awsvpcConfiguration;
  const { subnetId, availabilityZone, securityGroups } = chooseSubnet(world, vpc?.subnets ?? [], vpc?.securityGroups ?? []);
  const task: TaskRecord = {
    arn: arn(world, 'ecs', `task/${order.clusterName}/${id}`),
    id,
    clusterName: order.clusterName,
    group: order.group,
    startedBy: order.startedBy,
    serviceArn: order.serviceArn,
    taskSetId: order.taskSetId,
    taskDefinitionArn: order.definition.taskDefinitionArn,
    launchType: launchTypeOf(order.placement),
    platformVersion: order.placement.platformVersion === 'LATEST' ? '1.4.0' : order.placement.platformVersion,
    createdAt: world.clock.now(),
    subnetId,
    availabilityZone,
    securityGroups,
    assignPublicIp: vpc?.assignPublicIp === 'ENABLED',
    targets: order.targets,
    attachmentId: randomUUID(),
    overrides: order.overrides ?? { containerOverrides: order.definition.containerDefinitions.map(({ name }) => ({ name })) },
    enableExecuteCommand: order.enableExecuteCommand,
    containers: order.definition.containerDefinitions.map((definition): ContainerRecord => ({
      arn: arn(world, 'ecs', `container/${order.clusterName}/${id}/${randomUUID()}`),
      name: definition.name ?? '',
      image: definition.image ?? '',
      runtimeId: `${id}-${randomBytes(5).readUIntBE(0, 4)}`,
      essential: definition.essential !== false,
      lastStatus: 'PENDING',
    })),
    graceOver: false,
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
  };
  Object.assign(task, attachNetworkInterface(world, task));
  world.state.ecs.tasks[task.arn] = task;
  tagNew(world, task.arn, order.tags);
  world.clock.after(PROVISIONING_SECONDS, 'ecs.task-pending', { taskArn: task.arn });
  return task;
}

const launchTypeOf = ({ launchType, capacityProviderStrategy }: Placement): LaunchType =>
  launchType ?? (capacityProviderStrategy?.length ? 'FARGATE' : 'EC2');
