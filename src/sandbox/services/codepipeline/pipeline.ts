import {
  InvalidNextTokenException$,
  PipelineExecutionNotFoundException$,
  PipelineNotFoundException$,
  StageNotFoundException$,
  type StageDeclaration,
} from '@aws-sdk/client-codepipeline';
import { fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import type { ExecutionRecord, PipelineRecord } from './state.ts';

export const badToken = (): Error => fault(InvalidNextTokenException$, 'The next token was specified in an invalid format.');

/** The pipeline of this name, or AWS's refusal. */
export function findPipeline(world: World, name: string | undefined): PipelineRecord {
  const pipeline = world.state.codepipeline.pipelines[name ?? ''];
  if (pipeline === undefined)
    throw fault(PipelineNotFoundException$, `Account '${world.account}' does not have a pipeline with name '${name}'`);
  return pipeline;
}

/** The execution with this id, or AWS's refusal. */
export function findExecution(pipeline: PipelineRecord, id: string | undefined): ExecutionRecord {
  const execution = pipeline.executions.find(candidate => candidate.id === id);
  if (execution === undefined) {
    throw fault(PipelineExecutionNotFoundException$, `The pipeline execution ${id} does not exist in the pipeline ${pipeline.name}.`);
  }
  return execution;
}

/** The stage of this name as the pipeline is now, or AWS's refusal. */
export function findStage(pipeline: PipelineRecord, name: string | undefined): StageDeclaration {
  const stage = pipeline.declaration.stages?.find(candidate => candidate.name === name);
  if (stage === undefined)
    throw fault(StageNotFoundException$, `The pipeline ${pipeline.name} does not have a stage with the name ${name}.`);
  return stage;
}
