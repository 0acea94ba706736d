import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import { startExecution } from '../../services/codepipeline/start-execution.ts';
import type { PipelineRecord } from '../../services/codepipeline/state.ts';
import { currentVersion } from '../../services/s3/versions.ts';
import type { World } from '../../world.ts';
import { POLL_TIMER, type PipelineTimer } from './timers.ts';

const POLL_SECONDS = 60;

/** CodeCommit and S3 sources poll unless told not to: a rule besides starts every release twice. */
const polls = ({ actionTypeId, configuration }: ActionDeclaration): boolean =>
  ['CodeCommit', 'S3'].includes(actionTypeId?.provider ?? '') && configuration?.['PollForSourceChanges'] !== 'false';

const pollingActions = (pipeline: PipelineRecord): ActionDeclaration[] => (pipeline.declaration.stages?.[0]?.actions ?? []).filter(polls);

/** The revision that a source action would take now. */
function currentRevision(world: World, { actionTypeId, configuration = {} }: ActionDeclaration): string | undefined {
  if (actionTypeId?.provider === 'CodeCommit') {
    return world.state.codecommit.repositories[configuration['RepositoryName'] ?? '']?.branches[configuration['BranchName'] ?? ''];
  }
  const bucket = world.global.s3.buckets[configuration['S3Bucket'] ?? ''];
  const version = bucket && currentVersion(bucket, configuration['S3ObjectKey'] ?? '');
  return version && `${version.versionId}/${version.etag}`;
}

/** Looks at the sources of a pipeline and tells which have changed since last time. */
function look(world: World, pipeline: PipelineRecord): string[] {
  return pollingActions(pipeline).flatMap(action => {
    const name = action.name ?? '';
    const revision = currentRevision(world, action);
    if (revision === undefined || pipeline.polled[name] === revision) return [];
    pipeline.polled[name] = revision;
    return [name];
  });
}

const isPollOf = (data: unknown, pipelineName: string): boolean =>
  typeof data === 'object' && data !== null && 'pipelineName' in data && data.pipelineName === pipelineName;

/** Begins to poll for a pipeline whose declaration is new; what is there now counts as seen. */
export function startPolling(world: World, pipeline: PipelineRecord): void {
  world.clock.cancel(({ type, data }) => type === POLL_TIMER && isPollOf(data, pipeline.name));
  if (pollingActions(pipeline).length === 0) return;
  look(world, pipeline);
  const data: PipelineTimer = { pipelineName: pipeline.name };
  world.clock.after(POLL_SECONDS, POLL_TIMER, data);
}

/** Starts the pipeline when one of its sources has changed, and polls again later. */
export function poll(world: World, timer: PipelineTimer): void {
  const pipeline = world.state.codepipeline.pipelines[timer.pipelineName];
  if (pipeline === undefined || pollingActions(pipeline).length === 0) return;
  const [changed] = look(world, pipeline);
  if (changed !== undefined) startExecution(world, pipeline, { trigger: { triggerType: 'PollForSourceChanges', triggerDetail: changed } });
  world.clock.after(POLL_SECONDS, POLL_TIMER, timer);
}
