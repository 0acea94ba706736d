import type { World } from '../../world.ts';
import { EVERYTHING } from './decide.ts';
import { sessionNames, type Identity } from './identity.ts';
import { rolePolicies, userPolicies } from './principal-policies.ts';
import { lookUpRoleByArn } from './role.ts';
import type { SessionRecord } from './state.ts';
import { BUILT_IN_USER, lookUpUser, userArn } from './user.ts';

/** What the signature of a request says: who, where, which service. The signature itself is not checked. */
export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  /** Comes with temporary credentials. */
  readonly sessionToken?: string | undefined;
}

/** Keys that the sandbox gives out start so, and are as long as AWS's. */
export const LONG_TERM_KEY = 'AKIASANDBOX';
export const TEMPORARY_KEY = 'ASIASANDBOX';

/** Whoever a credential belongs to. Keys that the sandbox did not give out are all of the built-in user. */
export function holderOf(world: World, { accessKeyId, service, sessionToken }: Credential): Identity | 'expired' | undefined {
  const { accessKeys, sessions } = world.global.iam;
  if (accessKeyId.startsWith(TEMPORARY_KEY)) {
    const session = Object.hasOwn(sessions, accessKeyId) ? sessions[accessKeyId] : undefined;
    if (session?.sessionToken !== sessionToken || !session) return undefined;
    // IAM takes no session of a user that came without MFA, and there is none here.
    if (session.userName !== undefined && service === 'iam') return undefined;
    if (session.expiresAt <= world.clock.now()) return 'expired';
  } else if (accessKeyId.startsWith(LONG_TERM_KEY)) {
    const key = Object.hasOwn(accessKeys, accessKeyId) ? accessKeys[accessKeyId] : undefined;
    if (key?.status !== 'Active' || sessionToken !== undefined) return undefined;
    key.lastUsed = { at: world.clock.now(), region: world.region, service };
  }
  return holderOfKey(world, accessKeyId);
}

/** Whoever a key was given to, whether it still holds or not: what was made with it may outlive it. */
export function holderOfKey(world: World, accessKeyId: string): Identity | undefined {
  const { accessKeys, sessions } = world.global.iam;
  const session = Object.hasOwn(sessions, accessKeyId) ? sessions[accessKeyId] : undefined;
  if (session) return holderOfSession(world, accessKeyId, session);
  const key = Object.hasOwn(accessKeys, accessKeyId) ? accessKeys[accessKeyId] : undefined;
  if (key) return userIdentity(world, accessKeyId, key.userName);
  const isOurs = accessKeyId.startsWith(LONG_TERM_KEY) || accessKeyId.startsWith(TEMPORARY_KEY);
  return isOurs ? undefined : userIdentity(world, accessKeyId, BUILT_IN_USER.userName);
}

function userIdentity(world: World, accessKeyId: string, userName: string): Identity | undefined {
  const user = lookUpUser(world, userName);
  if (!user) return undefined;
  const arn = userArn(world, user);
  return {
    arn,
    principalArn: arn,
    userId: user.userId,
    accessKeyId,
    userName: user.userName,
    tags: user.tags,
    policies: user === BUILT_IN_USER ? EVERYTHING : userPolicies(world, user),
  };
}

function holderOfSession(world: World, accessKeyId: string, { role: assumed, userName, issuedAt }: SessionRecord): Identity | undefined {
  if (userName !== undefined) {
    const user = userIdentity(world, accessKeyId, userName);
    return user && { ...user, issuedAt };
  }
  const role = assumed && lookUpRoleByArn(world, assumed.roleArn);
  // A new role of the same name is another role.
  if (role?.roleId !== assumed?.roleId || !role || !assumed) return undefined;
  return {
    ...sessionNames(world, assumed.roleArn, assumed.sessionName),
    userId: `${role.roleId}:${assumed.sessionName}`,
    accessKeyId,
    tags: [...role.tags.filter(({ Key }) => !assumed.tags.some(tag => tag.Key === Key)), ...assumed.tags],
    policies: rolePolicies(world, role, assumed.policies),
    issuedAt,
  };
}
