import type {
  CreatePipelineInput,
  ListTagsForResourceInput,
  PutApprovalResultInput,
  StopPipelineExecutionInput,
  TagResourceInput,
  UntagResourceInput,
  UpdatePipelineInput,
} from '@aws-sdk/client-codepipeline';
import { hasTags, passRole, requestTags, resourceTags, tagKeys } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import type { RequestContext } from '../iam/policy.ts';

const SERVICE = 'codepipeline.amazonaws.com';

/** An action on a pipeline, or on a stage or an action of one, with the tags of the pipeline. */
function on(world: World, action: string, resource: string, context: RequestContext = {}): Need {
  const name = resource.split(':')[5]?.split('/')[0] ?? '';
  return {
    action: `codepipeline:${action}`,
    resource,
    context: { ...resourceTags(world.state.codepipeline.pipelines[name]?.tags), ...context },
  };
}

const pathArn = (world: World, ...path: readonly (string | undefined)[]): string =>
  arn(world, 'codepipeline', path.map(part => part ?? '*').join('/'));

/** Some operations call the pipeline `name`, others `pipelineName`. */
interface PipelineInput extends Partial<StopPipelineExecutionInput> {
  readonly name?: string | undefined;
  readonly stageName?: string | undefined;
}

const onPipeline = (action: string): NeedsOf<never> =>
  needs((world, input: PipelineInput) => [on(world, action, pathArn(world, input.name ?? input.pipelineName))]);

const onStage = (action: string): NeedsOf<never> =>
  needs((world, { pipelineName, stageName }: PipelineInput) => [on(world, action, pathArn(world, pipelineName, stageName))]);

const ON_PIPELINE = `DeletePipeline GetPipeline GetPipelineExecution GetPipelineState ListActionExecutions ListPipelineExecutions
  StartPipelineExecution StopPipelineExecution`.split(/\s+/);

const ON_STAGE = ['DisableStageTransition', 'EnableStageTransition', 'RetryStageExecution'];

/** What IAM is asked about calls of CodePipeline; ListPipelines is asked about on `*`. */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  ...Object.fromEntries(ON_PIPELINE.map(action => [action, onPipeline(action)])),
  ...Object.fromEntries(ON_STAGE.map(action => [action, onStage(action)])),
  CreatePipeline: needs((world, { pipeline, tags }: CreatePipelineInput) => {
    const resource = pathArn(world, pipeline?.name);
    return [
      { action: 'codepipeline:CreatePipeline', resource, context: requestTags(tags) },
      ...(hasTags(tags) ? [{ action: 'codepipeline:TagResource', resource, context: requestTags(tags) }] : []),
      ...passRole(pipeline?.roleArn, SERVICE),
    ];
  }),
  ListTagsForResource: needs((world, { resourceArn = '*' }: ListTagsForResourceInput) => [on(world, 'ListTagsForResource', resourceArn)]),
  PutApprovalResult: needs((world, { pipelineName, stageName, actionName }: PutApprovalResultInput) => [
    on(world, 'PutApprovalResult', pathArn(world, pipelineName, stageName, actionName)),
  ]),
  TagResource: needs((world, { resourceArn = '*', tags }: TagResourceInput) => [on(world, 'TagResource', resourceArn, requestTags(tags))]),
  UntagResource: needs((world, { resourceArn = '*', tagKeys: keys }: UntagResourceInput) => [
    on(world, 'UntagResource', resourceArn, tagKeys(keys)),
  ]),
  UpdatePipeline: needs((world, { pipeline }: UpdatePipelineInput) => [
    on(world, 'UpdatePipeline', pathArn(world, pipeline?.name)),
    ...passRole(pipeline?.roleArn, SERVICE),
  ]),
};
