import { identityOf, type AnyLive, type Resolved } from './decide.ts';
import { needsOf, resolve } from './refs.ts';
import { retiredId } from './retired.ts';
import { sameOutputs } from './same-outputs.ts';
import type { Context, Entry, Node, Outputs, Ref, State } from './types.ts';

/** Something with our mark, as its ARN tells of it. */
interface Marked {
  /** A node of its kind. */
  readonly node: Node;
  /** What finds it: fields of the spec, or outputs. */
  readonly parts: Readonly<Record<string, string>>;
  readonly arn: string;
}

export interface Swept {
  /** What is ours beside what is known, each under an id of its own. */
  readonly entries: State['entries'];
  /** ARNs of what may not be looked at. */
  readonly unseen: readonly string[];
}

export interface SweepOptions {
  /** ARNs of what carries our mark, and of what did: whether it is there and ours is looked up. */
  readonly arns: readonly string[];
  /** Whether an error says that we may not look. */
  readonly isRefused: (error: unknown) => boolean;
}

/**
 * What is ours beside what is known: made under names that the config no longer has, when no state tells of it. Of kinds whose ARN tells what finds
 * them; what lies inside of something goes with it.
 */
export async function sweep(nodes: readonly Node[], known: State['entries'], context: Context, options: SweepOptions): Promise<Swept> {
  const entries: Record<string, Entry> = {};
  const unseen: string[] = [];
  const all = (): State['entries'] => ({ ...known, ...entries });
  for (const marked of candidates(nodes, options.arns)) {
    const { kind } = marked.node;
    if (Object.values(known).some(entry => entry.type === kind.type && isPlainlyKnown(marked, entry.outputs))) continue;
    try {
      const live = await readMarked(context, marked, all());
      if (
        live?.owner !== context.owner ||
        Object.values(all()).some(entry => entry.type === kind.type && sameOutputs(kind, live.outputs, entry.outputs))
      )
        continue;
      const alike = nodes.filter(node => node.kind === kind);
      const node = alike.find(({ spec }) => 'name' in spec && spec.name === live.actual['name']) ?? marked.node;
      entries[retiredId(node.id, all())] = entryOf(node, live, alike);
    } catch (error) {
      if (!options.isRefused(error)) throw error;
      unseen.push(marked.arn);
    }
  }
  return { entries, unseen };
}

/** Each thing once: a task definition has an ARN for each revision. */
function candidates(nodes: readonly Node[], arns: readonly string[]): readonly Marked[] {
  const found = arns.flatMap((arn): Marked[] => {
    const node = nodes.find(({ kind }) => kind.arnPattern?.test(arn));
    const parts = node?.kind.arnPattern?.exec(arn)?.groups;
    return node && parts ? [{ node, parts, arn }] : [];
  });
  return [...new Map(found.map(marked => [`${marked.node.kind.type} ${JSON.stringify(marked.parts)}`, marked])).values()];
}

/** Without a look: by its ARN, or by everything else that finds it. */
const isPlainlyKnown = ({ parts, arn }: Marked, outputs: Outputs = {}): boolean =>
  outputs['arn'] === arn || Object.entries(parts).every(([key, value]) => outputs[key] === value);

async function readMarked(context: Context, { node, parts, arn }: Marked, entries: State['entries']): Promise<AnyLive | undefined> {
  const spec = resolve(node.spec, ({ $ref, attr }: Ref) => entries[$ref]?.outputs?.[attr]) as Resolved;
  return node.kind.read(context, { ...spec, ...parts }, { ...parts, arn });
}

/** It is removed after what any of its kind is removed after. */
const entryOf = ({ kind, step }: Node, { outputs, actual, adopted }: AnyLive, alike: readonly Node[]): Entry => ({
  type: kind.type,
  step,
  status: 'ready',
  needs: [...new Set(alike.flatMap(({ spec }) => needsOf(spec)))],
  identity: identityOf(kind, actual),
  outputs,
  ...(adopted === true && { adopted: true }),
});
