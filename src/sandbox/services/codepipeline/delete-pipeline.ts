import { DeletePipeline$, type DeletePipelineInput } from '@aws-sdk/client-codepipeline';
import { operation } from '../../operation.ts';

/** Its executions go with it; a deployment that one of them started goes on. Deleting what is gone succeeds. */
export const deletePipeline = operation(DeletePipeline$, (world, input: DeletePipelineInput): void => {
  delete world.state.codepipeline.pipelines[input.name ?? ''];
});
