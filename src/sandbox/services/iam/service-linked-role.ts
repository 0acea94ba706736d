import type { Need } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { invalidInput } from './faults.ts';
import { addRole, lookUpRole } from './role.ts';
import type { RoleRecord } from './state.ts';

interface Template {
  readonly roleName: string;
  readonly policyArn: string;
}

const POLICIES = 'arn:aws:iam::aws:policy/aws-service-role';

const TEMPLATES: Readonly<Record<string, Template>> = {
  'ecs.amazonaws.com': { roleName: 'AWSServiceRoleForECS', policyArn: `${POLICIES}/AmazonECSServiceRolePolicy` },
  'elasticloadbalancing.amazonaws.com': {
    roleName: 'AWSServiceRoleForElasticLoadBalancing',
    policyArn: `${POLICIES}/AWSElasticLoadBalancingServiceRolePolicy`,
  },
  'ecs.application-autoscaling.amazonaws.com': {
    roleName: 'AWSServiceRoleForApplicationAutoScaling_ECSService',
    policyArn: `${POLICIES}/AWSApplicationAutoscalingECSServicePolicy`,
  },
};

/** Name of the role that belongs to a service. */
export function serviceLinkedRoleTemplate(serviceName: string): Template {
  const template = Object.hasOwn(TEMPLATES, serviceName) ? TEMPLATES[serviceName] : undefined;
  if (!template) throw invalidInput(`Cannot find Service Linked Role template for ${serviceName}`);
  return template;
}

/** Makes the role of a service. */
export function addServiceLinkedRole(world: World, serviceName: string, description?: string): RoleRecord {
  const { roleName, policyArn } = serviceLinkedRoleTemplate(serviceName);
  return addRole(world, {
    roleName,
    path: `/aws-service-role/${serviceName}/`,
    trustPolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: serviceName }, Action: 'sts:AssumeRole' }],
    }),
    description,
    attachedPolicies: [policyArn],
  });
}

/** Services make their own role at first use, where the caller may: the role of the service, new or old. */
export function ensureServiceLinkedRole(world: World, serviceName: string): RoleRecord {
  return lookUpRole(world, serviceLinkedRoleTemplate(serviceName).roleName) ?? addServiceLinkedRole(world, serviceName);
}

/** What IAM is asked about a call at which a service makes its own role for the caller: nothing once the role is there. */
export function needsServiceLinkedRole(world: World, serviceName: string): readonly Need[] {
  const { roleName } = serviceLinkedRoleTemplate(serviceName);
  if (lookUpRole(world, roleName)) return [];
  const resource = arn(world, 'iam', `role/aws-service-role/${serviceName}/${roleName}`);
  return [{ action: 'iam:CreateServiceLinkedRole', resource, context: { 'iam:AWSServiceName': serviceName } }];
}
