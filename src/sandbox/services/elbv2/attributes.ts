import { notEmulated, validationError } from './refusal.ts';

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

/** Headers that a listener can put into every answer. */
export const INSERTED_HEADERS = [
  'strict-transport-security',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
  'access-control-expose-headers',
  'access-control-max-age',
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
];

/** The attribute of a listener that gives the value of such a header. */
export const headerAttribute = (name: string): string => `routing.http.response.${name.replaceAll('-', '_')}.header_value`;

/** Attributes of a new listener. */
export const listenerDefaults = (): Record<string, string> => ({
  'routing.http.response.server.enabled': 'true',
  ...Object.fromEntries(INSERTED_HEADERS.map(name => [headerAttribute(name), ''])),
});

export const listAttributes = (attributes: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));

/** Whole numbers with their smallest and largest value. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  'client_keep_alive.seconds': [60, 604_800],
  'deregistration_delay.timeout_seconds': [0, 3600],
  'idle_timeout.timeout_seconds': [1, 4000],
  'slow_start.duration_seconds': [0, 900],
  'stickiness.app_cookie.duration_seconds': [1, 604_800],
  'stickiness.lb_cookie.duration_seconds': [1, 604_800],
};

/** Words of which one must be chosen. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'load_balancing.algorithm.anomaly_mitigation': ['on', 'off'],
  'routing.http.desync_mitigation_mode': ['monitor', 'defensive', 'strictest'],
  'routing.http.xff_header_processing.mode': ['append', 'preserve', 'remove'],
};

/** Switches behind which the sandbox has nothing: turning one on is refused rather than forgotten. */
const NOT_EMULATED = new Set(['access_logs.s3.enabled', 'connection_logs.s3.enabled']);

/** The attributes of `record` with the wanted ones over them, once they are found to be legal. */
export function changedAttributes(
  thing: 'Listener' | 'Load balancer' | 'Target group',
  record: Readonly<Record<string, string>>,
  wanted: readonly Attribute[] | undefined,
): Record<string, string> {
  for (const { Key = '', Value = '' } of wanted ?? []) checkAttribute(thing, record, Key, Value);
  return { ...record, ...Object.fromEntries((wanted ?? []).map(({ Key = '', Value = '' }) => [Key, Value])) };
}

function checkAttribute(thing: string, record: Readonly<Record<string, string>>, key: string, value: string): void {
  const present = Object.hasOwn(record, key) ? record[key] : undefined;
  if (present === undefined) throw validationError(`${thing} attribute key '${key}' is not recognized`);
  const range = RANGES[key];
  if (range && !(/^\d+$/.test(value) && Number(value) >= range[0] && Number(value) <= range[1])) {
    throw validationError(`'${key}' value '${value}' must be between '${range[0]}-${range[1]}' inclusive`);
  }
  const choices = CHOICES[key] ?? (present === 'true' || present === 'false' ? ['true', 'false'] : undefined);
  if (choices && !choices.includes(value)) throw validationError(`'${key}' value '${value}' must be one of [${choices.join(', ')}]`);
  if (/minimum_healthy_targets\.(?:count|percentage)$/.test(key) && !/^(?:off|[1-9]\d{0,3})$/.test(value))
    throw validationError(`'${key}' value '${value}' must be 'off' or a positive number`);
  if (key === 'load_balancing.cross_zone.enabled' && thing === 'Load balancer' && value !== 'true')
    throw validationError('Cross-zone load balancing cannot be turned off for application load balancers');
  if (value === 'true' && NOT_EMULATED.has(key)) throw notEmulated(`the attribute ${key}`);
}
