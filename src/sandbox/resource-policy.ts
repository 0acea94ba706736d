import type { Need } from './operation.ts';
import type { ResourcePolicy } from './services/iam/decide.ts';
import { parsePolicyDocument } from './services/iam/policy-document.ts';
import { lookUpRoleByArn } from './services/iam/role.ts';
import type { World } from './world.ts';

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

function textOf(world: World, resource: string): string | undefined {
  const [, , service, , , name = ''] = resource.split(':');
  if (service === 's3') return own(world.global.s3.buckets, name.split('/', 1)[0] ?? '')?.policy;
  if (service === 'ecr' && name.startsWith('repository/'))
    return own(world.state.ecr.repositories, name.slice('repository/'.length))?.policy;
  return undefined;
}

/** The policy of what a call is about, where it has one: of a bucket, an image repository, or (who may assume it) a role. */
export function resourcePolicyOf(world: World, { action, resource }: Need): ResourcePolicy | undefined {
  if (action.startsWith('sts:') && resource.includes(':role/')) {
    const role = lookUpRoleByArn(world, resource);
    return { documents: role ? [parsePolicyDocument(role.trustPolicy)] : [], mustAllow: true };
  }
  const text = textOf(world, resource);
  return text === undefined ? undefined : { documents: [parsePolicyDocument(text)] };
}
