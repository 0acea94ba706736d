import type { Tag } from '@aws-sdk/client-ecs';
import type { World } from '../../world.ts';
import type { ServiceRecord, TaskDefinitionRecord } from './state.ts';
import { tagsOf } from './tags.ts';

/** Tags of a service's new task: those it inherits, and AWS's own. */
export function serviceTaskTags(world: World, service: ServiceRecord, definition: TaskDefinitionRecord): Tag[] {
  const sources = { SERVICE: service.arn, TASK_DEFINITION: definition.taskDefinitionArn, NONE: '' };
  const inherited = tagsOf(world, sources[service.propagateTags]);
  if (!service.enableECSManagedTags) return inherited;
  return [...inherited, { key: 'aws:ecs:clusterName', value: service.clusterName }, { key: 'aws:ecs:serviceName', value: service.name }];
}
