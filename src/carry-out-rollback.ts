import { followRelease } from './follow-release.ts';
import { UserError } from './errors.ts';
import { Stopped } from './engine/stopped.ts';
import type { Prepared } from './prepare.ts';
import type { Places } from './release-place.ts';
import { ROLLBACK_MARK } from './release/deployment-history.ts';
import type { NextStep } from './release/next-step.ts';
import type { PastVersion } from './release/past-versions.ts';
import type { ReleaseEvent } from './release/release-event.ts';
import { executionUnderWay, revertSources, type SourceDifference } from './release/revert-sources.ts';
import { letOthersEnd, rollBack, type RollbackEvent, type RollbackOptions } from './release/roll-back.ts';
import { jsonText } from './render.ts';
import type { Session } from './session.ts';
import { createReleaseView } from './ui/release-view.ts';
import { unlessRemoved } from './unless-removed.ts';

/** What a rollback is to do. */
export interface RollbackPlan {
  readonly version: PastVersion;
  /** The revision that is to serve: the version's own, or the same made anew. */
  readonly wanted: string;
  /** How it begins; `pipeline`: by putting files and image back, which makes the pipeline start it. */
  readonly way: NextStep['type'] | 'pipeline';
  /** How the repository differs from that version. */
  readonly difference: SourceDifference;
  /** The same, where it is to be put right. */
  readonly revert: SourceDifference | undefined;
}

/** How it was done. */
export interface CarriedOut {
  readonly way: 'none' | 'stopped' | 'deployed' | 'followed' | 'pipeline';
  readonly deploymentId: string | null;
  readonly executionId: string | null;
}

/** Brings the version back and, where that is wanted, the repository in line, and follows both. */
export async function carryOut(
  session: Session,
  prepared: Prepared,
  places: Places,
  plan: RollbackPlan,
  until: RollbackOptions['until'],
): Promise<CarriedOut> {
  const { wanted, version, way, revert } = plan;
  const { aws, setup } = prepared;
  const view = createView(session);
  const options: RollbackOptions = {
    until,
    report: view.show,
    stopped: session.stopped,
    otherwise: way === 'pipeline' ? 'leave' : 'deploy',
  };
  const { container, port } = setup.app;
  const appSpec = version.appSpec ?? minimalAppSpec(wanted, container, port);
  const description = `${ROLLBACK_MARK} to ${version.revision}`;
  try {
    const rolling = rollBack(aws, places.place, { taskDefinition: wanted, appSpec, description }, options);
    const done = await unlessRemoved(session, prepared, rolling);
    const { way: took, deploymentId = null } = done;
    if (revert === undefined) return { way: took, deploymentId, executionId: null };
    // CodeDeploy takes one at a time, and refuses what the pipeline begins meanwhile.
    await letOthersEnd(aws, places.place, options);
    const executionId = await bringInLine(session, prepared, places, plan, description);
    view.close();
    if (until !== 'none') await followRelease(session, prepared, { executionId }, until);
    return { way: way === 'pipeline' ? 'pipeline' : took, deploymentId, executionId };
  } catch (error) {
    if (error instanceof Stopped) throw new UserError('rollbackLeft', { command: session.commandLine });
    throw error;
  } finally {
    view.close();
  }
}

/** Where nothing differs any more, an earlier run has put it back, and only the pipeline is to be followed, or started. */
async function bringInLine(session: Session, { aws }: Prepared, { sources }: Places, plan: RollbackPlan, message: string): Promise<string> {
  const { output, messages, stopped } = session;
  const { version, difference } = plan;
  const what = [
    ...(difference.files ?? []).map(({ path }) => path),
    ...(difference.digest === undefined ? [] : [`${sources.imageRepository}:${sources.imageTag}`]),
  ];
  if (what.length === 0 && version.digest !== undefined) {
    const underWay = await executionUnderWay(aws, sources.pipeline, [version.digest]);
    if (underWay !== undefined) return underWay;
  }
  const executionId = await revertSources(aws, sources, difference, { message, stopped });
  output.event({ type: 'reverted', files: difference.files?.map(({ path }) => path) ?? [], image: difference.digest ?? null, executionId });
  output.note(messages.rollback.reverting({ what: what.join(', ') || '-' }));
  return executionId;
}

/** CodeDeploy reads JSON as it does YAML. For a version that no known deployment has brought. */
const minimalAppSpec = (TaskDefinition: string, ContainerName: string, ContainerPort: number): string =>
  jsonText({
    version: '0.0',
    Resources: [
      { TargetService: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition, LoadBalancerInfo: { ContainerName, ContainerPort } } } },
    ],
  });

/** Shows the events of the release, and each thing that the rollback does. */
function createView(session: Session): { show(event: ReleaseEvent | RollbackEvent): void; close(): void } {
  const { output, messages } = session;
  let view = createReleaseView(session);
  return {
    show(event) {
      if (event.type !== 'rollback-step') return view.show(event);
      view.close();
      view = createReleaseView(session);
      output.event(event);
      output.note(messages.rollback.steps[event.step]({ id: event.deploymentId }));
    },
    close: () => view.close(),
  };
}
