import type { AnyLive, Resolved } from './decide.ts';
import { resolve } from './refs.ts';
import { baseOf } from './retired.ts';
import { isShared } from './apply-node.ts';
import type { Context, Node, Ref, State } from './types.ts';

/**
 * What the state notes as ours and by now carries the mark of another set-up, which has taken it over: ids, and whose it is. What carries no mark at
 * all is ours by what is noted; what is only in `known` was found by our mark just now.
 */
export async function ownedByOthers(
  nodes: readonly Node[],
  { entries }: Pick<State, 'entries'>,
  known: State['entries'],
  context: Context,
): Promise<ReadonlyMap<string, string>> {
  const owners = await Promise.all(
    Object.entries(entries).map(async ([id, { type, outputs, identity }]): Promise<readonly (readonly [string, string])[]> => {
      const alike = nodes.filter(({ kind }) => kind.type === type);
      const node = alike.find(one => one.id === baseOf(id)) ?? alike[0];
      if (node === undefined || outputs === undefined || isShared(node.kind)) return [];
      const spec = resolve(node.spec, ({ $ref, attr }: Ref) => known[$ref]?.outputs?.[attr]) as Resolved;
      const live: AnyLive | undefined = await node.kind.read(context, { ...spec, ...identity }, outputs);
      return live?.owner === undefined || live.owner === context.owner ? [] : [[id, live.owner]];
    }),
  );
  return new Map(owners.flat());
}
