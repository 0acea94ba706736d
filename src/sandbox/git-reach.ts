import { parseCommit, parseTree, taggedObject } from './services/codecommit/git-objects.ts';
import type { GitObject, GitRepository, StoredObject } from './services/codecommit/state.ts';

const NONE: ReadonlySet<string> = new Set();

/** Ids of the objects that an object names. Submodules are commits of other repositories. */
export function namedBy(object: GitObject): string[] {
  if (object.type === 'tree') return parseTree(object.content).flatMap(({ mode, id }) => (mode === '160000' ? [] : [id]));
  if (object.type === 'tag') return [taggedObject(object.content)];
  if (object.type === 'blob') return [];
  const { tree, parents } = parseCommit(object.content);
  return [tree, ...parents];
}

const parentsOf = (object: StoredObject | undefined): readonly string[] =>
  object?.type === 'commit' && 'content' in object ? parseCommit(object.content).parents : [];

/** The parents of a commit; none of what is no commit. */
export const parentsIn = (repository: GitRepository, id: string): readonly string[] => parentsOf(repository.objects[id]);

/** All objects that can be reached from some, themselves included. Those in `known` and what is behind them is left out, and so are the parents of the commits in `cut`. */
export function reachable(
  repository: GitRepository,
  from: Iterable<string>,
  { known = NONE, cut = NONE }: { readonly known?: ReadonlySet<string>; readonly cut?: ReadonlySet<string> } = {},
): Set<string> {
  const seen = new Set<string>();
  const stack = [...from];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const object = repository.objects[id];
    if (object === undefined || seen.has(id) || known.has(id)) continue;
    seen.add(id);
    if (!('content' in object)) continue;
    stack.push(...(cut.has(id) ? namedBy(object).slice(0, 1) : namedBy(object)));
  }
  return seen;
}

/** Whether one of some commits can be reached from a commit. */
export function leadsTo(repository: GitRepository, from: string, goals: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  const stack = [from];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (goals.has(id)) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    stack.push(...parentsIn(repository, id));
  }
  return false;
}

/** The commits at most so many steps deep; those at the border have parents beyond it. */
export function withinDepth(
  repository: GitRepository,
  from: readonly string[],
  depth: number,
): { readonly commits: Set<string>; readonly border: Set<string> } {
  const commits = new Set<string>();
  let level = [...new Set(from)];
  for (let deep = 1; level.length > 0; deep += 1) {
    for (const id of level) commits.add(id);
    const parents = [...new Set(level.flatMap(id => parentsIn(repository, id)))].filter(id => !commits.has(id));
    if (deep === depth) {
      return { commits, border: new Set(level.filter(id => parentsIn(repository, id).some(parent => !commits.has(parent)))) };
    }
    level = parents;
  }
  return { commits, border: new Set() };
}
