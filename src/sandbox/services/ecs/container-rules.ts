import type { ContainerDefinition, HealthCheck, RegisterTaskDefinitionRequest, Volume } from '@aws-sdk/client-ecs';
import { each, hasDuplicates, isBetween } from './each.ts';
import { cpuUnits, memoryMiB } from './fargate-sizes.ts';

/** Refuses settings of a container that go together badly or out of bounds. */
export function checkSettings(container: ContainerDefinition): string | undefined {
  const { name, memory, memoryReservation, cpu = 0, stopTimeout, healthCheck } = container;
  if (cpu < 0) return `Invalid setting for container '${name}'. 'cpu' must not be negative.`;
  if (memory !== undefined && memoryReservation !== undefined && memory < memoryReservation)
    return `Invalid setting for container '${name}'. 'memory' must be greater than or equal to 'memoryReservation'.`;
  if (stopTimeout !== undefined && stopTimeout < 2) return `Granular stop timeout on container '${name}' must be at least 2 seconds.`;
  return checkVariables(container) ?? (healthCheck && checkHealthCheck(healthCheck));
}

function checkVariables({ environment = [], secrets = [] }: ContainerDefinition): string | undefined {
  const taken = new Set(environment.map(({ name }) => name));
  const shared = secrets.find(({ name }) => taken.has(name));
  return shared || hasDuplicates(secrets.map(({ name }) => name))
    ? `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${shared?.name ?? secrets[0]?.name}'.`
    : undefined;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html */
function checkHealthCheck({ command, interval = 30, timeout = 5, retries = 3, startPeriod = 0 }: HealthCheck): string | undefined {
  if (!command || command.length < 2 || !['CMD', 'CMD-SHELL'].includes(command[0] ?? ''))
    return 'Health check command must start with CMD or CMD-SHELL.';
  const bounds = [
    ['interval', interval, 5, 300],
    ['timeout', timeout, 2, 60],
    ['retries', retries, 1, 10],
    ['startPeriod', startPeriod, 0, 300],
  ] as const;
  return each(bounds, ([name, value, low, high]) =>
    isBetween(value, low, high) ? undefined : `Health check ${name} must be between ${low} and ${high}.`,
  );
}

/** Refuses mounts of volumes that the task definition does not have, and volumes that it has twice. */
export function checkVolumes(volumes: readonly Volume[], containers: readonly ContainerDefinition[]): string | undefined {
  const names = volumes.map(({ name }) => name);
  if (hasDuplicates(names)) return 'Volume.name should be unique within a task definition.';
  const mounts = containers.flatMap(({ mountPoints }) => mountPoints ?? []);
  const unknown = mounts.find(({ sourceVolume }) => !names.includes(sourceVolume));
  return unknown && `Unknown volume '${unknown.sourceVolume}'.`;
}

/** Refuses containers that together want more than their task has. */
export function checkTotals(
  { cpu = '', memory = '' }: RegisterTaskDefinitionRequest,
  containers: readonly ContainerDefinition[],
): string | undefined {
  const units = cpuUnits(cpu);
  const mebibytes = memoryMiB(memory);
  const largest = containers.find(container => mebibytes !== undefined && (container.memory ?? 0) > mebibytes);
  if (largest) return `Invalid setting for container '${largest.name}'. 'memory' must not be greater than the memory of the task.`;
  const wanted = containers.reduce((sum, container) => sum + (container.cpu ?? 0), 0);
  return units !== undefined && wanted > units
    ? 'The sum of the cpu of all containers must not be greater than the cpu of the task.'
    : undefined;
}
