import { Fault } from './fault.ts';
import type { Protocol } from './operation.ts';
import type { HttpRequest } from './protocols/protocol.ts';
import { holderOf, type Credential } from './services/iam/credentials.ts';
import type { Identity } from './services/iam/identity.ts';
import type { RequestContext } from './services/iam/policy.ts';
import { EXPIRED_CREDENTIALS, refusalIn, type ByProtocol } from './words.ts';
import type { World } from './world.ts';

/** The credential scope of a signed request or a presigned address. */
export const credentialOf = (request: HttpRequest): Credential | undefined => {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  const scope = /Credential=([^,\s]+)/.exec(request.headers['authorization'] ?? '')?.[1] ?? query.get('X-Amz-Credential') ?? '';
  const [accessKeyId, , region, service] = scope.split('/');
  const sessionToken = request.headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token') ?? undefined;
  return accessKeyId && region && service ? { accessKeyId, region, service, sessionToken } : undefined;
};

/** Keys of real AWS accounts must not end up in a log of ours: they are refused before anything else. */
export const refuseRealKeys = ({ accessKeyId }: Credential): void => {
  if (!/^(?:AKIA|ASIA)(?!SANDBOX)[A-Z0-9]{12,}$/.test(accessKeyId)) return;
  const message = `This is the local sandbox, not AWS, and the access key looks like one of a real account. Use AWS_ACCESS_KEY_ID=sandbox and AWS_SECRET_ACCESS_KEY=sandbox.`;
  throw new Fault('InvalidClientTokenId', message, { status: 403 });
};

/** AWS's regions are named so: `ap-northeast-2`, `us-gov-west-1`. */
const REGION = /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}$/;

/** A region that cannot be one: for AWS the host would not even have a name. */
export const refuseBadRegion = ({ region }: Credential, protocol: Protocol): void => {
  if (REGION.test(region)) return;
  const message = 'Credential should be scoped to a valid region.';
  if (protocol === 'rest-xml') throw new Fault('AuthorizationHeaderMalformed', `The authorization header is malformed; ${message}`);
  if (protocol === 'json' || protocol === 'cbor') throw new Fault('InvalidSignatureException', message);
  throw new Fault('SignatureDoesNotMatch', message, { status: 403 });
};

const INVALID: ByProtocol = {
  json: ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  query: ['InvalidClientTokenId', 'The security token included in the request is invalid.', 403],
  ec2: ['AuthFailure', 'AWS was not able to validate the provided access credentials', 401],
  'rest-xml': ['InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403],
};
/** Whoever a credential belongs to. Refuses those that the sandbox gave out and that do not hold any more. */
export const identityOf = (world: World, credential: Credential, protocol: Protocol): Identity => {
  const holder = holderOf(world, credential);
  if (holder === 'expired') throw refusalIn(EXPIRED_CREDENTIALS, protocol);
  if (!holder) throw refusalIn(INVALID, protocol);
  return holder;
};

/** Condition keys that tell how a request came. */
export const requestContext = ({ headers }: HttpRequest): RequestContext => ({
  'aws:SourceIp': '127.0.0.1',
  ...(headers['user-agent'] !== undefined && { 'aws:UserAgent': headers['user-agent'] }),
  ...(headers['referer'] !== undefined && { 'aws:Referer': headers['referer'] }),
});
