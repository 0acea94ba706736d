import type { Job } from './graph.ts';
import type { Entry, State } from './types.ts';

/**
 * What is replaced keeps an entry of its own under `ID~N` until it is removed, so that a crash in between leaves no orphan:
 * a later plan sees an entry that nobody wants, and deletes it.
 */
const SEPARATOR = '~';

/** The node that an entry belongs to, also when it is the retired one. */
export const baseOf = (id: string): string => id.split(SEPARATOR)[0] ?? id;

/** An id for the entry that gives way to another one. */
export function retiredId(id: string, entries: State['entries']): string {
  for (let count = 1; ; count += 1) {
    const candidate = `${id}${SEPARATOR}${count}`;
    if (!(candidate in entries)) return candidate;
  }
}

/** Entries to remove, each with what must be removed before it: whatever refers to it. */
export function removalJobs<T extends Job>(doomed: readonly T[]): readonly T[] {
  return doomed.map(item => ({
    ...item,
    needs: doomed.filter(other => other !== item && other.needs.includes(baseOf(item.id))).map(({ id }) => id),
  }));
}

/** The same list in an order of removal: what refers to something comes before it. */
export function inOrderOfRemoval<T extends Job>(doomed: readonly T[]): readonly T[] {
  const needs = new Map(removalJobs(doomed).map(job => [job.id, job.needs]));
  const byId = new Map(doomed.map(item => [item.id, item]));
  const seen = new Set<string>();
  const ordered: T[] = [];
  const visit = (id: string): void => {
    const item = byId.get(id);
    if (item === undefined || seen.has(id)) return;
    seen.add(id);
    needs.get(id)?.forEach(visit);
    ordered.push(item);
  };
  for (const { id } of doomed) visit(id);
  return ordered;
}

/** The entry as it is left when another one takes its place. */
export const retire = (entry: Entry): Entry => ({
  type: entry.type,
  step: entry.step,
  status: 'deleting',
  needs: entry.needs,
  outputs: entry.outputs,
});
