import { Fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { PolicyError, parsePolicyDocument } from '../iam/policy-document.ts';
import { evaluate, type PolicyDocument, type Statement } from '../iam/policy.ts';
import { lookUpRoleByArn } from '../iam/role.ts';
import { accessDenied } from './faults.ts';
import type { BucketRecord } from './state.ts';

const malformed = (message: string): Fault => new Fault('MalformedPolicy', message);

/** A role of this account that a policy names must be there. */
function checkPrincipals(world: World, { principal, notPrincipal }: Statement): void {
  const principals = principal ?? notPrincipal;
  if (!principals) throw malformed('Missing required field Principal');
  const isMissingRole = (name: string) => name.includes(`:iam::${world.account}:role/`) && !lookUpRoleByArn(world, name);
  const isMisspelt = (name: string) => name !== '*' && !/^\d{12}$/.test(name) && !/^arn:aws[\w-]*:(iam|sts)::\d{12}:.+$/.test(name);
  if (principals['AWS']?.some(name => isMissingRole(name) || isMisspelt(name))) throw malformed('Invalid principal in policy');
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

/** Who asks for what in a bucket. */
export interface BucketAccess {
  readonly caller: string;
  readonly action: string;
  readonly key?: string | undefined;
}

/** Policies that hold now: a public one does not count under RestrictPublicBuckets, but its Denies do, and this sandbox has one account. */
const documentsOf = ({ policy }: BucketRecord): PolicyDocument[] => (policy === undefined ? [] : [parsePolicyDocument(policy)]);

const KEPT_FOR_ROOT = new Set(['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy']);

/** Refuses what the bucket's policy denies. Loopback counts as secure transport: the sandbox speaks no TLS, and there is no wire to listen on. */
export function refuseDenied(world: World, bucket: BucketRecord, { caller, action, key }: BucketAccess): void {
  if (bucket.policy === undefined || (caller.endsWith(':root') && KEPT_FOR_ROOT.has(action))) return;
  const resource = `arn:aws:s3:::${bucket.name}${key === undefined ? '' : `/${key}`}`;
  const decision = evaluate(documentsOf(bucket), {
    action,
    resource,
    principal: { kind: 'AWS', id: caller },
    context: {
      'aws:SecureTransport': 'true',
      'aws:SourceIp': '127.0.0.1',
      'aws:PrincipalArn': roleArnOf(caller),
      'aws:PrincipalAccount': world.account,
      'aws:ResourceAccount': world.account,
      'aws:RequestedRegion': world.region,
      'aws:CurrentTime': world.clock.now().toISOString(),
      's3:TlsVersion': '1.3',
    },
  });
  if (decision !== 'explicitDeny') return;
  throw accessDenied(
    `User: ${caller} is not authorized to perform: ${action} on resource: "${resource}" with an explicit deny in a resource-based policy`,
  );
}

/** For a session, `aws:PrincipalArn` is the ARN of its role. */
const roleArnOf = (caller: string): string =>
  caller.replace(/^arn:(aws[\w-]*):sts::(\d{12}):assumed-role\/([^/]+)\/.*$/, 'arn:$1:iam::$2:role/$3');
