import {
  InvalidStructureException$,
  UpdatePipeline$,
  type UpdatePipelineInput,
  type UpdatePipelineOutput,
} from '@aws-sdk/client-codepipeline';
import { startPolling } from '../../behaviours/pipeline/poll.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { checkDeclaration, normalizeDeclaration } from './check-declaration.ts';
import { checkRole } from './check-role.ts';
import { findPipeline } from './pipeline.ts';

/** Replaces the declaration; what runs goes on as it began, and nothing is started. */
export const updatePipeline = operation(UpdatePipeline$, (world, input: UpdatePipelineInput): UpdatePipelineOutput => {
  const given = input.pipeline;
  if (given === undefined) throw fault(InvalidStructureException$, 'The pipeline structure is missing');
  const pipeline = findPipeline(world, given.name);
  checkDeclaration(world, given);
  checkRole(world, given.roleArn ?? '', pipeline.arn);
  pipeline.declaration = normalizeDeclaration(given, (pipeline.declaration.version ?? 1) + 1);
  pipeline.versions.push(pipeline.declaration);
  pipeline.updated = world.clock.now();
  startPolling(world, pipeline);
  return { pipeline: pipeline.declaration };
});
