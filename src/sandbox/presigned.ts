import { Fault } from './fault.ts';
import type { HttpRequest } from './protocols/protocol.ts';

const LONGEST_SECONDS = 7 * 24 * 3600;

const parametersOf = (request: HttpRequest): URLSearchParams => new URLSearchParams(request.url.split('?')[1] ?? '');

/** Why S3 refuses a request without a credential, or with one of the signature that came before version 4. */
export function anonymousFault(request: HttpRequest): Fault {
  const isOld = parametersOf(request).has('AWSAccessKeyId') || (request.headers['authorization'] ?? '').startsWith('AWS ');
  if (!isOld) return new Fault('AccessDenied', 'Access Denied', { status: 403 });
  return new Fault('InvalidRequest', 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.');
}

const malformed = (message: string): Fault => new Fault('AuthorizationQueryParametersError', message);

/**
 * Refuses a presigned address whose time is over.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function refuseExpiredAddress(request: HttpRequest, now = Date.now()): void {
  const parameters = parametersOf(request);
  const [expires, signedAt] = [parameters.get('X-Amz-Expires'), parameters.get('X-Amz-Date')];
  if (expires === null || signedAt === null) return;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(signedAt) ?? [];
  const from = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(from)) throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  if (!/^-?\d+$/.test(expires)) throw malformed('X-Amz-Expires should be a number');
  const seconds = Number(expires);
  if (seconds < 0) throw malformed('X-Amz-Expires must be non-negative');
  if (seconds > LONGEST_SECONDS)
    throw malformed(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${LONGEST_SECONDS} seconds`,
    );
  if (now <= from + seconds * 1000) return;
  throw new Fault('AccessDenied', 'Request has expired', {
    status: 403,
    members: { 'X-Amz-Expires': expires, Expires: new Date(from + seconds * 1000).toISOString(), ServerTime: new Date(now).toISOString() },
  });
}
