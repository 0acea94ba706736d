import { ListActionExecutionsCommand, ListPipelineExecutionsCommand, type PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';

/** Where a deployment comes from. */
export interface Origin {
  readonly executionId: string;
  /** Who or what started the execution: the ARN of a user, of a rule. */
  readonly by: string | undefined;
  /** The commit of the files that it took. */
  readonly commit: string | undefined;
  readonly message: string | undefined;
}

/** The execution that made each deployment, by the deployment's id; one made by hand has none. As far back as one page reaches. */
export async function readOrigins(aws: Aws, pipelineName: string): Promise<ReadonlyMap<string, Origin>> {
  const [actions, listed] = await Promise.all([
    whenMissing(aws.codepipeline.send(new ListActionExecutionsCommand({ pipelineName, maxResults: 100 })), 'PipelineNotFoundException'),
    whenMissing(aws.codepipeline.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults: 100 })), 'PipelineNotFoundException'),
  ]);
  const executions = new Map((listed?.pipelineExecutionSummaries ?? []).map(summary => [summary.pipelineExecutionId, summary]));
  return new Map(
    (actions?.actionExecutionDetails ?? []).flatMap(({ pipelineExecutionId, output }) => {
      const deploymentId = output?.executionResult?.externalExecutionId;
      if (pipelineExecutionId === undefined || deploymentId?.startsWith('d-') !== true) return [];
      return [[deploymentId, originOf(pipelineExecutionId, executions.get(pipelineExecutionId))] as const];
    }),
  );
}

function originOf(executionId: string, summary: PipelineExecutionSummary | undefined): Origin {
  const commit = summary?.sourceRevisions?.find(({ revisionId }) => /^[\da-f]{40}$/.test(revisionId ?? ''));
  return { executionId, by: summary?.trigger?.triggerDetail, commit: commit?.revisionId, message: commit?.revisionSummary };
}
