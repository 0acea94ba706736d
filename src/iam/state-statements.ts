import type { Setup } from '../setup.ts';
import { addressOf, keyIn } from '../state/address.ts';
import type { Statement } from './policy.ts';

/**
 * What a shared state asks for beside the set-up itself. Writing and deleting on the condition that nobody else has written asks for reading too.
 * Who may not list a bucket is not told that an object is missing, but that it is denied.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function stateStatements({ config, place }: Setup, writes: boolean): readonly Statement[] {
  const address = addressOf(config.state);
  if (address === undefined) return [];
  const bucket = `arn:${place.partition}:s3:::${address.bucket}`;
  return [
    {
      Sid: 'State',
      Effect: 'Allow',
      Action: writes ? ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] : ['s3:GetObject'],
      Resource: [`${bucket}/${keyIn(address, `${config.env}.*`)}`],
    },
    { Sid: 'StateBucket', Effect: 'Allow', Action: ['s3:ListBucket', ...(writes ? ['s3:GetBucketVersioning'] : [])], Resource: [bucket] },
  ];
}
