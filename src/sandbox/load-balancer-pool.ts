import { Agent } from 'node:http';
import { reach, type Way } from './load-balancer-reach.ts';
import type { LoadBalancerRecord, TargetRecord } from './services/elbv2/state.ts';
import type { Runtime, World } from './world.ts';

/** Connections of the load balancers to one address. */
export interface Pool {
  readonly agent: Agent;
  /** Requests that have been sent and not yet answered in full. */
  inFlight: number;
  way: Way;
  /** When `way` was looked up, in milliseconds of the machine. */
  wayAt: number;
  idle: (() => void)[];
}

interface Pools {
  readonly byAddress: Map<string, Pool>;
  /** Position in the round robin, by target group. */
  readonly turns: Map<string, number>;
}

const poolsOf = new WeakMap<Runtime, Pools>();

/** How long a looked-up way is believed: security groups may change, but not between two requests. */
const WAY_MILLISECONDS = 200;

function pools(world: World): Pools {
  let found = poolsOf.get(world.runtime);
  if (!found) poolsOf.set(world.runtime, (found = { byAddress: new Map(), turns: new Map() }));
  return found;
}

/** The connections to a target, with the way to it as it is now. */
export function poolFor(world: World, loadBalancer: LoadBalancerRecord, target: TargetRecord): Pool {
  const { byAddress } = pools(world);
  const key = `${target.id}:${target.port}`;
  let pool = byAddress.get(key);
  if (!pool) {
    const agent = new Agent({ keepAlive: true, maxFreeSockets: 256, scheduling: 'lifo' });
    byAddress.set(key, (pool = { agent, inFlight: 0, way: 'refused', wayAt: 0, idle: [] }));
  }
  if (Date.now() - pool.wayAt > WAY_MILLISECONDS) {
    pool.way = reach(world, loadBalancer, target.id, target.port);
    pool.wayAt = Date.now();
  }
  return pool;
}

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

/** Resolves when no request to this address is under way, or after `milliseconds`; then its connections are closed. */
export async function closePool(world: World, address: string, port: number, milliseconds: number): Promise<void> {
  const { byAddress } = pools(world);
  const key = `${address}:${port}`;
  const pool = byAddress.get(key);
  if (!pool) return;
  if (pool.inFlight > 0) {
    await new Promise<void>(resolve => {
      const timeout = setTimeout(resolve, milliseconds);
      pool.idle.push(() => {
        clearTimeout(timeout);
        resolve();
      });
    });
  }
  byAddress.delete(key);
  pool.agent.destroy();
}

/** Closes all connections; used when the daemon stops. */
export function closePools(world: World): void {
  for (const pool of pools(world).byAddress.values()) pool.agent.destroy();
  poolsOf.delete(world.runtime);
}
