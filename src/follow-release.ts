import { UserError } from './errors.ts';
import type { Prepared } from './prepare.ts';
import { recentExecutions } from './release/execution.ts';
import { watchExecution } from './release/watch.ts';
import { commandFor, type Session } from './session.ts';
import { createReleaseView } from './ui/release-view.ts';

/**
 * Follows an execution until its version serves, and shows it; when a newer one overtakes it, follows that one. Returns the id of
 * the execution that went live.
 */
export async function followRelease(
  session: Session,
  { aws, config }: Pick<Prepared, 'aws' | 'config'>,
  executionId: string,
  until: 'traffic' | 'complete',
): Promise<string> {
  const { output, messages, stopped } = session;
  const pipeline = config.pipeline.name;
  const view = createReleaseView(session);
  try {
    output.note(messages.release.following({ id: executionId }));
    for (let id = executionId; ;) {
      const outcome = await watchExecution(aws, { pipeline, executionId: id, until, stopped }, view.show);
      if (outcome === undefined) throw new UserError('watchStopped', { execution: id, command: commandFor(session, 'status') });
      if (outcome.status === 'live') return id;
      if (outcome.status === 'failed') {
        const reasons = [...new Set(outcome.reasons)];
        throw new UserError('deploymentFailed', { execution: id, deployment: outcome.deploymentId, reasons });
      }
      id = (await recentExecutions(aws, pipeline))[0]?.pipelineExecutionId ?? id;
      output.note(messages.release.overtaken({ id }));
    }
  } finally {
    view.close();
  }
}
