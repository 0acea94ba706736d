import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { recentExecutions } from './execution.ts';
import { readVersions, type ServiceAddress } from './live.ts';
import { triggerDigest } from './trigger-digest.ts';

/** Where the image of the next release comes from, and what serves. */
export interface FailedImagePlace extends ServiceAddress {
  readonly pipeline: string;
  /** Of the image repository. */
  readonly repository: string;
  readonly tag: string;
}

/** An image that the watched tag means, although the newest release failed with it. */
export interface FailedImage {
  readonly digest: string;
  /** What serves instead: revision and image. */
  readonly live: string;
  readonly image: string;
}

/**
 * Looks whether the next release would bring an image again that has just failed; undefined where it would not. The pipeline may see only a
 * little later that the deployment of its execution `ended` has failed.
 */
export async function readFailedImage(
  aws: Aws,
  { pipeline, repository, tag, ...service }: FailedImagePlace,
  ended?: string,
): Promise<FailedImage | undefined> {
  const [executions, digest, versions] = await Promise.all([
    whenMissing(recentExecutions(aws, pipeline), 'PipelineNotFoundException'),
    whenMissing(triggerDigest(aws, repository, tag), 'RepositoryNotFoundException'),
    readVersions(aws, service),
  ]);
  const [newest] = executions ?? [];
  const live = versions?.find(({ primary }) => primary);
  // ECR's source action names an image by its digest.
  const hasFailed = newest?.status === 'Failed' || (newest !== undefined && newest.pipelineExecutionId === ended);
  const isItsImage = hasFailed && newest.sourceRevisions?.some(({ revisionId }) => revisionId === digest) === true;
  if (!isItsImage || digest === undefined || live === undefined || live.image.endsWith(`@${digest}`)) return undefined;
  return { digest, live: live.taskDefinition.split('/').at(-1) ?? '', image: live.image };
}
