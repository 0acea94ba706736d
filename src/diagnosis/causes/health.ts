import { cause } from '../cause.ts';
import { said, type Evidence } from '../evidence.ts';

/** `(service x) (port 80) is unhealthy in (target-group …) due to (reason Request timed out).` */
const unhealthy = (evidence: Evidence, reason: RegExp, state: string): RegExpExecArray | string | undefined =>
  said(evidence, new RegExp(String.raw`is unhealthy in .*\(reason ${reason.source}`, 'i')) ??
  evidence.targets.find(target => target.state === 'unhealthy' && target.reason === state)?.description;

/** The port that the load balancer asks, as the events say, else as the targets are registered. */
const portOf = (evidence: Evidence): string =>
  said(evidence, /\(port (\d+)\) is unhealthy/)?.[1] ??
  String(evidence.targets.find(({ state }) => state === 'unhealthy')?.port ?? evidence.setup.app.port);

/** Why tasks that run are not taken for healthy. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export const healthCauses = [
  cause('containerUnhealthy', evidence => {
    const match = said(evidence, /failed container health checks/i);
    return match && { container: evidence.setup.app.container, file: evidence.setup.config.taskdef.file };
  }),
  cause('healthCheckStatus', evidence => {
    const found = unhealthy(evidence, /Health checks failed with these codes: \[(\d+)/, 'Target.ResponseCodeMismatch');
    if (found === undefined) return undefined;
    const status = typeof found === 'string' ? (/\[(\d+)/.exec(found)?.[1] ?? found) : (found[1] ?? '?');
    return { path: evidence.setup.config.alb.healthCheckPath, status, matcher: '200-399' };
  }),
  cause('portClosed', evidence => {
    if (unhealthy(evidence, /Request timed out/, 'Target.Timeout') === undefined || evidence.network?.letsIn !== false) return undefined;
    return { group: evidence.network.groups.join(', '), port: portOf(evidence) };
  }),
  cause('portSilent', evidence => {
    if (unhealthy(evidence, /Request timed out/, 'Target.Timeout') === undefined) return undefined;
    return { port: portOf(evidence) };
  }),
  cause('portRefused', evidence => {
    const found = unhealthy(evidence, /Health checks failed(?! with)/, 'Target.FailedHealthChecks');
    return found === undefined ? undefined : { port: portOf(evidence) };
  }),
];
