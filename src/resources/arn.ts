import type { Aws } from '../aws/aws.ts';

/** The ARN of something in the region that we work in, for calls that want it where AWS gave none. */
export const arnOf = (aws: Pick<Aws, 'partition' | 'region' | 'account'>, service: string, resource: string): string =>
  `arn:${aws.partition}:${service}:${aws.region}:${aws.account}:${resource}`;
