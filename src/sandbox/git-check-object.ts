import { parseCommit, parseTree, taggedObject } from './services/codecommit/git-objects.ts';
import type { GitObject } from './services/codecommit/state.ts';

const ID = /^[0-9a-f]{40}$/;
const MODES: ReadonlySet<string> = new Set(['100644', '100755', '100664', '120000', '160000', '40000']);

const isBadName = (name: string): boolean =>
  name === '' || name === '.' || name === '..' || name.includes('/') || name.toLowerCase() === '.git';

/** What is wrong with an object, as `git fsck` names it; undefined where it is sound. */
export function faultIn({ type, content }: GitObject): string | undefined {
  if (type === 'blob') return undefined;
  if (type === 'tag') return ID.test(taggedObject(content)) ? undefined : 'missingObject';
  if (type === 'commit') {
    const { tree, parents } = parseCommit(content);
    if (!ID.test(tree)) return 'missingTree';
    return parents.every(id => ID.test(id)) ? undefined : 'badParentSha1';
  }
  for (const { mode, name, id } of parseTree(content)) {
    if (!ID.test(id)) return 'badTree';
    if (!MODES.has(mode)) return 'badFilemode';
    if (isBadName(name)) return `hasDotgit, hasDot, hasDotdot or fullPathname: '${name}'`;
  }
  return undefined;
}
