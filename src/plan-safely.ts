import { listenerUrl } from './aws/url.ts';
import { makePlan, type PlanOptions } from './engine/plan.ts';
import type { Change, Plan } from './engine/types.ts';
import type { Prepared } from './prepare.ts';
import { lookAtTargets } from './release/look-targets.ts';
import { refuseLostDefinition } from './refuse-lost-definition.ts';
import { commandFor, type Session } from './session.ts';
import { note } from './ui/note.ts';

/** A plan, and what it is the plan of. */
export interface Planned {
  readonly prepared: Prepared;
  readonly plan: Plan;
}

/** A health check path that the target group which serves does not get. */
interface HeldPath {
  readonly targetGroup: string;
  readonly path: string;
  readonly before: string;
  /** What the new path is answered with. */
  readonly answer: string;
}

/** The plan that cuts nobody off, and what it therefore leaves as it is: told to the user. */
export async function planSafely(session: Session, wanted: Prepared, options: PlanOptions): Promise<Planned> {
  const { held, ...planned } = await planHeld(wanted, options);
  await refuseLostDefinition(wanted, planned.plan);
  for (const path of held) note(session, 'healthPathHeld', { ...path, command: commandFor(session, 'alb') });
  return planned;
}

/**
 * The plan that cuts nobody off: where what serves does not answer a new health check path, the check of its target group stays as it is,
 * since ECS would replace its tasks by ones that are no better. The idle group gets the path, and with it the next version.
 */
export async function planHeld(prepared: Prepared, options: PlanOptions = {}): Promise<Planned & { readonly held: readonly HeldPath[] }> {
  const { nodes, state, aws } = prepared;
  const plan = await makePlan(nodes, state, aws, options);
  const held = new Map<string, HeldPath>();
  for (const change of plan.changes) {
    const before = pathBefore(change);
    if (before === undefined || !(await isServing(prepared, change))) continue;
    const { path, answer, fits } = await probe(prepared, plan, change);
    if (!fits) held.set(change.id, { targetGroup: String(change.outputs?.['name'] ?? change.id), path, before, answer });
  }
  if (held.size === 0) return { prepared, plan, held: [] };
  const safe = nodes.map(node => {
    const path = held.get(node.id)?.before;
    return path === undefined ? node : { ...node, spec: { ...node.spec, healthCheckPath: path } };
  });
  return { prepared: { ...prepared, nodes: safe }, plan: await makePlan(safe, state, aws, options), held: [...held.values()] };
}

/** The path that a target group has now, where it is to get another one. */
function pathBefore({ type, action, fields }: Change): string | undefined {
  const field = type === 'elbv2.target-group' && action === 'update' ? fields.find(one => one.field === 'healthCheckPath') : undefined;
  return typeof field?.from === 'string' ? field.from : undefined;
}

/** One whose tasks are all sick has nothing to lose. */
async function isServing({ aws }: Prepared, { outputs }: Change): Promise<boolean> {
  const targets = await lookAtTargets(aws, String(outputs?.['arn'] ?? ''));
  return targets.some(({ state }) => state === 'healthy');
}

const PROBE_MILLISECONDS = 5000;

/** What the users' address answers at the new path; one that cannot be reached from here answers nothing. */
async function probe({ aws, config }: Prepared, { changes }: Plan, change: Change) {
  const { healthCheckPath: path } = change.spec as { readonly healthCheckPath: string };
  const outputOf = (id: string, attr: string): string => String(changes.find(one => one.id === id)?.outputs?.[attr] ?? '');
  const listener = { arn: outputOf('production-listener', 'arn'), dnsName: outputOf('load-balancer', 'dnsName') };
  try {
    const base = await listenerUrl(aws, { ...listener, port: config.alb.productionPort });
    const { status } = await fetch(new URL(path, base), { signal: AbortSignal.timeout(PROBE_MILLISECONDS), redirect: 'manual' });
    // The matcher of the target groups: 200-399.
    return { path, answer: String(status), fits: status >= 200 && status < 400 };
  } catch {
    return { path, answer: '-', fits: false };
  }
}
