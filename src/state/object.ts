import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Aws } from '../aws/aws.ts';
import { nameIs, partsOf } from '../aws/errors.ts';
import { pause } from '../aws/pause.ts';
import { UserError } from '../errors.ts';

/** One object of a bucket of ours. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

export interface StoredText {
  readonly text: string;
  /** What tells this content from any other. */
  readonly etag: string;
}

export const urlOf = ({ bucket, key }: ObjectPlace): string => `s3://${bucket}/${key}`;

/** Every call names the account that must own the bucket: a bucket of that name may belong to anybody. */
const named = (aws: Aws, { bucket, key }: ObjectPlace) => ({ Bucket: bucket, Key: key, ExpectedBucketOwner: aws.account });

/** The object, or undefined where there is none. */
export async function readObject(aws: Aws, place: ObjectPlace): Promise<StoredText | undefined> {
  try {
    const { Body, ETag = '' } = await aws.s3.send(new GetObjectCommand(named(aws, place)));
    return { text: (await Body?.transformToString()) ?? '', etag: ETag };
  } catch (error) {
    if (nameIs(error, 'NoSuchKey')) return undefined;
    throw bucketProblem(aws, place, error);
  }
}

/** The condition did not hold; or, of `If-Match` and a key that is gone, `NoSuchKey`. */
const FAILED = ['PreconditionFailed', 'NoSuchKey'];
/** Somebody else wrote the same key at the same moment: whether the condition holds is not known. */
const CONFLICT = 'ConditionalRequestConflict';

const ATTEMPTS = 5;

/**
 * Writes the object where it still is what `etag` names, or where `etag` is undefined and there is none; its new ETag, or undefined
 * where somebody else was faster. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function writeObject(aws: Aws, place: ObjectPlace, text: string, etag: string | undefined): Promise<string | undefined> {
  const condition = etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag };
  const request = {
    ...named(aws, place),
    ...condition,
    Body: text,
    ContentType: 'application/json',
    ServerSideEncryption: 'AES256' as const,
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { ETag = '' } = await aws.s3.send(new PutObjectCommand(request));
      return ETag;
    } catch (error) {
      if (!nameIs(error, ...FAILED, CONFLICT)) throw bucketProblem(aws, place, error);
      // The SDK sends again what got no answer: then it was our own write that came first.
      const there = await readObject(aws, place);
      if (there?.text === text) return there.etag;
      if (!nameIs(error, CONFLICT) || there?.etag !== etag || attempt === ATTEMPTS) return undefined;
      await pause(aws, attempt * 0.2);
    }
  }
}

/** Deletes the object where it still is what `etag` names; false where it is not. */
export async function removeObject(aws: Aws, place: ObjectPlace, etag: string): Promise<boolean> {
  try {
    await aws.s3.send(new DeleteObjectCommand({ ...named(aws, place), IfMatch: etag }));
    return true;
  } catch (error) {
    if (nameIs(error, ...FAILED, CONFLICT)) return false;
    throw bucketProblem(aws, place, error);
  }
}

/** What is wrong with the bucket itself, in terms of the catalogue. */
export function bucketProblem(aws: Aws, { bucket }: Pick<ObjectPlace, 'bucket'>, error: unknown): unknown {
  const { region, account } = aws;
  const { message, status } = partsOf(error);
  if (nameIs(error, 'NoSuchBucket')) return new UserError('stateBucketMissing', { bucket, region }, { cause: error });
  // Who asks in another region is sent away, or told that the signature is for another one.
  if (status === 301 || nameIs(error, 'PermanentRedirect', 'AuthorizationHeaderMalformed')) {
    return new UserError('stateBucketElsewhere', { bucket, region }, { cause: error });
  }
  // A caller who lacks a permission is told which; a bucket of another account, or one that is closed by its policy, only says no.
  const isPlain = nameIs(error, 'AccessDenied') && !/not authorized to perform/.test(message);
  return isPlain ? new UserError('stateBucketDenied', { bucket, account }, { cause: error }) : error;
}
