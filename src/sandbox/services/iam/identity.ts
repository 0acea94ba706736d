import type { Tag } from '@aws-sdk/client-iam';
import type { World } from '../../world.ts';
import type { EVERYTHING, Policies } from './decide.ts';
import type { RequestContext } from './policy.ts';

/** Somebody who makes calls, and all that IAM knows of them. */
export interface Identity {
  /** As AWS's refusals name it: `arn:aws:iam::…:user/name`, `arn:aws:sts::…:assumed-role/role/session`. */
  readonly arn: string;
  /** `aws:PrincipalArn`: that of the role where `arn` is a session's. */
  readonly principalArn: string;
  /** `AIDA…`, `AROA…:session` */
  readonly userId: string;
  readonly accessKeyId: string;
  /** Of a user. */
  readonly userName?: string | undefined;
  readonly tags: readonly Tag[];
  readonly policies: Policies | typeof EVERYTHING;
  /** When the temporary credentials were given out; absent for long-term ones. */
  readonly issuedAt?: Date | undefined;
}

/** Condition keys that tell of the caller. */
export function identityContext(world: World, identity: Identity): RequestContext {
  const { issuedAt, userName } = identity;
  return {
    'aws:PrincipalArn': identity.principalArn,
    'aws:PrincipalAccount': world.account,
    'aws:PrincipalType': userName === undefined ? 'AssumedRole' : 'User',
    'aws:PrincipalIsAWSService': 'false',
    'aws:ViaAWSService': 'false',
    'aws:userid': identity.userId,
    ...(userName !== undefined && { 'aws:username': userName }),
    ...Object.fromEntries(identity.tags.map(({ Key = '', Value = '' }) => [`aws:PrincipalTag/${Key}`, Value])),
    ...(issuedAt && { 'aws:TokenIssueTime': issuedAt.toISOString(), 'aws:MultiFactorAuthPresent': 'false' }),
  };
}

/** Condition keys that every request has, apart from who makes it. */
export function commonContext(world: World, resource: string): RequestContext {
  const now = world.clock.now();
  return {
    'aws:RequestedRegion': world.region,
    'aws:ResourceAccount': /^\d{12}$/.exec(resource.split(':')[4] ?? '')?.[0] ?? world.account,
    // Loopback counts as secure transport: the sandbox speaks no TLS, and there is no wire to listen on.
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
  };
}

/** How a session of a role is named. */
export function sessionNames(world: Pick<World, 'account'>, roleArn: string, sessionName: string) {
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return { arn: `arn:aws:sts::${world.account}:assumed-role/${role}/${sessionName}`, principalArn: roleArn };
}
