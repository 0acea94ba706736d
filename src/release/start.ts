import type { Aws } from '../aws/aws.ts';
import type { Stopping } from '../aws/pause.ts';
import type { ImageSource } from '../image/image-source.ts';
import { pushImage } from '../image/push-image.ts';
import { uniqueTag } from '../image/unique-tag.ts';
import { executionCausedBy, recentExecutions, startExecution, TRIGGER_SECONDS } from './execution.ts';
import { changedFiles, commitFiles, type SourceBranch, type SourceFile } from './files.ts';
import { moveTag } from './move-tag.ts';
import { triggerDigest } from './trigger-digest.ts';

export interface ReleaseInput extends Stopping {
  readonly pipeline: string;
  readonly source: SourceBranch;
  readonly repository: { readonly name: string; readonly uri: string; readonly tag: string };
  readonly architecture: 'X86_64' | 'ARM64';
  /** Undefined: the image stays. */
  readonly image?: ImageSource | undefined;
  /** Further tags for the image. */
  readonly tags: readonly string[];
  /** The files as they should stand in the repository, given the image that is released. */
  readonly files: (imageUri: string | undefined) => readonly SourceFile[];
  readonly message: string;
  /** Which pushes start the pipeline by themselves. */
  readonly starts: { readonly files: boolean; readonly image: boolean };
}

/** What a release did before the pipeline took over. */
export type StartEvent =
  | { readonly type: 'pushed'; readonly image: string; readonly digest: string; readonly changed: boolean }
  | { readonly type: 'committed'; readonly files: readonly string[]; readonly commit: string }
  | { readonly type: 'unchanged' }
  | { readonly type: 'waiting-for-trigger' }
  /** No event came, and the pipeline is started by hand. */
  | { readonly type: 'trigger-silent'; readonly seconds: number }
  /** Files and image have each started an execution, and the second may not be stopped. */
  | { readonly type: 'twin-left'; readonly executionId: string; readonly action: string }
  | { readonly type: 'execution-found'; readonly executionId: string; readonly by: 'push' | 'start' };

export interface StartedRelease {
  readonly executionId: string;
  /** The image that was pushed, by digest. */
  readonly image?: string | undefined;
}

/**
 * Pushes the image, commits what changed, and finds the pipeline execution that this causes; starts one when nothing changed
 * (the console's "Release change") or when no event came.
 */
export async function startRelease(aws: Aws, input: ReleaseInput, report: (event: StartEvent) => void): Promise<StartedRelease> {
  const { pipeline, stopped } = input;
  const before = new Set((await recentExecutions(aws, pipeline)).map(execution => execution.pipelineExecutionId ?? ''));
  const pushed = input.image === undefined ? undefined : await pushRelease(aws, input, input.image);
  const image = pushed === undefined ? undefined : `${input.repository.uri}@${pushed.digest}`;
  const changed = await changedFiles(aws, input.source, input.files(image));
  // One right after the other, so that whichever event comes first starts an execution that finds both.
  if (pushed !== undefined) await showToPipeline(aws, input, pushed, report);
  const commit = changed.length === 0 ? undefined : await commitRelease(aws, input, changed, report);
  const revisions = [
    ...(pushed?.changed === true && input.starts.image ? [pushed.digest] : []),
    ...(commit !== undefined && input.starts.files ? [commit] : []),
  ];
  if (revisions.length > 0) {
    report({ type: 'waiting-for-trigger' });
    const twinLeft = (id: string, action: string) => report({ type: 'twin-left', executionId: id, action });
    const executionId = await executionCausedBy(aws, { pipeline, before, revisions, stopped, twinLeft });
    if (executionId !== undefined) {
      report({ type: 'execution-found', executionId, by: 'push' });
      return { executionId, image };
    }
    report({ type: 'trigger-silent', seconds: TRIGGER_SECONDS });
  }
  if (commit === undefined && pushed?.changed !== true) report({ type: 'unchanged' });
  const executionId = await startExecution(aws, pipeline);
  report({ type: 'execution-found', executionId, by: 'start' });
  return { executionId, image };
}

interface Pushed {
  readonly digest: string;
  /** The tag that the pipeline watches is to be moved. */
  readonly changed: boolean;
}

/** Brings the image into the repository, where the pipeline does not look yet. */
async function pushRelease(aws: Aws, { repository, architecture, tags }: ReleaseInput, source: ImageSource): Promise<Pushed> {
  const to = { source, repositoryName: repository.name, repositoryUri: repository.uri, architecture };
  const { digest } = await pushImage(aws, { ...to, tags: pushed => [uniqueTag(pushed), ...tags] });
  return { digest, changed: digest !== (await triggerDigest(aws, repository.name, repository.tag)) };
}

async function showToPipeline(
  aws: Aws,
  { repository, stopped }: ReleaseInput,
  { digest, changed }: Pushed,
  report: (event: StartEvent) => void,
): Promise<void> {
  if (changed) await moveTag(aws, repository.name, { digest, tag: repository.tag }, { stopped });
  report({ type: 'pushed', image: `${repository.uri}:${repository.tag}`, digest, changed });
}

async function commitRelease(
  aws: Aws,
  { source, message }: ReleaseInput,
  files: readonly SourceFile[],
  report: (event: StartEvent) => void,
): Promise<string> {
  const commit = await commitFiles(aws, source, files, message);
  report({ type: 'committed', files: files.map(file => file.path), commit });
  return commit;
}
