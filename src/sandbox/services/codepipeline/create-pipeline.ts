import {
  CreatePipeline$,
  InvalidStructureException$,
  PipelineNameInUseException$,
  type CreatePipelineInput,
  type CreatePipelineOutput,
} from '@aws-sdk/client-codepipeline';
import { emptyRecord } from '../../empty-record.ts';
import { startPolling } from '../../behaviours/pipeline/poll.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { arn } from '../../world.ts';
import { checkDeclaration, normalizeDeclaration } from './check-declaration.ts';
import { checkRole } from './check-role.ts';
import { startExecution } from './start-execution.ts';
import type { PipelineRecord } from './state.ts';
import { checkTags } from './tags.ts';

/** Makes a pipeline, which runs once by itself. */
export const createPipeline = operation(CreatePipeline$, (world, input: CreatePipelineInput, call): CreatePipelineOutput => {
  const given = input.pipeline;
  if (given === undefined) throw fault(InvalidStructureException$, 'The pipeline structure is missing');
  checkDeclaration(world, given);
  checkTags(input.tags ?? []);
  const name = given.name ?? '';
  if (world.state.codepipeline.pipelines[name] !== undefined) {
    throw fault(PipelineNameInUseException$, `A pipeline with the name '${name}' already exists in account '${world.account}'`);
  }
  const pipelineArn = arn(world, 'codepipeline', name);
  checkRole(world, given.roleArn ?? '', pipelineArn);
  const declaration = normalizeDeclaration(given, 1);
  const now = world.clock.now();
  const pipeline: PipelineRecord = {
    name,
    arn: pipelineArn,
    created: now,
    updated: now,
    declaration,
    versions: [declaration],
    tags: input.tags ?? [],
    disabled: emptyRecord(),
    executions: [],
    polled: emptyRecord(),
  };
  world.state.codepipeline.pipelines[name] = pipeline;
  startExecution(world, pipeline, { trigger: { triggerType: 'CreatePipeline', triggerDetail: call.caller } });
  startPolling(world, pipeline);
  return { pipeline: declaration, tags: pipeline.tags };
});
