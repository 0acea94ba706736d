/** The parts of an SDK error that tell what happened. */
interface ErrorParts {
  readonly name: string;
  readonly message: string;
  /** Wire code of the query services (IAM, ELBv2): without the suffix that the class name carries. */
  readonly Code: string | undefined;
  /** Code of a socket or DNS failure. */
  readonly code: string | undefined;
  /** Undefined when no answer arrived. */
  readonly status: number | undefined;
}

const NO_PARTS: ErrorParts = { name: '', message: '', Code: undefined, code: undefined, status: undefined };

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What an error of the SDK says, whatever its class. */
export function partsOf(error: unknown): ErrorParts {
  if (typeof error !== 'object' || error === null) return NO_PARTS;
  const given = error as Record<string, unknown>;
  const metadata = given['$metadata'] as { httpStatusCode?: number } | undefined;
  return {
    name: textOf(given['name']) ?? '',
    message: textOf(given['message']) ?? '',
    Code: textOf(given['Code']),
    code: textOf(given['code']),
    status: metadata?.httpStatusCode,
  };
}

const bare = (name: string): string => name.replace(/Exception$/, '');

/**
 * Whether an error is known by one of these names. IAM and ELBv2 name the class with a suffix and the wire code without,
 * so `EntityAlreadyExists` and `EntityAlreadyExistsException` are the same here, in `name` and in `Code`.
 */
export function nameIs(error: unknown, ...names: readonly string[]): boolean {
  const { name, Code } = partsOf(error);
  const wanted = new Set(names.map(bare));
  return wanted.has(bare(name)) || (Code !== undefined && wanted.has(bare(Code)));
}

/** The reply, or undefined when AWS says by one of these names that there is no such thing. Every other failure is thrown. */
export async function whenMissing<T>(reply: Promise<T>, ...names: readonly string[]): Promise<T | undefined> {
  try {
    return await reply;
  } catch (error) {
    if (nameIs(error, ...names)) return undefined;
    throw error;
  }
}

const THROTTLED = [
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'PriorRequestNotComplete',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
  'Throttled',
  'ThrottledException',
  'Throttling',
  'TooManyRequests',
] as const;

/** AWS refused the call because there were too many: it has had no effect. A quota (`LimitExceeded`) is something else. */
export function isThrottled(error: unknown): boolean {
  const { status, message } = partsOf(error);
  return status === 429 || nameIs(error, ...THROTTLED) || /^rate exceeded/i.test(message);
}

const CREDENTIALS_REFUSED = [
  'AuthFailure',
  'ExpiredToken',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignature',
  'InvalidToken',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
  'UnrecognizedClient',
] as const;

/** The credentials themselves were refused, whatever was asked. */
export const areCredentialsRefused = (error: unknown): boolean => nameIs(error, ...CREDENTIALS_REFUSED) && !isClockSkewed(error);

/** The signature's time is too far from AWS's. */
export function isClockSkewed(error: unknown): boolean {
  if (nameIs(error, 'RequestTimeTooSkewed', 'RequestInTheFuture', 'RequestExpired')) return true;
  return nameIs(error, 'InvalidSignature', 'SignatureDoesNotMatch') && /signature (expired|not yet current)/i.test(partsOf(error).message);
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const CONNECTION_LOST = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_SOCKET_CONNECTION_TIMEOUT']);

/** There was no connection, so the call has had no effect. */
export const isUnreachable = (error: unknown): boolean => NEVER_SENT.has(partsOf(error).code ?? '');

/** No answer, or a server error: the call may or may not have had its effect. */
export function isAmbiguous(error: unknown): boolean {
  const { name, message, code, status } = partsOf(error);
  if (isUnreachable(error) || isThrottled(error)) return false;
  if (name === 'TimeoutError' || nameIs(error, 'RequestTimeout') || CONNECTION_LOST.has(code ?? '')) return true;
  return (status !== undefined && status >= 500 && status !== 501) || /socket hang up/i.test(message);
}

/** It may go away by itself: throttling, a lost connection, a server error. */
export const isTransient = (error: unknown): boolean => isThrottled(error) || isUnreachable(error) || isAmbiguous(error);
