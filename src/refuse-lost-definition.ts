import type { Plan } from './engine/types.ts';
import { UserError } from './errors.ts';
import type { Prepared } from './prepare.ts';
import { readService } from './release/read-service.ts';

/**
 * Refuses to take over a service while the project has no taskdef.json of its own: the next release would put one with our defaults in the place of
 * what runs, whose size, environment and secrets nobody has written down here.
 */
export async function refuseLostDefinition({ aws, config, setup }: Prepared, { changes }: Plan): Promise<void> {
  const isTakenOver = changes.some(({ type, adopt }) => type === 'ecs.service' && adopt === true);
  if (!isTakenOver || setup.files.taskdef !== undefined) return;
  const { cluster, name } = config.service;
  const service = await readService(aws, cluster, name);
  const primary = service?.taskSets?.find(({ status }) => status === 'PRIMARY');
  const definition = primary?.taskDefinition ?? service?.taskDefinition;
  if (definition !== undefined)
    throw new UserError('definitionLost', { service: name, definition: revisionIn(definition), file: config.taskdef.file });
}

/** FAMILY:REVISION */
const revisionIn = (arn: string): string => arn.slice(arn.indexOf('/') + 1);
