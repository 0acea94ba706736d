import {
  IncompatibleProtocolsException$,
  InvalidLoadBalancerActionException$,
  TargetGroupAssociationLimitException$,
  TooManyActionsException$,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { loadBalancersOf } from './association.ts';
import { targetGroupOf } from './find.ts';
import { validationError } from './refusal.ts';
import type { LoadBalancerRecord } from './state.ts';

/**
 * Actions as AWS returns them, once they are found to be legal: a forward carries its ForwardConfig always, and its
 * TargetGroupArn too where it has a single target group.
 */
export function checkedActions(world: World, loadBalancer: LoadBalancerRecord, actions: readonly Action[] | undefined): Action[] {
  if (!actions?.length) throw validationError('An action must be specified');
  if (actions.length > 1)
    throw fault(TooManyActionsException$, 'The sandbox emulates one action a rule; authentication actions are not emulated');
  return actions.map(action => checkedAction(world, loadBalancer, action));
}

function checkedAction(world: World, loadBalancer: LoadBalancerRecord, action: Action): Action {
  if (action.Type === 'forward') return checkedForward(world, loadBalancer, action);
  if (action.Type === 'redirect') {
    if (!action.RedirectConfig) throw validationError('A redirect action needs a RedirectConfig');
    return action;
  }
  if (action.Type === 'fixed-response') {
    if (/^[245]\d\d$/.test(action.FixedResponseConfig?.StatusCode ?? '')) return action;
    throw validationError('A fixed-response action needs a FixedResponseConfig whose StatusCode is 2XX, 4XX or 5XX');
  }
  throw fault(InvalidLoadBalancerActionException$, `The sandbox does not emulate actions of type '${action.Type}'`);
}

function checkedForward(world: World, loadBalancer: LoadBalancerRecord, action: Action): Action {
  const given = action.ForwardConfig?.TargetGroups ?? [];
  if (action.TargetGroupArn && given.length > 0 && (given.length > 1 || given[0]?.TargetGroupArn !== action.TargetGroupArn)) {
    throw validationError('TargetGroupArn and ForwardConfig must name the same single target group');
  }
  if (action.ForwardConfig?.TargetGroupStickinessConfig?.Enabled)
    throw validationError('The sandbox does not emulate target group stickiness');
  const groups = given.length > 0 ? given : [{ TargetGroupArn: action.TargetGroupArn }];
  if (groups.length > 5) throw validationError('A forward action can have at most 5 target groups');
  const tuples = groups.map(({ TargetGroupArn, Weight = 1 }) => {
    if (!TargetGroupArn) throw validationError('A forward action needs a target group');
    checkTargetGroup(world, loadBalancer, TargetGroupArn);
    if (Weight < 0 || Weight > 999) throw validationError(`The weight '${Weight}' of a target group must be between 0 and 999`);
    return { TargetGroupArn, Weight };
  });
  return forwardAction(tuples, action.Order);
}

/** A forward action in the form that AWS returns. */
export const forwardAction = (tuples: readonly { TargetGroupArn: string; Weight: number }[], order?: number): Action => ({
  Type: 'forward',
  ...(tuples.length === 1 && { TargetGroupArn: tuples[0]?.TargetGroupArn }),
  ...(order !== undefined && { Order: order }),
  ForwardConfig: { TargetGroups: [...tuples], TargetGroupStickinessConfig: { Enabled: false } },
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
