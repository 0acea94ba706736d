import type { Duplex } from 'node:stream';
import { closeConnections, type Connections } from './load-balancer-connection.ts';
import { reach, type Way } from './load-balancer-reach.ts';
import type { LoadBalancerRecord, TargetGroupRecord, TargetRecord } from './services/elbv2/state.ts';
import type { Runtime, World } from './world.ts';

/** Connections of a load balancer to one target. */
export interface Pool extends Connections {
  /** Requests that have been sent and not yet answered in full. */
  inFlight: number;
  way: Way;
  /** When `way` was looked up, in milliseconds of the machine. */
  wayAt: number;
  idle: (() => void)[];
  /** Connections that speak another protocol by now, such as WebSocket. */
  readonly upgraded: Set<Duplex>;
}

interface Pools {
  readonly byTarget: Map<string, Pool>;
  /** Position in the round robin, by target group. */
  readonly turns: Map<string, number>;
}

const poolsOf = new WeakMap<Runtime, Pools>();

/** How long a looked-up way is believed: security groups may change, but not between two requests. */
const WAY_MILLISECONDS = 200;

function pools(world: World): Pools {
  let found = poolsOf.get(world.runtime);
  if (!found) poolsOf.set(world.runtime, (found = { byTarget: new Map(), turns: new Map() }));
  return found;
}

const keyOf = (group: TargetGroupRecord, { id, port }: Pick<TargetRecord, 'id' | 'port'>): string => `${group.arn} ${id}:${port}`;

/** The connections to a target, with the way to it as it is now. */
export function poolFor(world: World, loadBalancer: LoadBalancerRecord, group: TargetGroupRecord, target: TargetRecord): Pool {
  const { byTarget } = pools(world);
  const key = keyOf(group, target);
  let pool = byTarget.get(key);
  if (!pool)
    byTarget.set(key, (pool = { open: new Set(), free: [], inFlight: 0, way: 'refused', wayAt: 0, idle: [], upgraded: new Set() }));
  if (Date.now() - pool.wayAt > WAY_MILLISECONDS) {
    pool.way = reach(world, loadBalancer, target.id, target.port);
    pool.wayAt = Date.now();
  }
  return pool;
}

/** How many requests a target has still to answer. */
export const outstanding = (world: World, group: TargetGroupRecord, target: TargetRecord): number =>
  pools(world).byTarget.get(keyOf(group, target))?.inFlight ?? 0;

/** Marks a request as answered. */
export function release(pool: Pool): void {
  pool.inFlight -= 1;
  if (pool.inFlight > 0) return;
  for (const resolve of pool.idle.splice(0)) resolve();
}

/** Takes turns among `count` targets of a group. */
export function nextTurn(world: World, targetGroupArn: string, count: number): number {
  const { turns } = pools(world);
  const turn = (turns.get(targetGroupArn) ?? -1) + 1;
  turns.set(targetGroupArn, turn);
  return turn % count;
}

/** Closes the connections to an address: upgraded ones at once, the others when no request is under way, or after `milliseconds`. */
export async function closePool(world: World, address: string, port: number, milliseconds: number): Promise<void> {
  const keys = [...pools(world).byTarget.keys()].filter(key => key.endsWith(` ${address}:${port}`));
  await Promise.all(keys.map(key => close(world, key, milliseconds)));
}

/** The same for a target that one target group is done with; another one may go on with the address. */
export const closeTarget = (world: World, group: TargetGroupRecord, target: TargetRecord, milliseconds: number): Promise<void> =>
  close(world, keyOf(group, target), milliseconds);

async function close(world: World, key: string, milliseconds: number): Promise<void> {
  const { byTarget } = pools(world);
  const pool = byTarget.get(key);
  if (!pool) return;
  for (const socket of pool.upgraded) socket.destroy();
  if (pool.inFlight > 0) {
    await new Promise<void>(resolve => {
      const timeout = setTimeout(resolve, milliseconds);
      pool.idle.push(() => {
        clearTimeout(timeout);
        resolve();
      });
    });
  }
  if (byTarget.get(key) === pool) byTarget.delete(key);
  closeConnections(pool);
}

/** Closes all connections; used when the daemon stops. */
export function closePools(world: World): void {
  for (const pool of pools(world).byTarget.values()) {
    closeConnections(pool);
    for (const socket of pool.upgraded) socket.destroy();
  }
  poolsOf.delete(world.runtime);
}
