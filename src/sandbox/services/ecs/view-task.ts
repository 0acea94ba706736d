import type { Container, Task } from '@aws-sdk/client-ecs';
import { arn, type World } from '../../world.ts';
import { findTaskDefinition } from './find.ts';
import type { ContainerRecord, TaskRecord } from './state.ts';
import { tagsOf } from './tags.ts';

/** A task as AWS describes it. */
export function toTask(world: World, task: TaskRecord, include: readonly string[] = []): Task {
  const definition = findTaskDefinition(world, task.taskDefinitionArn);
  const health = task.containers.map(container => healthStatus(world, task, container));
  return {
    attachments: [attachmentOf(world, task)],
    attributes: [{ name: 'ecs.cpu-architecture', value: definition?.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64' }],
    availabilityZone: task.availabilityZone,
    clusterArn: arn(world, 'ecs', `cluster/${task.clusterName}`),
    ...(task.startedAt && { connectivity: 'CONNECTED', connectivityAt: task.pullStartedAt }),
    containers: task.containers.map(container => toContainer(world, task, container)),
    ...(definition?.cpu && { cpu: definition.cpu }),
    createdAt: task.createdAt,
    desiredStatus: task.desiredStatus,
    enableExecuteCommand: task.enableExecuteCommand,
    executionStoppedAt: task.executionStoppedAt,
    group: task.group,
    healthStatus: health.every(status => status === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN',
    inferenceAccelerators: [],
    lastStatus: task.lastStatus,
    launchType: task.launchType,
    ...(definition?.memory && { memory: definition.memory }),
    overrides: task.overrides,
    platformVersion: task.platformVersion,
    platformFamily: 'Linux',
    pullStartedAt: task.pullStartedAt,
    pullStoppedAt: task.pullStoppedAt,
    startedAt: task.startedAt,
    ...(task.startedBy && { startedBy: task.startedBy }),
    stopCode: task.stopCode,
    stoppedAt: task.stoppedAt,
    stoppedReason: task.stoppedReason,
    stoppingAt: task.stoppingAt,
    tags: include.includes('TAGS') ? tagsOf(world, task.arn) : [],
    taskArn: task.arn,
    taskDefinitionArn: task.taskDefinitionArn,
    version: 1,
    ephemeralStorage: { sizeInGiB: definition?.ephemeralStorage?.sizeInGiB ?? 20 },
  };
}

function attachmentOf(world: World, task: TaskRecord) {
  const details = {
    subnetId: task.subnetId,
    networkInterfaceId: task.networkInterfaceId,
    macAddress: task.macAddress,
    privateDnsName: world.state.ec2.networkInterfaces[task.networkInterfaceId ?? '']?.PrivateDnsName,
    privateIPv4Address: task.privateIp,
  };
  const status = task.networkInterfaceId === undefined ? 'DELETED' : task.lastStatus === 'PROVISIONING' ? 'PRECREATED' : 'ATTACHED';
  return {
    id: task.attachmentId,
    type: 'ElasticNetworkInterface',
    status,
    details: Object.entries(details).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
  };
}

const toContainer = (world: World, task: TaskRecord, container: ContainerRecord): Container => ({
  containerArn: container.arn,
  taskArn: task.arn,
  name: container.name,
  image: container.image,
  ...(container.imageDigest && { imageDigest: container.imageDigest }),
  runtimeId: container.runtimeId,
  lastStatus: container.lastStatus,
  ...(container.exitCode !== undefined && { exitCode: container.exitCode }),
  ...(container.reason && { reason: container.reason }),
  networkBindings: [],
  networkInterfaces: [{ attachmentId: task.attachmentId, privateIpv4Address: task.privateIp }],
  healthStatus: healthStatus(world, task, container),
  cpu: '0',
});

/** Containers of the sandbox run no commands: one with a health check counts as healthy as long as it runs. */
function healthStatus(world: World, task: TaskRecord, container: ContainerRecord): 'HEALTHY' | 'UNKNOWN' {
  const definition = findTaskDefinition(world, task.taskDefinitionArn)?.containerDefinitions.find(({ name }) => name === container.name);
  return definition?.healthCheck && container.lastStatus === 'RUNNING' ? 'HEALTHY' : 'UNKNOWN';
}
