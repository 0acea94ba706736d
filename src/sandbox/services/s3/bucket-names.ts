import { Fault } from '../../fault.ts';

const RESERVED_PREFIX = /^(xn--|sthree-|amzn-s3-demo-)/;
const RESERVED_SUFFIX = /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;
const LOOKS_LIKE_ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Whether S3 takes a name for a new bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const isBucketName = (name: string): boolean =>
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
  !name.includes('..') &&
  !LOOKS_LIKE_ADDRESS.test(name) &&
  !RESERVED_PREFIX.test(name) &&
  !RESERVED_SUFFIX.test(name);

/** `-an` ends the names of an account's own namespace, which carry the account and the region. */
export function checkBucketName(
  name: string,
  { account, region, namespace }: { account: string; region: string; namespace: string },
): void {
  const isAccountRegional = name.endsWith(`-${account}-${region}-an`);
  const isAllowed = namespace === 'account-regional' ? isAccountRegional : !name.endsWith('-an');
  if (!isBucketName(name) || !isAllowed) {
    throw new Fault('InvalidBucketName', 'The specified bucket is not valid.', { members: { BucketName: name } });
  }
}
