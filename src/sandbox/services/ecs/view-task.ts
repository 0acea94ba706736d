import type { Container, HealthStatus, Task } from '@aws-sdk/client-ecs';
import { arn, type World } from '../../world.ts';
import { findTaskDefinition } from './find.ts';
import type { ContainerRecord, TaskRecord } from './state.ts';
import { tagsOf } from './tags.ts';

/** A task as AWS describes it. */
export function toTask(world: World, task: TaskRecord, include: readonly string[] = []): Task {
  const definition = findTaskDefinition(world, task.taskDefinitionArn);
  return {
    attachments: [attachmentOf(world, task)],
    attributes: [{ name: 'ecs.cpu-architecture', value: definition?.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64' }],
    availabilityZone: task.availabilityZone,
    clusterArn: arn(world, 'ecs', `cluster/${task.clusterName}`),
    ...(task.startedAt && { connectivity: 'CONNECTED', connectivityAt: task.pullStartedAt }),
    containers: task.containers.map(container => toContainer(task, container)),
    ...(definition?.cpu && { cpu: definition.cpu }),
    createdAt: task.createdAt,
    desiredStatus: task.desiredStatus,
    enableExecuteCommand: task.enableExecuteCommand,
    executionStoppedAt: task.executionStoppedAt,
    group: task.group,
    healthStatus: healthOf(task),
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

const toContainer = (task: TaskRecord, container: ContainerRecord): Container => ({
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
  healthStatus: container.health?.status ?? 'UNKNOWN',
  cpu: '0',
});

/** That of the essential containers that have health checks. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html */
function healthOf(task: TaskRecord): HealthStatus {
  const statuses = task.containers.flatMap(({ essential, health }) => (essential && health ? [health.status] : []));
  if (statuses.includes('UNHEALTHY')) return 'UNHEALTHY';
  return statuses.length > 0 && statuses.every(status => status === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}
