import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { chooseTarget, chooseTargetGroup } from './load-balancer-choose.ts';
import { refuse, type Exchange } from './load-balancer-exchange.ts';
import { count } from './load-balancer-figures.ts';
import { requestHead } from './load-balancer-headers.ts';
import { exchangeWith, type Passage } from './load-balancer-passage.ts';
import { poolFor } from './load-balancer-pool.ts';
import { stuckGroup, stuckTarget } from './load-balancer-stickiness.ts';

const ATTEMPTS = 3;

/** Passes a request on to a target of the action's target groups: the one that the client is bound to, or one by weight. */
export function forward(exchange: Exchange, action: Action): void {
  const group = exchange.world.state.elbv2.targetGroups[stuckGroup(exchange, action) ?? chooseTargetGroup(action) ?? ''];
  const head = requestHead(exchange);
  if (!group) refuse(exchange, 503);
  else if (head === undefined) refuse(exchange, 500);
  else pass({ exchange, action, group, head }, ATTEMPTS);
}

/** A connection that the security groups swallow ends in 504 at once: nobody learns anything from AWS's ten seconds of waiting. */
function pass(passage: Omit<Passage, 'target' | 'pool'>, attempts: number): void {
  const { exchange, group } = passage;
  const { world, loadBalancer } = exchange;
  const target = chooseTarget(world, group, stuckTarget(exchange, group));
  if (!target) {
    refuse(exchange, 503);
    return;
  }
  if (attempts === ATTEMPTS) count(world, loadBalancer, 'RequestCount', group);
  const pool = poolFor(world, loadBalancer, group, target);
  if (typeof pool.way !== 'string') {
    const again = attempts > 1 ? () => pass(passage, attempts - 1) : undefined;
    exchangeWith({ ...passage, target, pool }, pool.way.localPort, again);
    return;
  }
  count(world, loadBalancer, 'TargetConnectionErrorCount', group);
  refuse(exchange, pool.way === 'filtered' ? 504 : 502);
}
