import type { Prepared } from './prepare.ts';
import { recentExecutions } from './release/execution.ts';
import { watchExecution, type Outcome } from './release/watch.ts';
import type { Session } from './session.ts';
import { createReleaseView } from './ui/release-view.ts';

/** How a release that was followed ended; `detached` when the user stopped watching. */
export type Followed = 'live' | 'failed' | 'detached';

/** Follows an execution to its end and shows it; when a newer one overtakes it, follows that one. */
export async function followRelease(
  session: Session,
  { aws, config }: Pick<Prepared, 'aws' | 'config'>,
  executionId: string,
  until: 'traffic' | 'complete',
): Promise<Followed> {
  const { output, messages, stopped } = session;
  const pipeline = config.pipeline.name;
  const view = createReleaseView(session);
  try {
    output.note(messages.release.following({ id: executionId }));
    for (let id = executionId; ;) {
      const outcome = await watchExecution(aws, { pipeline, executionId: id, until, stopped }, event => view.show(event));
      if (outcome === undefined) {
        output.note(messages.release.detached({ id }));
        return 'detached';
      }
      if (outcome.status !== 'superseded') return ended(session, outcome);
      id = (await recentExecutions(aws, pipeline))[0]?.pipelineExecutionId ?? id;
      output.note(messages.release.overtaken({ id }));
    }
  } finally {
    view.close();
  }
}

function ended({ output, messages, colour }: Session, outcome: Outcome): Followed {
  if (outcome.status === 'live') return 'live';
  output.note(colour.red(messages.release.failed({ id: outcome.executionId })));
  for (const reason of new Set(outcome.reasons)) output.note(`  ${reason}`);
  output.event({
    type: 'result',
    ok: false,
    errors: [
      {
        code: 'deploymentFailed',
        message: outcome.reasons.join('; '),
        executionId: outcome.executionId,
        deploymentId: outcome.deploymentId,
      },
    ],
  });
  return 'failed';
}
