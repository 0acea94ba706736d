import { get, type IncomingMessage } from 'node:http';
import { reach } from './load-balancer-reach.ts';
import { matches } from './services/elbv2/health-check-settings.ts';
import type { LoadBalancerRecord, TargetGroupRecord, TargetReason, TargetRecord } from './services/elbv2/state.ts';
import type { World } from './world.ts';

export type ProbeResult =
  | { readonly passed: true }
  | { readonly passed: false; readonly reason: TargetReason; readonly description: string };

const failed = (reason: TargetReason, description: string): ProbeResult => ({ passed: false, reason, description });

const TIMED_OUT = failed('Target.Timeout', 'Request timed out');

/** A local server that has not answered by then never will; the timeout in AWS time would be too short for a busy machine. */
const PATIENCE_MILLISECONDS = 5000;

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
  if (way === 'refused') return failed('Target.FailedHealthChecks', 'Health checks failed');
  const status = await statusOf(way.localPort, group.healthCheck.path, `${target.id}:${port}`);
  if (status === 'timeout') return TIMED_OUT;
  if (status === 'broken') return failed('Target.FailedHealthChecks', 'Health checks failed');
  if (matches(group.healthCheck.matcher, status)) return { passed: true };
  return failed('Target.ResponseCodeMismatch', `Health checks failed with these codes: [${status}]`);
}

function statusOf(port: number, path: string, host: string): Promise<number | 'timeout' | 'broken'> {
  return new Promise(resolve => {
    const request = get(
      {
        host: '127.0.0.1',
        port,
        path,
        agent: false,
        timeout: PATIENCE_MILLISECONDS,
        headers: { host, 'user-agent': 'ELB-HealthChecker/2.0' },
      },
      (response: IncomingMessage) => {
        response.resume();
        resolve(response.statusCode ?? 'broken');
      },
    );
    request.on('timeout', () => {
      resolve('timeout');
      request.destroy();
    });
    request.on('error', () => resolve('broken'));
  });
}
