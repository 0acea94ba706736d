import { Stopped } from './stopped.ts';

export interface Job {
  readonly id: string;
  /** Ids of the jobs that must have succeeded before. What is no job counts as done. */
  readonly needs: readonly string[];
}

export interface WalkOptions {
  /** How many jobs run at the same time. */
  readonly concurrency?: number | undefined;
  /** Asked before each job is begun: once it says yes, nothing new is begun, and what runs is finished. */
  readonly stopped?: (() => boolean) | undefined;
}

export interface WalkResult<J extends Job> {
  readonly failures: readonly { readonly job: J; readonly error: unknown }[];
  /** Not begun, or ended by `Stopped`. */
  readonly skipped: readonly J[];
}

const DEFAULT_CONCURRENCY = 12;

/**
 * Runs every job as soon as all that it needs has succeeded, and independent ones together. A failure stops what depends on it
 * and lets the rest finish.
 */
export async function walk<J extends Job>(
  jobs: readonly J[],
  visit: (job: J) => Promise<void>,
  options: WalkOptions = {},
): Promise<WalkResult<J>> {
  const cycle = findCycle(jobs);
  if (cycle) throw new Error(`Dependency cycle: ${cycle.join(' -> ')}`);
  const { concurrency = DEFAULT_CONCURRENCY, stopped = () => false } = options;
  const open = new Map(jobs.map(job => [job.id, new Set(job.needs)]));
  for (const needs of open.values()) for (const need of needs) if (!open.has(need)) needs.delete(need);
  const waiting = new Set(jobs);
  const gaveUp = new Set<J>();
  const running = new Set<Promise<void>>();
  const failures: { job: J; error: unknown }[] = [];

  const run = async (job: J): Promise<void> => {
    try {
      await visit(job);
      for (const needs of open.values()) needs.delete(job.id);
    } catch (error) {
      if (error instanceof Stopped) gaveUp.add(job);
      else failures.push({ job, error });
    }
  };
  const begin = (): void => {
    for (const job of waiting) {
      if (running.size >= concurrency || stopped()) return;
      if (open.get(job.id)?.size !== 0) continue;
      waiting.delete(job);
      const done: Promise<void> = run(job).finally(() => running.delete(done));
      running.add(done);
    }
  };

  begin();
  while (running.size > 0) {
    await Promise.race(running);
    begin();
  }
  return { failures, skipped: jobs.filter(job => waiting.has(job) || gaveUp.has(job)) };
}

/** The ids along a cycle, first and last the same; undefined when there is none. */
export function findCycle(jobs: readonly Job[]): readonly string[] | undefined {
  const byId = new Map(jobs.map(job => [job.id, job]));
  const clear = new Set<string>();
  const visit = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (clear.has(id)) return undefined;
    for (const need of byId.get(id)?.needs ?? []) {
      const cycle = visit(need, [...path, id]);
      if (cycle) return cycle;
    }
    clear.add(id);
    return undefined;
  };
  for (const { id } of jobs) {
    const cycle = visit(id, []);
    if (cycle) return cycle;
  }
  return undefined;
}
