import { CreateServiceLinkedRoleCommand, ListRolesCommand, type Role } from '@aws-sdk/client-iam';
import type { Aws } from '../aws/aws.ts';
import type { Kind } from '../engine/types.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';

export interface ServiceLinkedRoleSpec {
  /** The service that it belongs to: `ecs.amazonaws.com`. */
  readonly service: string;
}

export type ServiceLinkedRoleOutputs = { readonly arn: string };

/**
 * The role that AWS keeps for a service, one an account. A fresh account has none, and its first CreateService fails without it.
 * All set-ups of the account share it, so it counts as anybody's and is never removed.
 */
export const serviceLinkedRole: Kind<ServiceLinkedRoleSpec, ServiceLinkedRoleOutputs, Aws> = {
  type: 'iam.service-linked-role',
  outputs: ['arn'],
  identity: ['service'],
  shared: true,
  permissions: { read: ['iam:ListRoles'], write: ['iam:CreateServiceLinkedRole'] },

  async read(aws, { service }) {
    const { Roles } = await aws.iam.send(new ListRolesCommand({ PathPrefix: `/aws-service-role/${service}/` }));
    const role = Roles?.[0];
    return role && { outputs: outputsOf(role), actual: { service }, owner: aws.owner };
  },

  async ensure(aws, spec, live, intent) {
    const there =
      live ??
      (await makeOnce(aws, intent, { kind: serviceLinkedRole, spec, name: spec.service, exists: ['InvalidInputException'] }, async () => {
        const { Role } = await aws.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: spec.service }));
        return { outputs: outputsOf(required(Role, 'Role')), actual: spec, owner: aws.owner };
      }));
    return there.outputs;
  },

  async remove() {},
};

const outputsOf = (role: Role): ServiceLinkedRoleOutputs => ({ arn: required(role.Arn, 'Arn') });
