import { refsIn } from './engine/refs.ts';
import type { Node, Plan } from './engine/types.ts';
import { isChange } from './ui/plan-view.ts';

/** Seconds until something can be used, on AWS, where it takes longer than a call: as the sandbox has them, and as seen by others. */
const TYPICAL_SECONDS: Readonly<Record<string, number>> = {
  // https://github.com/go-to-k/cdkd/blob/main/docs/benchmarks.md: the load balancer makes most of a set-up.
  'elbv2.load-balancer': 150,
  // Address, pull and start of a task (40 s), and two health checks of 15 s.
  'ecs.service': 90,
  // A fresh role is trusted by other services only after a while.
  'iam.role': 10,
  'iam.service-linked-role': 10,
  'ecr.image': 20,
};

const CALL_SECONDS = 1;

/** The first run of the pipeline until green serves: sources, a task of green, its health checks, the shift. */
const FIRST_RELEASE_SECONDS = 150;

/** How long a thing of a kind usually takes, in seconds on AWS. */
export const typicalSeconds = (type: string): number => TYPICAL_SECONDS[type] ?? CALL_SECONDS;

/** How long a plan usually takes on AWS, in seconds: its longest chain of waits, since what can goes on at the same time; and the first release. */
export function typicalDuration({ changes }: Plan, nodes: readonly Node[]): number {
  const working = new Map(changes.filter(isChange).map(({ id, type }) => [id, typicalSeconds(type)]));
  const made = new Map<string, number>();
  const ready = new Map<string, number>();
  // Nodes stand behind what they refer to.
  for (const { id, spec } of nodes) {
    const begin = Math.max(0, ...refsIn(spec).map(ref => (isLate(nodes, ref.$ref, ref.attr) ? ready : made).get(ref.$ref) ?? 0));
    const seconds = working.get(id) ?? 0;
    made.set(id, begin + Math.min(seconds, hasWait(nodes, id) ? CALL_SECONDS : seconds));
    ready.set(id, begin + seconds);
  }
  const isFirst = changes.some(({ type, action }) => type === 'codepipeline.pipeline' && action === 'create');
  return Math.max(0, ...ready.values()) + (isFirst ? FIRST_RELEASE_SECONDS : 0);
}

const hasWait = (nodes: readonly Node[], id: string): boolean => nodes.find(node => node.id === id)?.kind.settle !== undefined;

const isLate = (nodes: readonly Node[], id: string, attr: string): boolean =>
  nodes.find(node => node.id === id)?.kind.late?.includes(attr) === true;
