import { describe, expect, it } from 'vitest';
import {
  areCredentialsRefused,
  isAmbiguous,
  isClockSkewed,
  isThrottled,
  isTransient,
  isUnreachable,
  nameIs,
  whenMissing,
} from '../../src/aws/errors.ts';

interface Shape {
  readonly name?: string;
  readonly message?: string;
  readonly Code?: string;
  readonly code?: string;
  readonly status?: number;
}

const sdkError = ({ name = 'Error', message = '', Code, code, status }: Shape): Error =>
  Object.assign(new Error(message), {
    name,
    ...(Code && { Code }),
    ...(code && { code }),
    $metadata: status === undefined ? {} : { httpStatusCode: status },
  });

describe('nameIs', () => {
  it.each([
    [
      'IAM, class with suffix and code without',
      { name: 'EntityAlreadyExistsException', Code: 'EntityAlreadyExists' },
      'EntityAlreadyExists',
    ],
    ['IAM, asked with the suffix', { name: 'NoSuchEntityException', Code: 'NoSuchEntity' }, 'NoSuchEntityException'],
    ['EC2, nothing modelled', { name: 'InvalidGroup.Duplicate', Code: 'InvalidGroup.Duplicate' }, 'InvalidGroup.Duplicate'],
    ['ECS, no code', { name: 'ClusterNotFoundException' }, 'ClusterNotFoundException'],
    ['a code that differs from the class', { name: 'Error', Code: 'NoSuchBucket' }, 'NoSuchBucket'],
  ])('knows %s', (_what, shape, name) => {
    expect(nameIs(sdkError(shape), 'Other', name)).toBe(true);
  });

  it.each([undefined, null, 'NoSuchEntity', {}, sdkError({ name: 'NoSuchEntityHere' })])('is false for %s', error => {
    expect(nameIs(error, 'NoSuchEntity')).toBe(false);
  });
});

describe('whenMissing', () => {
  it('gives the reply, or undefined for the named errors only', async () => {
    const missing = sdkError({ name: 'RepositoryNotFoundException' });
    expect(await whenMissing(Promise.resolve(1), 'RepositoryNotFoundException')).toBe(1);
    expect(await whenMissing(Promise.reject(missing), 'RepositoryNotFoundException')).toBeUndefined();
    const throttled = sdkError({ name: 'ThrottlingException', message: 'Rate exceeded' });
    await expect(whenMissing(Promise.reject(throttled), 'RepositoryNotFoundException')).rejects.toBe(throttled);
  });
});

describe('what an error means', () => {
  const classify = (error: unknown): string =>
    Object.entries({
      throttled: isThrottled,
      unreachable: isUnreachable,
      ambiguous: isAmbiguous,
      skewed: isClockSkewed,
      credentials: areCredentialsRefused,
    })
      .filter(([, is]) => is(error))
      .map(([name]) => name)
      .join(' ');

  it.each<[string, Shape]>([
    ['throttled', { name: 'ThrottlingException', status: 400 }],
    ['throttled', { name: 'TooManyRequestsException', status: 429 }],
    ['throttled', { name: 'RequestLimitExceeded', status: 503 }],
    ['throttled', { name: 'SlowDown', status: 503 }],
    ['throttled', { name: 'Throttling', message: 'Rate exceeded', status: 400 }],
    ['throttled', { name: 'ClientException', message: 'Rate exceeded', status: 400 }],
    ['', { name: 'LimitExceededException', status: 400 }],
    ['', { name: 'AccessDeniedException', status: 400 }],
    ['ambiguous', { name: 'ServerException', status: 500 }],
    ['ambiguous', { name: 'ServiceUnavailable', status: 503 }],
    ['', { name: 'NotImplemented', status: 501 }],
    ['ambiguous', { code: 'ECONNRESET' }],
    ['ambiguous', { name: 'TimeoutError' }],
    ['ambiguous', { message: 'socket hang up' }],
    ['unreachable', { code: 'ECONNREFUSED' }],
    ['unreachable', { code: 'ENOTFOUND' }],
    ['skewed', { name: 'RequestTimeTooSkewed', status: 403 }],
    ['skewed', { name: 'SignatureDoesNotMatch', message: 'Signature expired: 20260101T000000Z is now earlier than', status: 403 }],
    ['credentials', { name: 'SignatureDoesNotMatch', message: 'The request signature we calculated does not match', status: 403 }],
    ['credentials', { name: 'ExpiredTokenException', status: 400 }],
    ['credentials', { name: 'UnrecognizedClientException', status: 400 }],
  ])('is "%s" for %j', (meaning, shape) => {
    const error = sdkError(shape);
    expect(classify(error)).toBe(meaning);
    expect(isTransient(error)).toBe(['throttled', 'unreachable', 'ambiguous'].includes(meaning));
  });
});
