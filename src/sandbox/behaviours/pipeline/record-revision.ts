import type { ArtifactRevision } from '@aws-sdk/client-codepipeline';
import type { ActionContext } from './action.ts';

/** Keeps which revision a source action brought. */
export function recordRevision(context: ActionContext, revision: ArtifactRevision): void {
  const actionName = context.declaration.name ?? '';
  const { revisions } = context.execution;
  const index = revisions.findIndex(known => known.actionName === actionName);
  revisions.splice(index < 0 ? revisions.length : index, index < 0 ? 0 : 1, { actionName, ...revision });
}

/** The revision that the start of the execution asked for, of one type. */
export const wantedRevision = (context: ActionContext, revisionType: string): string | undefined =>
  context.execution.sourceRevisions.find(
    revision => revision.actionName === context.declaration.name && revision.revisionType === revisionType,
  )?.revisionValue;
