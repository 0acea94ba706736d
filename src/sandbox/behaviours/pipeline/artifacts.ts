import { randomBytes } from 'node:crypto';
import type { ArtifactDetail } from '@aws-sdk/client-codepipeline';
import { Fault } from '../../fault.ts';
import { readObject, writeObject, type ReadObject } from '../../services/s3/objects.ts';
import { permissions } from '../../services/s3/permissions.ts';
import { writeZip, type ZipFiles } from '../../zip.ts';
import { ActionFailure, type ActionContext } from './action.ts';
import { needsOfAction, refusal } from './role.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const randomName = (): string => Array.from(randomBytes(7), byte => LETTERS[byte % LETTERS.length]).join('');

function bucketOf({ world, pipeline }: ActionContext): string {
  const { artifactStore, artifactStores } = pipeline.declaration;
  return (artifactStore ?? artifactStores?.[world.region])?.location ?? '';
}

const accessDenied = (bucket: string, key: string): ActionFailure =>
  new ActionFailure(
    'PermissionError',
    `Unable to access the artifact with Amazon S3 object key '${key}' located in the Amazon S3 artifact bucket '${bucket}'. The provided role does not have sufficient permissions.`,
  );

const notFound = (bucket: string, key: string): ActionFailure =>
  new ActionFailure(
    'ConfigurationError',
    `The artifact with Amazon S3 object key '${key}' or the Amazon S3 bucket '${bucket}' could not be found.`,
  );

/** Does something with an object in S3 as the action's role; what S3 refuses makes the action fail. */
function viaS3<Result>(
  context: ActionContext,
  operation: 'GetObject' | 'PutObject',
  input: { readonly Bucket: string; readonly Key: string },
  call: () => Result,
): Result {
  const { Bucket: bucket, Key: key } = input;
  const needs = needsOfAction(context, permissions, operation, input);
  if (needs.some(need => refusal(context, need.action, need.resource, need.context) !== undefined)) throw accessDenied(bucket, key);
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw error.code === 'AccessDenied' ? accessDenied(bucket, key) : notFound(bucket, key);
  }
}

/** An object, or a version of it, as the action's role may read it. */
export function readAsRole(context: ActionContext, bucket: string, key: string, versionId?: string): ReadObject {
  const object = viaS3(context, 'GetObject', { Bucket: bucket, Key: key, ...(versionId !== undefined && { VersionId: versionId }) }, () =>
    readObject(context.world, bucket, key, versionId),
  );
  if (object === undefined) throw notFound(bucket, key);
  return object;
}

/** Stores bytes as an output artifact of the action. */
export function storeArtifact(context: ActionContext, name: string, content: Uint8Array): void {
  const bucket = bucketOf(context);
  const key = `${context.pipeline.name.slice(0, 20)}/${name.slice(0, 10)}/${randomName()}.zip`;
  // Artifacts are encrypted with the account's default key of AWS KMS, whatever the bucket says.
  const input = { Bucket: bucket, Key: key, ServerSideEncryption: 'aws:kms' };
  viaS3(context, 'PutObject', input, () => writeObject(context.world, bucket, key, content, context.roleArn));
  const artifact: ArtifactDetail = { name, s3location: { bucket, key } };
  context.execution.artifacts[name] = artifact;
  context.record.outputArtifacts = [...context.record.outputArtifacts, artifact];
}

/** Stores files, zipped, as an output artifact of the action. */
export const storeFiles = (context: ActionContext, name: string, files: ZipFiles): void => storeArtifact(context, name, writeZip(files));

/** The bytes of an input artifact, read back from the bucket. */
export function readArtifact(context: ActionContext, name: string): Uint8Array {
  const { bucket = '', key = '' } = context.execution.artifacts[name]?.s3location ?? {};
  return readAsRole(context, bucket, key).content;
}
