import type { CreateTargetGroupInput, ModifyTargetGroupInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { validationError } from './refusal.ts';
import type { HealthCheckRecord } from './state.ts';

const DEFAULTS: HealthCheckRecord = {
  enabled: true,
  protocol: 'HTTP',
  port: 'traffic-port',
  path: '/',
  intervalSeconds: 30,
  timeoutSeconds: 5,
  healthyThreshold: 5,
  unhealthyThreshold: 2,
  matcher: '200',
};

/** The health check that the input asks for, on top of the present one or AWS's defaults. */
export const healthCheckOf = (input: CreateTargetGroupInput | ModifyTargetGroupInput, present = DEFAULTS): HealthCheckRecord => ({
  enabled: input.HealthCheckEnabled ?? present.enabled,
  protocol: input.HealthCheckProtocol ?? present.protocol,
  port: input.HealthCheckPort ?? present.port,
  path: input.HealthCheckPath ?? present.path,
  intervalSeconds: input.HealthCheckIntervalSeconds ?? present.intervalSeconds,
  timeoutSeconds: input.HealthCheckTimeoutSeconds ?? present.timeoutSeconds,
  healthyThreshold: input.HealthyThresholdCount ?? present.healthyThreshold,
  unhealthyThreshold: input.UnhealthyThresholdCount ?? present.unhealthyThreshold,
  matcher: input.Matcher?.HttpCode ?? present.matcher,
});

function between(name: string, value: number, low: number, high: number): void {
  if (value < low || value > high) throw validationError(`${name} '${value}' must be between ${low} and ${high} inclusive`);
}

/** Refuses a health check outside AWS's ranges. */
export function checkHealthCheck(check: HealthCheckRecord): void {
  if (!check.enabled) throw validationError("Health check enabled must be true for target groups with target type 'ip'");
  between('Health check interval', check.intervalSeconds, 5, 300);
  between('Health check timeout', check.timeoutSeconds, 2, 120);
  between('Healthy threshold count', check.healthyThreshold, 2, 10);
  between('Unhealthy threshold count', check.unhealthyThreshold, 2, 10);
  if (check.timeoutSeconds >= check.intervalSeconds) {
    throw validationError(`Health check timeout '${check.timeoutSeconds}' must be smaller than the interval '${check.intervalSeconds}'`);
  }
  if (check.protocol !== 'HTTP' && check.protocol !== 'HTTPS')
    throw validationError(`Health check protocol '${check.protocol}' must be HTTP or HTTPS`);
  if (!check.path.startsWith('/')) throw validationError(`Health check path '${check.path}' must begin with '/'`);
  if (check.port !== 'traffic-port' && !(/^\d{1,5}$/.test(check.port) && Number(check.port) >= 1 && Number(check.port) <= 65_535)) {
    throw validationError(`Health check port '${check.port}' must be 'traffic-port' or between 1 and 65535`);
  }
  for (const code of check.matcher.split(/[,-]/)) {
    if (!/^\d{3}$/.test(code) || Number(code) < 200 || Number(code) > 499) {
      throw validationError(`Health check matcher HTTP code '${check.matcher}' must be within '200-499' inclusive`);
    }
  }
}

/** Whether a status code counts as healthy. */
export const matches = (matcher: string, status: number): boolean =>
  matcher.split(',').some(part => {
    const [low = Number.NaN, high = low] = part.split('-').map(Number);
    return status >= low && status <= high;
  });
