import { needsOfCall } from '../../src/sandbox/needs.ts';
import type { Need, SandboxService } from '../../src/sandbox/operation.ts';
import { roleIdentity } from '../../src/sandbox/services/iam/authorize.ts';
import type { World } from '../../src/sandbox/world.ts';

type Permissions = NonNullable<SandboxService['permissions']>;

/** What IAM is asked about a call. */
export function needsOf(permissions: Permissions, world: World, operation: string, input: object): readonly Need[] {
  const identity = roleIdentity(world, { roleArn: `arn:aws:iam::${world.account}:role/caller`, sessionName: 'test' });
  return needsOfCall(permissions, world, { operation, input, identity });
}

/** Each action that IAM is asked about a call, and the resource that it is on; several resources one after the other. */
export function asked(permissions: Permissions, world: World, operation: string, input: object): Readonly<Record<string, string>> {
  const resources: Record<string, string> = {};
  for (const { action, resource } of needsOf(permissions, world, operation, input)) {
    resources[action] = resources[action] === undefined ? resource : `${resources[action]} ${resource}`;
  }
  return resources;
}
