import {
  AssumeRole$,
  MalformedPolicyDocumentException$,
  PackedPolicyTooLargeException$,
  type AssumeRoleRequest,
  type AssumeRoleResponse,
  type Tag,
} from '@aws-sdk/client-sts';
import { fault, Fault } from '../../fault.ts';
import { operation, type Call } from '../../operation.ts';
import type { World } from '../../world.ts';
import { parseIdentityPolicy } from '../iam/check-policy.ts';
import { sessionNames } from '../iam/identity.ts';
import { managedDocument } from '../iam/managed-policy.ts';
import { PolicyError } from '../iam/policy-document.ts';
import { lookUpRoleByArn } from '../iam/role.ts';
import type { RoleRecord, SessionRecord } from '../iam/state.ts';
import { sizeOf } from '../iam/trust.ts';
import { openSession, sessionOf } from './session.ts';

const ONE_HOUR = 3600;
/** AWS packs policies, ARNs and tags into a space that it does not tell the size of; this is the limit of the text of one policy. */
const PACKED_SIZE = 2048;

const invalid = (message: string): Fault => new Fault('ValidationError', message);

function secondsOf({ DurationSeconds = ONE_HOUR }: AssumeRoleRequest, role: RoleRecord, isChained: boolean): number {
  if (isChained && DurationSeconds > ONE_HOUR) {
    throw invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining');
  }
  if (DurationSeconds > role.maxSessionDuration) {
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return DurationSeconds;
}

/** Documents of the session policies; undefined where there are none. */
function sessionPolicies(world: World, { Policy, PolicyArns = [] }: AssumeRoleRequest): string[] | undefined {
  if (Policy === undefined && PolicyArns.length === 0) return undefined;
  const managed = PolicyArns.map(({ arn = '' }) => {
    const text = managedDocument(world, arn);
    if (text === undefined) throw invalid(`Policy ${arn} does not exist or is not attachable.`);
    return text;
  });
  if (Policy === undefined) return managed;
  try {
    parseIdentityPolicy(Policy);
  } catch (error) {
    if (error instanceof PolicyError) throw fault(MalformedPolicyDocumentException$, error.message);
    throw error;
  }
  return [Policy, ...managed];
}

/** How full the space for policies and tags is, in percent. */
function packedSize({ Policy = '', PolicyArns = [], Tags = [] }: AssumeRoleRequest): number {
  const arns = PolicyArns.reduce((sum, { arn = '' }) => sum + arn.length, 0);
  const tags = Tags.reduce((sum, { Key = '', Value = '' }) => sum + Key.length + Value.length, 0);
  const percent = Math.ceil(((sizeOf(Policy) + arns + tags) / PACKED_SIZE) * 100);
  if (percent > 100)
    throw fault(PackedPolicyTooLargeException$, `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`);
  return percent;
}

/** Tags of the session: those that come with the call, and the transitive ones of the session that makes it. */
function sessionTags({ Tags = [], TransitiveTagKeys = [] }: AssumeRoleRequest, caller: SessionRecord | undefined) {
  const keys = Tags.map(({ Key = '' }) => Key.toLowerCase());
  if (new Set(keys).size !== keys.length)
    throw new Fault('InvalidParameterValue', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  const inheritedKeys = caller?.role?.transitiveTagKeys ?? [];
  const inherited: Tag[] = (caller?.role?.tags ?? []).filter(({ Key = '' }) => inheritedKeys.includes(Key));
  if (inherited.some(({ Key = '' }) => keys.includes(Key.toLowerCase()))) {
    throw new Fault(
      'InvalidParameterValue',
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  return { tags: [...inherited, ...Tags], transitiveTagKeys: [...inheritedKeys, ...TransitiveTagKeys] };
}

/** Whether the caller may has been asked before. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
function run(world: World, input: AssumeRoleRequest, { identity }: Call): AssumeRoleResponse {
  const { RoleArn = '', RoleSessionName: sessionName = '' } = input;
  const role = lookUpRoleByArn(world, RoleArn);
  if (!role) throw invalid(`${RoleArn} is invalid`);
  const caller = sessionOf(world, identity.accessKeyId);
  const seconds = secondsOf(input, role, caller?.role !== undefined);
  const policies = sessionPolicies(world, input);
  const PackedPolicySize = packedSize(input);
  const sourceIdentity = caller?.role?.sourceIdentity ?? input.SourceIdentity;
  const session = { roleArn: RoleArn, roleId: role.roleId, sessionName, sourceIdentity, policies, ...sessionTags(input, caller) };
  return {
    Credentials: openSession(world, { role: session }, seconds),
    AssumedRoleUser: { AssumedRoleId: `${role.roleId}:${sessionName}`, Arn: sessionNames(world, RoleArn, sessionName).arn },
    ...(PackedPolicySize > 0 && { PackedPolicySize }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
  };
}

export const assumeRole = operation(AssumeRole$, run);
