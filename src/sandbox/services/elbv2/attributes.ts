import { validationError } from './refusal.ts';

interface Attribute {
  Key?: string | undefined;
  Value?: string | undefined;
}

/** Attributes of a new application load balancer. */
export const loadBalancerDefaults = (): Record<string, string> => ({
  'access_logs.s3.bucket': '',
  'access_logs.s3.enabled': 'false',
  'access_logs.s3.prefix': '',
  'client_keep_alive.seconds': '3600',
  'connection_logs.s3.bucket': '',
  'connection_logs.s3.enabled': 'false',
  'connection_logs.s3.prefix': '',
  'deletion_protection.enabled': 'false',
  'idle_timeout.timeout_seconds': '60',
  'load_balancing.cross_zone.enabled': 'true',
  'routing.http.desync_mitigation_mode': 'defensive',
  'routing.http.drop_invalid_header_fields.enabled': 'false',
  'routing.http.preserve_host_header.enabled': 'false',
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': 'false',
  'routing.http.xff_client_port.enabled': 'false',
  'routing.http.xff_header_processing.mode': 'append',
  'routing.http2.enabled': 'true',
  'waf.fail_open.enabled': 'false',
  'zonal_shift.config.enabled': 'false',
});

/** Attributes of a new target group. */
export const targetGroupDefaults = (): Record<string, string> => ({
  'deregistration_delay.timeout_seconds': '300',
  'load_balancing.algorithm.anomaly_mitigation': 'off',
  'load_balancing.algorithm.type': 'round_robin',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  'slow_start.duration_seconds': '0',
  'stickiness.app_cookie.cookie_name': '',
  'stickiness.app_cookie.duration_seconds': '86400',
  'stickiness.enabled': 'false',
  'stickiness.lb_cookie.duration_seconds': '86400',
  'stickiness.type': 'lb_cookie',
  'target_group_health.dns_failover.minimum_healthy_targets.count': '1',
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': 'off',
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': 'off',
});

/** Attributes of a new HTTP listener. */
export const listenerDefaults = (): Record<string, string> => ({ 'routing.http.response.server.enabled': 'true' });

export const listAttributes = (attributes: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));

/** Whole numbers with their smallest and largest value. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  'deregistration_delay.timeout_seconds': [0, 3600],
  'stickiness.lb_cookie.duration_seconds': [1, 604_800],
  'idle_timeout.timeout_seconds': [1, 4000],
  'client_keep_alive.seconds': [60, 604_800],
};

/** Switches behind which the sandbox has nothing: turning one on is refused rather than forgotten. */
const NOT_EMULATED = new Set(['stickiness.enabled', 'access_logs.s3.enabled', 'connection_logs.s3.enabled']);

/** Writes the given attributes over those of `record`, all or none. */
export function changeAttributes(record: Record<string, string>, wanted: readonly Attribute[] | undefined): void {
  for (const { Key = '', Value = '' } of wanted ?? []) checkAttribute(record, Key, Value);
  for (const { Key = '', Value = '' } of wanted ?? []) record[Key] = Value;
}

function checkAttribute(record: Readonly<Record<string, string>>, key: string, value: string): void {
  const present = record[key];
  if (present === undefined) throw validationError(`The attribute key '${key}' is not valid`);
  const range = RANGES[key];
  if (range && !(/^\d+$/.test(value) && Number(value) >= range[0] && Number(value) <= range[1])) {
    throw validationError(`'${key}' must be between ${range[0]} and ${range[1]}`);
  }
  if ((present === 'true' || present === 'false') && value !== 'true' && value !== 'false') {
    throw validationError(`The attribute '${key}' must be 'true' or 'false'`);
  }
  if (value === 'true' && NOT_EMULATED.has(key)) throw validationError(`The sandbox does not emulate the attribute '${key}'`);
}
