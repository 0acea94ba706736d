import type { ContainerDefinition, ContainerDependency } from '@aws-sdk/client-ecs';
import { each } from './each.ts';

/** Refuses an order of start in which containers wait for what never comes. */
export function checkDependencies(containers: readonly ContainerDefinition[]): string | undefined {
  const refusal = each(containers, ({ dependsOn }) => each(dependsOn ?? [], dependency => checkDependency(containers, dependency)));
  return refusal ?? (hasCycle(containers) ? 'Container dependsOn contains a cycle' : undefined);
}

function checkDependency(
  containers: readonly ContainerDefinition[],
  { containerName, condition }: ContainerDependency,
): string | undefined {
  const target = containers.find(({ name }) => name === containerName);
  if (!target) return `Cannot depend on container + '${containerName}' because it does not exist`;
  if ((condition === 'SUCCESS' || condition === 'COMPLETE') && target.essential !== false)
    return 'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container';
  return condition === 'HEALTHY' && !target.healthCheck
    ? 'A dependency container with HEALTHY condition must have health check configured'
    : undefined;
}

function hasCycle(containers: readonly ContainerDefinition[]): boolean {
  const dependencies = new Map(containers.map(({ name, dependsOn }) => [name, (dependsOn ?? []).map(one => one.containerName)]));
  const reaches = (from: string | undefined, goal: string | undefined, seen: ReadonlySet<string | undefined>): boolean =>
    (dependencies.get(from) ?? []).some(next => next === goal || (!seen.has(next) && reaches(next, goal, new Set([...seen, next]))));
  return containers.some(({ name }) => reaches(name, name, new Set()));
}
