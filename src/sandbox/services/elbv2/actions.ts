import {
  IncompatibleProtocolsException$,
  InvalidLoadBalancerActionException$,
  TargetGroupAssociationLimitException$,
  TooManyActionsException$,
  type Action,
  type RedirectActionConfig,
  type TargetGroupStickinessConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { loadBalancersOf } from './association.ts';
import { targetGroupOf } from './find.ts';
import { notEmulated, validationError } from './refusal.ts';
import type { LoadBalancerRecord } from './state.ts';

const MOST_TARGET_GROUPS = 5;
const WEEK_SECONDS = 604_800;
const CONTENT_TYPES = ['text/html', 'application/json', 'application/javascript', 'text/css', 'text/plain'];

const invalidAction = (message: string) => fault(InvalidLoadBalancerActionException$, message);

/**
 * Actions as AWS returns them, once they are found to be legal: a forward carries its ForwardConfig always, and its
 * TargetGroupArn too where it has a single target group. There is exactly one action, for what else there could be would
 * authenticate first, which is not emulated.
 */
export function checkedActions(
  world: World,
  loadBalancer: LoadBalancerRecord,
  actions: readonly Action[] | undefined,
  protocol: string,
): Action[] {
  if (!actions?.length) throw validationError('An action must be specified');
  for (const { Type } of actions) refuseAuthentication(Type, protocol);
  if (actions.length > 1)
    throw fault(TooManyActionsException$, 'A rule can only have one action of type forward, redirect or fixed-response');
  return actions.map(action => checkedAction(world, loadBalancer, action, protocol));
}

function refuseAuthentication(type: string | undefined, protocol: string): void {
  if (!type?.startsWith('authenticate-') && type !== 'jwt-validation') return;
  if (protocol !== 'HTTPS') throw invalidAction(`Actions of type '${type}' are supported only on HTTPS listeners`);
  throw notEmulated(`actions of type ${type}`);
}

function checkedAction(world: World, loadBalancer: LoadBalancerRecord, action: Action, protocol: string): Action {
  if (action.Type === 'forward') return checkedForward(world, loadBalancer, action);
  if (action.Type === 'redirect') checkRedirect(action.RedirectConfig, protocol);
  if (action.Type === 'fixed-response') checkFixedResponse(action);
  return action;
}

function checkFixedResponse({ FixedResponseConfig }: Action): void {
  if (!/^[245]\d\d$/.test(FixedResponseConfig?.StatusCode ?? ''))
    throw validationError('A fixed-response action needs a FixedResponseConfig whose StatusCode is 2XX, 4XX or 5XX');
  const type = FixedResponseConfig?.ContentType;
  if (type !== undefined && !CONTENT_TYPES.includes(type))
    throw invalidAction(`The ContentType must be one of:${CONTENT_TYPES.map(name => `'${name}'`).join(', ')}`);
}

function checkRedirect(config: RedirectActionConfig | undefined, protocol: string): void {
  if (!config) throw validationError('A redirect action needs a RedirectConfig');
  const { Protocol = '#{protocol}', Port = '#{port}', Host = '#{host}', Path = '/#{path}' } = config;
  if (!/^(?:HTTPS?|#\{protocol\})$/.test(Protocol))
    throw invalidAction(`The redirect protocol '${Protocol}' must be HTTP, HTTPS or #{protocol}`);
  if (protocol === 'HTTPS' && Protocol === 'HTTP') throw invalidAction('You cannot redirect from HTTPS to HTTP');
  if (Port !== '#{port}' && !(/^\d{1,5}$/.test(Port) && Number(Port) >= 1 && Number(Port) <= 65_535))
    throw invalidAction(`The redirect port '${Port}' must be between 1 and 65535 or #{port}`);
  if (!Path.startsWith('/')) throw invalidAction(`The redirect path '${Path}' must begin with '/'`);
  const same = (Protocol === '#{protocol}' || Protocol === protocol) && Port === '#{port}' && Host === '#{host}' && Path === '/#{path}';
  if (same) throw invalidAction('The redirect configuration is not valid because it creates a loop.');
}

function checkedForward(world: World, loadBalancer: LoadBalancerRecord, action: Action): Action {
  const given = action.ForwardConfig?.TargetGroups ?? [];
  if (action.TargetGroupArn && given.length > 0 && (given.length > 1 || given[0]?.TargetGroupArn !== action.TargetGroupArn)) {
    throw validationError('TargetGroupArn and ForwardConfig must name the same single target group');
  }
  const groups = given.length > 0 ? given : [{ TargetGroupArn: action.TargetGroupArn }];
  if (groups.length > MOST_TARGET_GROUPS) throw validationError(`A forward action can have at most ${MOST_TARGET_GROUPS} target groups`);
  if (new Set(groups.map(({ TargetGroupArn }) => TargetGroupArn)).size < groups.length)
    throw validationError('A target group can only be specified once in a forward action');
  const tuples = groups.map(({ TargetGroupArn, Weight = 1 }) => {
    if (!TargetGroupArn) throw validationError('A forward action needs a target group');
    checkTargetGroup(world, loadBalancer, TargetGroupArn);
    if (Weight < 0 || Weight > 999) throw validationError(`The weight '${Weight}' of a target group must be between 0 and 999`);
    return { TargetGroupArn, Weight };
  });
  return forwardAction(tuples, checkedStickiness(action.ForwardConfig?.TargetGroupStickinessConfig), action.Order);
}

function checkedStickiness({ Enabled = false, DurationSeconds }: TargetGroupStickinessConfig = {}): TargetGroupStickinessConfig {
  const isInRange = DurationSeconds !== undefined && DurationSeconds >= 1 && DurationSeconds <= WEEK_SECONDS;
  if (!isInRange && (Enabled || DurationSeconds !== undefined))
    throw validationError(`Target group stickiness duration must be between 1 and ${WEEK_SECONDS} seconds`);
  return { Enabled, ...(DurationSeconds !== undefined && { DurationSeconds }) };
}

/** A forward action in the form that AWS returns. */
export const forwardAction = (
  tuples: readonly { TargetGroupArn: string; Weight: number }[],
  stickiness: TargetGroupStickinessConfig = { Enabled: false },
  order?: number,
): Action => ({
  Type: 'forward',
  ...(tuples.length === 1 && { TargetGroupArn: tuples[0]?.TargetGroupArn }),
  ...(order !== undefined && { Order: order }),
  ForwardConfig: { TargetGroups: [...tuples], TargetGroupStickinessConfig: stickiness },
});

function checkTargetGroup(world: World, loadBalancer: LoadBalancerRecord, arn: string): void {
  const group = targetGroupOf(world, arn);
  if (group.protocol !== 'HTTP' && group.protocol !== 'HTTPS') {
    throw fault(IncompatibleProtocolsException$, `The protocol ${group.protocol} of target group '${arn}' does not fit the listener`);
  }
  if (group.vpcId !== loadBalancer.vpcId) {
    throw validationError(`Target group '${arn}' is in VPC '${group.vpcId}', the load balancer in '${loadBalancer.vpcId}'`);
  }
  if (loadBalancersOf(world, arn).some(other => other !== loadBalancer.arn)) {
    throw fault(
      TargetGroupAssociationLimitException$,
      `The following target groups cannot be associated with more than one load balancer: ${arn}`,
    );
  }
}
