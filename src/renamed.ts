import { identityOf, settingText, type Resolved } from './engine/decide.ts';
import { hasUnknown } from './engine/refs.ts';
import type { Node, State } from './engine/types.ts';
import { UserError } from './errors.ts';

/**
 * The problem that the config has other names than those under which things were set up that cannot be renamed: whoever looks for the names that are
 * wanted finds nothing. It is told by what the state notes, without a look at AWS.
 */
export function renamedProblem(nodes: readonly Node[], { entries }: Pick<State, 'entries'>): UserError | undefined {
  const renamed = nodes.flatMap(node => {
    const { identity, outputs } = entries[node.id] ?? {};
    if (node.kind.irreplaceable !== true || outputs === undefined || identity === undefined) return [];
    return Object.entries(identityOf(node.kind, node.spec as Resolved))
      .filter(([field, value]) => typeof value !== 'object' && !hasUnknown(value) && identity[field] !== value)
      .map(([field, value]) => ({ was: settingText(node, field, identity[field]), wanted: settingText(node, field, value) }));
  });
  if (renamed.length === 0) return undefined;
  return new UserError('renamed', {
    was: renamed.map(({ was }) => was).join(', '),
    wanted: renamed.map(({ wanted }) => wanted).join(', '),
  });
}
