import type { Cause } from './diagnosis/cause.ts';
import type { Prepared } from './prepare.ts';
import { flagsOf, type Session } from './session.ts';
import { showDiagnosis } from './ui/diagnosis-view.ts';

/** Shows how a release failed, and tells why; undefined where that is not known. */
export async function whyFailed(
  session: Session,
  { aws, setup }: Pick<Prepared, 'aws' | 'setup'>,
  place: { readonly executionId?: string | undefined; readonly deploymentId?: string | undefined },
): Promise<Cause | undefined> {
  const { diagnoseRelease } = await import('./diagnosis/diagnose-release.ts');
  // That the release failed must be told also when nobody can say why.
  const diagnosis = await diagnoseRelease(aws, { setup, ...place }).catch(() => undefined);
  if (diagnosis === undefined) return undefined;
  showDiagnosis(session, diagnosis, { facts: 'only' });
  const { cause } = diagnosis;
  return cause && { ...cause, facts: { ...cause.facts, flags: flagsOf(session) } };
}
