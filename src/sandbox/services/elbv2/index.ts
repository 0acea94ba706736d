import { checkTargets, syncHealthChecks } from '../../behaviours/health-check.ts';
import { beginFigures, publishFigures } from '../../load-balancer-figures.ts';
import { closeListeners, openListeners } from '../../load-balancer.ts';
import type { SandboxService } from '../../operation.ts';
import type { World } from '../../world.ts';
import { describeAccountLimits } from './account-limits.ts';
import { describeCapacityReservation } from './capacity-reservation.ts';
import { createListener } from './create-listener.ts';
import { createLoadBalancer } from './create-load-balancer.ts';
import { createRule } from './create-rule.ts';
import { createTargetGroup } from './create-target-group.ts';
import { deleteListener } from './delete-listener.ts';
import { deleteLoadBalancer } from './delete-load-balancer.ts';
import { deleteRule } from './delete-rule.ts';
import { deleteTargetGroup } from './delete-target-group.ts';
import { deregisterTargets } from './deregister-targets.ts';
import { describeListeners } from './describe-listeners.ts';
import { describeLoadBalancers } from './describe-load-balancers.ts';
import { describeRules } from './describe-rules.ts';
import { describeTargetGroups } from './describe-target-groups.ts';
import { describeTargetHealth } from './describe-target-health.ts';
import { addListenerCertificates, describeListenerCertificates, removeListenerCertificates } from './listener-certificates.ts';
import { describeListenerAttributes, modifyListenerAttributes } from './listener-attributes.ts';
import { describeLoadBalancerAttributes, modifyLoadBalancerAttributes } from './load-balancer-attributes.ts';
import { loadBalancerActive, networkInterfacesReleased, targetDrained } from './load-balancer-lifecycle.ts';
import { modifyListener } from './modify-listener.ts';
import { modifyRule } from './modify-rule.ts';
import { modifyTargetGroup } from './modify-target-group.ts';
import { permissions } from './permissions.ts';
import { registerTargets } from './register-targets.ts';
import { setIpAddressType } from './set-ip-address-type.ts';
import { setRulePriorities } from './set-rule-priorities.ts';
import { setSecurityGroups } from './set-security-groups.ts';
import { setSubnets } from './set-subnets.ts';
import { describeSslPolicies } from './ssl-policies.ts';
import { addTags, describeTags, removeTags } from './tags.ts';
import { describeTargetGroupAttributes, modifyTargetGroupAttributes } from './target-group-attributes.ts';

export { targetGroupIsBehind } from './association.ts';
export { findListener, findTargetGroupByName } from './find.ts';
export { forwardListener } from './forward-listener.ts';

/** Elastic Load Balancing: application load balancers whose listeners are ports on 127.0.0.1. */
export const elbv2: SandboxService = {
  name: 'elasticloadbalancing',
  protocol: 'query',
  version: '2015-12-01',
  xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  validationCode: 'ValidationError',
  operations: [
    addListenerCertificates,
    addTags,
    createListener,
    createLoadBalancer,
    createRule,
    createTargetGroup,
    deleteListener,
    deleteLoadBalancer,
    deleteRule,
    deleteTargetGroup,
    deregisterTargets,
    describeAccountLimits,
    describeCapacityReservation,
    describeListenerAttributes,
    describeListenerCertificates,
    describeListeners,
    describeLoadBalancerAttributes,
    describeLoadBalancers,
    describeRules,
    describeSslPolicies,
    describeTags,
    describeTargetGroupAttributes,
    describeTargetGroups,
    describeTargetHealth,
    modifyListener,
    modifyListenerAttributes,
    modifyLoadBalancerAttributes,
    modifyRule,
    modifyTargetGroup,
    modifyTargetGroupAttributes,
    registerTargets,
    removeListenerCertificates,
    removeTags,
    setIpAddressType,
    setRulePriorities,
    setSecurityGroups,
    setSubnets,
  ],
  permissions,
  timers: {
    'elbv2.drained': targetDrained,
    'elbv2.figures': publishFigures,
    'elbv2.health-check': checkTargets,
    'elbv2.load-balancer-active': loadBalancerActive,
    'elbv2.network-interfaces-released': networkInterfacesReleased,
  },
  start: async (world: World) => {
    await openListeners(world);
    syncHealthChecks(world);
    beginFigures(world);
  },
  stop: (world: World) => closeListeners(world),
};
