import {
  GetPipeline$,
  ListPipelines$,
  PipelineVersionNotFoundException$,
  type GetPipelineInput,
  type GetPipelineOutput,
  type ListPipelinesInput,
  type ListPipelinesOutput,
} from '@aws-sdk/client-codepipeline';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { badToken, findPipeline } from './pipeline.ts';

export const getPipeline = operation(GetPipeline$, (world, input: GetPipelineInput): GetPipelineOutput => {
  const pipeline = findPipeline(world, input.name);
  const declaration = input.version === undefined ? pipeline.declaration : pipeline.versions[input.version - 1];
  if (declaration === undefined) {
    throw fault(PipelineVersionNotFoundException$, `Pipeline ${pipeline.name} does not have a version ${input.version}`);
  }
  return { pipeline: declaration, metadata: { pipelineArn: pipeline.arn, created: pipeline.created, updated: pipeline.updated } };
});

export const listPipelines = operation(ListPipelines$, (world, input: ListPipelinesInput): ListPipelinesOutput => {
  const all = Object.values(world.state.codepipeline.pipelines).sort((a, b) => a.name.localeCompare(b.name));
  const { items, next } = page(all, input.nextToken, input.maxResults, badToken);
  return {
    pipelines: items.map(({ name, declaration, created, updated }) => ({
      name,
      version: declaration.version,
      pipelineType: declaration.pipelineType,
      executionMode: declaration.executionMode,
      created,
      updated,
    })),
    nextToken: next,
  };
});
