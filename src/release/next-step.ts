import type { Standing } from './standing.ts';

/** What brings a version live, as far as one look tells. */
export type NextStep =
  /** It serves everything. */
  | { readonly type: 'none' }
  /** A deployment that is under way brings it, or must end before anything else can begin. */
  | { readonly type: 'follow'; readonly deploymentId: string; readonly brings: boolean }
  /** Stop the deployment; CodeDeploy leads the traffic back. */
  | { readonly type: 'stop'; readonly deploymentId: string }
  /** The kept version is another one than wanted: end the wait in which it is kept. */
  | { readonly type: 'end-wait'; readonly deploymentId: string }
  | { readonly type: 'deploy' };

/** The next thing to do so that a revision serves everything. Each answer follows from what AWS shows alone, so a run that was killed goes on. */
export function nextStep({ primary, others, whole, running }: Standing, wanted: string): NextStep {
  const serves = primary === wanted && whole;
  if (running === undefined) return { type: serves ? 'none' : 'deploy' };
  const { id: deploymentId, taskDefinition, isKeeping, rollsBack } = running;
  if (rollsBack !== undefined) return serves ? { type: 'none' } : { type: 'follow', deploymentId, brings: false };
  if (taskDefinition === wanted) return serves && isKeeping ? { type: 'none' } : { type: 'follow', deploymentId, brings: true };
  if (!isKeeping || others.includes(wanted)) return { type: 'stop', deploymentId };
  return { type: 'end-wait', deploymentId };
}
