import type { PastDeployment } from './deployment-history.ts';

/** A deployment that went live, and what it brought. */
export interface Deployed extends Pick<PastDeployment, 'id' | 'status' | 'served' | 'rollsBack'> {
  /** What it brought: equal for two revisions that are the same but for their number. */
  readonly content: string;
  readonly taskDefinition: string;
  /** It went back to an earlier version on purpose. */
  readonly isRollback: boolean;
}

/** One time that a version was live. */
export interface Life {
  readonly deploymentId: string;
  readonly taskDefinition: string;
  readonly content: string;
  /** What a rollback from here leads to. */
  readonly before: Life | undefined;
}

/**
 * What was live, oldest first. `before` is what served when the version went live; after a rollback it is what served before the
 * version gone back to went live the first time, so that rolling back a rollback leads one further and not to the version just left.
 */
export function livesOf(deployments: readonly Deployed[]): readonly Life[] {
  const lives: Life[] = [];
  /** What was live when a deployment came. */
  const replaced = new Map<string, Life | undefined>();
  let current: Life | undefined;
  for (const { id, status, served, rollsBack, content, taskDefinition, isRollback } of deployments) {
    if (rollsBack !== undefined) {
      if (status !== 'Succeeded' || !replaced.has(rollsBack)) continue;
      const back = replaced.get(rollsBack);
      current = back && { ...back, deploymentId: id };
    } else {
      if (!served) continue;
      replaced.set(id, current);
      const earlier = isRollback ? lives.findLast(life => life.content === content) : undefined;
      const isSame = current?.content === content;
      current = { deploymentId: id, taskDefinition, content, before: earlier ? earlier.before : isSame ? current?.before : current };
    }
    if (current !== undefined) lives.push(current);
  }
  return lives;
}
