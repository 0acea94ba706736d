import { get, type IncomingMessage } from 'node:http';
import { get as getSecurely } from 'node:https';
import { reach } from './load-balancer-reach.ts';
import { matches } from './services/elbv2/health-check-settings.ts';
import type { LoadBalancerRecord, TargetGroupRecord, TargetReason, TargetRecord } from './services/elbv2/state.ts';
import type { World } from './world.ts';

export type ProbeResult =
  | { readonly passed: true }
  | { readonly passed: false; readonly reason: TargetReason; readonly description: string };

const failed = (reason: TargetReason, description: string): ProbeResult => ({ passed: false, reason, description });

const TIMED_OUT = failed('Target.Timeout', 'Request timed out');
const BROKEN = failed('Target.FailedHealthChecks', 'Health checks failed');

/** One health check: a real HTTP request to the target's local server, if the security groups let it through. */
export async function probe(
  world: World,
  loadBalancer: LoadBalancerRecord,
  group: TargetGroupRecord,
  target: TargetRecord,
): Promise<ProbeResult> {
  const port = group.healthCheck.port === 'traffic-port' ? target.port : Number(group.healthCheck.port);
  const way = reach(world, loadBalancer, target.id, port);
  if (way === 'filtered') return TIMED_OUT;
  if (way === 'refused') return BROKEN;
  const status = await statusOf(world, way.localPort, group, `${target.id}:${port}`);
  if (status === 'timeout') return TIMED_OUT;
  if (status === 'broken') return BROKEN;
  if (matches(group.healthCheck.matcher, status)) return { passed: true };
  return failed('Target.ResponseCodeMismatch', `Health checks failed with these codes: [${status}]`);
}

function statusOf(world: World, port: number, group: TargetGroupRecord, host: string): Promise<number | 'timeout' | 'broken'> {
  const { path, protocol, timeoutSeconds } = group.healthCheck;
  const headers = { host, 'user-agent': 'ELB-HealthChecker/2.0', 'accept-encoding': 'gzip, compressed', connection: 'close' };
  const options = { host: '127.0.0.1', port, path, agent: false as const, headers };
  return new Promise(resolve => {
    const settle = (result: number | 'timeout' | 'broken'): void => {
      cancel();
      resolve(result);
    };
    const onResponse = (response: IncomingMessage): void => {
      response.resume();
      settle(response.statusCode ?? 'broken');
    };
    const request = protocol === 'HTTPS' ? getSecurely({ ...options, rejectUnauthorized: false }, onResponse) : get(options, onResponse);
    request.on('error', () => settle('broken'));
    const cancel = afterAwake((timeoutSeconds * 1000) / world.clock.speed, () => {
      settle('timeout');
      request.destroy();
    });
  });
}

const SLICES = 20;

/**
 * Calls back after so many milliseconds in which this process was awake. The time of a check is AWS's divided by the speed,
 * perhaps less than a tenth of a second, which a busy machine may well sleep through. So it passes in slices, and one that
 * comes late counts as if it had come in time.
 */
function afterAwake(milliseconds: number, callback: () => void): () => void {
  const slice = Math.max(1, milliseconds / SLICES);
  let left = SLICES;
  const tick = (): void => {
    left -= 1;
    if (left === 0) callback();
    else timeout = setTimeout(tick, slice);
  };
  let timeout = setTimeout(tick, slice);
  return () => clearTimeout(timeout);
}
