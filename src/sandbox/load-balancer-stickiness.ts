import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IncomingMessage } from 'node:http';
import { targetKey } from './load-balancer-choose.ts';
import type { Exchange } from './load-balancer-exchange.ts';
import { headerValues } from './request-parts.ts';
import type { TargetGroupRecord, TargetRecord } from './services/elbv2/state.ts';
import type { World } from './world.ts';

/** The cookie of application-based stickiness is kept for seven days; within it is the time that the target group sets. */
const APP_COOKIE_SECONDS = 604_800;

const GROUP_COOKIE = 'AWSALBTG';
const TARGET_COOKIE = 'AWSALB';
const APP_COOKIE = 'AWSALBAPP-0';

/** The target group that the client is bound to, if the action still has it. A weight of zero takes no new clients, but keeps those. */
export function stuckGroup({ world, request }: Exchange, action: Action): string | undefined {
  if (!action.ForwardConfig?.TargetGroupStickinessConfig?.Enabled) return undefined;
  const arn = unseal(world, cookieOf(request, GROUP_COOKIE) ?? cookieOf(request, `${GROUP_COOKIE}CORS`), '');
  return action.ForwardConfig.TargetGroups?.find(group => group.TargetGroupArn === arn)?.TargetGroupArn;
}

/** The target of the group that the client is bound to. */
export function stuckTarget({ world, request }: Exchange, group: TargetGroupRecord): string | undefined {
  if (group.attributes['stickiness.enabled'] !== 'true') return undefined;
  if (group.attributes['stickiness.type'] !== 'app_cookie')
    return unseal(world, cookieOf(request, TARGET_COOKIE) ?? cookieOf(request, `${TARGET_COOKIE}CORS`), group.arn);
  const hasBoth = cookieOf(request, appCookieName(group)) !== undefined;
  return hasBoth ? unseal(world, cookieOf(request, APP_COOKIE), group.arn) : undefined;
}

const appCookieName = (group: TargetGroupRecord): string => group.attributes['stickiness.app_cookie.cookie_name'] ?? '';

/** The cookies that bind the client to the target group and the target that have answered it. */
export function stickyCookies(
  exchange: Exchange,
  action: Action,
  group: TargetGroupRecord,
  target: TargetRecord,
  rawHeaders: readonly string[],
): string[] {
  const { Enabled, DurationSeconds = 0 } = action.ForwardConfig?.TargetGroupStickinessConfig ?? {};
  const cookies = Enabled ? pair(exchange, GROUP_COOKIE, seal(exchange.world, '', group.arn, DurationSeconds), DurationSeconds) : [];
  if (group.attributes['stickiness.enabled'] !== 'true') return cookies;
  const seconds = (name: string): number => Number(group.attributes[`stickiness.${name}.duration_seconds`]);
  const key = targetKey(target);
  if (group.attributes['stickiness.type'] !== 'app_cookie') {
    const duration = seconds('lb_cookie');
    return [...cookies, ...pair(exchange, TARGET_COOKIE, seal(exchange.world, group.arn, key, duration), duration)];
  }
  const begins = headerValues(rawHeaders, 'set-cookie').some(cookie => cookie.startsWith(`${appCookieName(group)}=`));
  // Application-based stickiness does not work with weighted target groups.
  if ((action.ForwardConfig?.TargetGroups?.length ?? 0) > 1 || !(begins || stuckTarget(exchange, group) !== undefined)) return cookies;
  const value = seal(exchange.world, group.arn, key, seconds('app_cookie'));
  return [...cookies, `${APP_COOKIE}=${value}; Expires=${expiry(exchange.world, APP_COOKIE_SECONDS).toUTCString()}; Path=/`];
}

/** The cookie, and once more for requests from other origins. */
function pair({ world, listener }: Exchange, name: string, value: string, seconds: number): string[] {
  const rest = `=${value}; Expires=${expiry(world, seconds).toUTCString()}; Path=/`;
  return [`${name}${rest}`, `${name}CORS${rest}; SameSite=None${listener.protocol === 'HTTPS' ? '; Secure' : ''}`];
}

/** Durations of AWS pass faster here. */
const expiry = (world: World, seconds: number): Date => new Date(world.clock.now().getTime() + (seconds * 1000) / world.clock.speed);

/** AWS encrypts these values; what they say is nobody's business, but no secret here. */
const seal = (world: World, scope: string, value: string, seconds: number): string =>
  Buffer.from(JSON.stringify([scope, value, expiry(world, seconds).getTime()])).toString('base64');

/** What a cookie says, unless it is stale, of another scope or no cookie of ours. */
function unseal(world: World, sealed: string | undefined, scope: string): string | undefined {
  if (sealed === undefined) return undefined;
  try {
    const content: unknown = JSON.parse(Buffer.from(sealed, 'base64').toString('utf8'));
    if (!Array.isArray(content) || content[0] !== scope || !(content[2] > world.clock.now().getTime())) return undefined;
    return String(content[1]);
  } catch {
    return undefined;
  }
}

/** A cookie that the client sends. */
function cookieOf({ headers: { cookie } }: IncomingMessage, name: string): string | undefined {
  const found = cookie?.split(/; */).find(pairOfCookie => pairOfCookie.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
