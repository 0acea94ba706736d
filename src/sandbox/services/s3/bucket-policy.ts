import { Fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { PolicyError, parsePolicyDocument } from '../iam/policy-document.ts';
import type { Statement } from '../iam/policy.ts';
import { lookUpRoleByArn } from '../iam/role.ts';
import { lookUpUserByArn } from '../iam/user.ts';
import type { BucketRecord } from './state.ts';

const malformed = (message: string): Fault => new Fault('MalformedPolicy', message);

/** A role or user of this account that a policy names must be there. */
function checkPrincipals(world: World, { principal, notPrincipal }: Statement): void {
  const principals = principal ?? notPrincipal;
  if (!principals) throw malformed('Missing required field Principal');
  const isMissingRole = (name: string) => name.includes(`:iam::${world.account}:role/`) && !lookUpRoleByArn(world, name);
  const isMissingUser = (name: string) => name.includes(`:iam::${world.account}:user/`) && !lookUpUserByArn(world, name);
  const isMisspelt = (name: string) => name !== '*' && !/^\d{12}$/.test(name) && !/^arn:aws[\w-]*:(iam|sts)::\d{12}:.+$/.test(name);
  if (principals['AWS']?.some(name => isMissingRole(name) || isMissingUser(name) || isMisspelt(name)))
    throw malformed('Invalid principal in policy');
}

function checkStatement(world: World, bucket: BucketRecord, statement: Statement): void {
  checkPrincipals(world, statement);
  const actions = statement.action ?? statement.notAction;
  if (!actions) throw malformed('Missing required field Action');
  if (!actions.every(action => action === '*' || /^s3:[A-Za-z*?]+$/i.test(action))) throw malformed('Policy has invalid action');
  const resources = statement.resource ?? statement.notResource;
  if (!resources) throw malformed('Missing required field Resource');
  const own = `arn:aws:s3:::${bucket.name}`;
  if (!resources.every(resource => resource === own || resource.startsWith(`${own}/`) || resource === `${own}*`)) {
    throw malformed('Policy has invalid resource');
  }
}

/** Refuses a bucket policy that S3 would refuse. */
export function checkBucketPolicy(world: World, bucket: BucketRecord, text: string): void {
  if (!text.startsWith('{')) throw malformed(`Policies must be valid JSON and the first byte must be '{'`);
  try {
    for (const statement of parsePolicyDocument(text).statements) checkStatement(world, bucket, statement);
  } catch (error) {
    if (error instanceof PolicyError) throw malformed(error.message);
    throw error;
  }
}

/** Conditions on these keys, with fixed values, tie a statement to somebody known. */
const TYING_KEYS = new Set(
  `aws:sourceip aws:sourcearn aws:sourcevpc aws:sourcevpce aws:sourceowner aws:sourceaccount aws:userid aws:principalarn aws:principalaccount
  aws:principalorgid aws:principalorgpaths s3:x-amz-server-side-encryption-aws-kms-key-id s3:dataaccesspointarn s3:dataaccesspointaccount`.split(
    /\s+/,
  ),
);

/** Whether S3 calls a policy public: it allows something to everybody, and no condition says to whom. */
export function isPublicPolicy(text: string): boolean {
  const isOpen = ({ effect, principal, notPrincipal, conditions }: Statement) =>
    effect === 'Allow' &&
    (notPrincipal !== undefined || principal?.['AWS']?.includes('*')) &&
    !conditions.some(({ key, values }) => TYING_KEYS.has(key.toLowerCase()) && values.every(value => !value.includes('*')));
  return parsePolicyDocument(text).statements.some(isOpen);
}
