import { Fault } from '../fault.ts';
import type { SandboxService } from '../operation.ts';
import { EXPIRED_CREDENTIALS, wordsOf, type ByProtocol, type Words } from '../words.ts';
import type { ArmedFault } from './armed-fault.ts';
import { secondsOf, type FaultKind } from './kinds.ts';
import { quotaOf } from './quotas.ts';

/** The operation that is refused. */
export interface RefusedCall {
  readonly service: SandboxService;
  readonly operation: string;
}

const RATE = 'Rate exceeded';
const UNKNOWN = 'The request processing has failed because of an unknown error, exception or failure.';
const NO_MATCH = 'The request signature we calculated does not match the signature you provided. Check your';

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
// and the page "Common Error Types" of each other service's API reference.
const THROTTLING: ByProtocol = {
  json: ['ThrottlingException', RATE],
  query: ['Throttling', RATE],
  ec2: ['RequestLimitExceeded', 'Request limit exceeded.', 503],
  'rest-xml': ['SlowDown', 'Please reduce your request rate.', 503],
};
const FAILURE: ByProtocol = {
  json: ['InternalFailure', UNKNOWN],
  query: ['InternalFailure', UNKNOWN],
  ec2: ['InternalError', 'An internal error has occurred'],
  'rest-xml': ['InternalError', 'We encountered an internal error. Please try again.'],
};
const UNAVAILABLE: ByProtocol = {
  json: ['ServiceUnavailable', 'Service is unavailable. Please try again later.'],
  query: ['ServiceUnavailable', 'Service is unavailable. Please try again later.'],
  ec2: ['Unavailable', "The server is overloaded and can't handle the request."],
  'rest-xml': ['ServiceUnavailable', 'Service is unable to handle request.'],
};
const INVALID_SIGNATURE: ByProtocol = {
  json: ['InvalidSignatureException', `${NO_MATCH} AWS Secret Access Key and signing method.`],
  query: ['SignatureDoesNotMatch', `${NO_MATCH} AWS Secret Access Key and signing method.`, 403],
  ec2: ['AuthFailure', 'AWS was not able to validate the provided access credentials', 401],
  'rest-xml': ['SignatureDoesNotMatch', `${NO_MATCH} key and signing method.`, 403],
};

/** Services whose models (botocore) have error shapes of their own for it. */
const OWN_THROTTLING: Readonly<Record<string, Words>> = {
  sns: ['Throttled', RATE, 429],
  tagging: ['ThrottledException', RATE],
};
const OWN_FAILURE: Readonly<Record<string, Words>> = {
  acm: ['InternalServerException', UNKNOWN],
  'application-autoscaling': ['InternalServiceException', 'The service encountered an internal error.'],
  'codestar-connections': ['InternalServerException', 'Received an internal server exception. Try again later.'],
  ecr: ['ServerException', 'These errors are usually caused by a server-side issue.'],
  ecs: ['ServerException', 'Service Unavailable. Please try again later.'],
  events: ['InternalException', 'This exception occurs due to unexpected causes.'],
  iam: ['ServiceFailure', UNKNOWN],
  monitoring: ['InternalServiceError', UNKNOWN],
  sns: ['InternalError', 'Indicates an internal service error.'],
  ssm: ['InternalServerError', 'An error occurred on the server side.'],
  tagging: ['InternalServiceException', UNKNOWN],
};
const OWN_UNAVAILABLE: Readonly<Record<string, Words>> = {
  logs: ['ServiceUnavailableException', 'The service cannot complete the request.'],
};

const ofProtocol = (words: ByProtocol, { protocol }: SandboxService): Words => wordsOf(words, protocol);

/** `20261125T003840Z` */
const stamp = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

/** What a caller hears whose clock is so many seconds behind. */
function skewed(service: SandboxService, seconds: number): Words {
  const now = Date.now();
  const sent = now - seconds * 1000;
  const expired = `Signature expired: ${stamp(sent)} is now earlier than ${stamp(now - 300_000)} (${stamp(now)} - 5 min.)`;
  return ofProtocol(
    {
      json: ['InvalidSignatureException', expired],
      query: ['SignatureDoesNotMatch', expired, 403],
      ec2: ['RequestExpired', `Request has expired. Timestamp date is ${new Date(sent).toISOString()}`],
      'rest-xml': ['RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 403],
    },
    service,
  );
}

function serverError(service: SandboxService, status: number): Words {
  const [common, own] = status === 500 ? [FAILURE, OWN_FAILURE] : [UNAVAILABLE, OWN_UNAVAILABLE];
  const [code, message] = own[service.name] ?? ofProtocol(common, service);
  return [code, message, status];
}

const REFUSALS: Readonly<Partial<Record<FaultKind, (call: RefusedCall, fault: ArmedFault) => Words>>> = {
  throttling: ({ service }) => OWN_THROTTLING[service.name] ?? ofProtocol(THROTTLING, service),
  'server-error': ({ service }, { status = 500 }) => serverError(service, status),
  'expired-credentials': ({ service }) => ofProtocol(EXPIRED_CREDENTIALS, service),
  'invalid-signature': ({ service }) => ofProtocol(INVALID_SIGNATURE, service),
  'clock-skew': ({ service }, fault) => skewed(service, secondsOf(fault)),
  quota: ({ service, operation }) => quotaOf(service.name, operation) ?? ['LimitExceededException', 'The limit has been reached.'],
};

/** By what words a fault refuses a call; undefined where it does something else to it. */
export function refusalOf(fault: ArmedFault, call: RefusedCall): Fault | undefined {
  const words = REFUSALS[fault.kind]?.(call, fault);
  if (!words) return undefined;
  const [code, message, status = 400] = words;
  return new Fault(fault.code ?? code, fault.message ?? message, { status });
}
