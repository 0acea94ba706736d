import type { Cause, Matcher } from '../cause.ts';
import type { Evidence } from '../evidence.ts';
import { deploymentCauses, lastCauses } from './deployment.ts';
import { filesCauses } from './files.ts';
import { healthCauses } from './health.ts';
import { pipelineCauses } from './pipeline.ts';
import { taskCauses } from './tasks.ts';

/** Every cause that we know, the specific before the general: the first that matches is the one. */
export const CAUSES: readonly Matcher[] = [
  ...pipelineCauses,
  ...filesCauses,
  ...deploymentCauses,
  ...taskCauses,
  ...healthCauses,
  ...lastCauses,
];

/** The one cause that the evidence shows; undefined when none that we know fits. */
export function findCause(evidence: Evidence): Cause | undefined {
  for (const { code, match } of CAUSES) {
    const facts = match(evidence);
    if (facts !== undefined) return { code, facts };
  }
  return undefined;
}
