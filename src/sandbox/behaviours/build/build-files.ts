import { filesOf } from '../../services/codecommit/files.ts';
import { resolveCommit } from '../../services/codecommit/resolve-commit.ts';
import { Fault } from '../../fault.ts';
import { denialMessage } from '../../services/iam/authorize.ts';
import type { BuildRecord, Place } from '../../services/codebuild/state.ts';
import { readObject, writeObject } from '../../services/s3/objects.ts';
import { arn, type World } from '../../world.ts';
import { readZip, type ZipFiles } from '../../zip.ts';
import { contentsOf } from '../pipeline/contents-of.ts';
import { BuildFailure } from './build-failure.ts';

/** Why the role of a build may not do something; undefined where it may. */
export function buildRefusal(world: World, { build }: BuildRecord, action: string, resource: string): string | undefined {
  const sessionName = `AWSCodeBuild-${build.id?.split(':').at(-1)}`;
  return denialMessage(world, { roleArn: build.serviceRole ?? '', sessionName }, action, resource);
}

function assertMay(world: World, record: BuildRecord, action: string, resource: string): void {
  const refused = buildRefusal(world, record, action, resource);
  if (refused !== undefined) throw new BuildFailure('CLIENT_ERROR', `AccessDenied: ${refused}`);
}

function fromS3(world: World, record: BuildRecord, { bucket, key }: Place): ZipFiles {
  assertMay(world, record, record.pipeline ? 's3:GetObjectVersion' : 's3:GetObject', `arn:aws:s3:::${bucket}/${key}`);
  const object = readObject(world, bucket, key);
  if (object === undefined) throw new BuildFailure('CLIENT_ERROR', `NoSuchKey: The specified key does not exist. for primary source`);
  const files = readZip(object.content);
  if (files === undefined) throw new BuildFailure('CLIENT_ERROR', 'zip: not a valid zip file for primary source');
  return files;
}

function fromCodeCommit(world: World, record: BuildRecord, location: string): ZipFiles {
  const name = location.split('/').at(-1) ?? '';
  assertMay(world, record, 'codecommit:GitPull', arn(world, 'codecommit', name));
  const repository = world.state.codecommit.repositories[name];
  if (repository === undefined) throw new BuildFailure('CLIENT_ERROR', 'repository not found for primary source');
  try {
    const commitId = resolveCommit(repository, record.build.resolvedSourceVersion ?? record.build.sourceVersion);
    record.build.resolvedSourceVersion = commitId;
    return contentsOf(world, repository, filesOf(repository, commitId));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new BuildFailure('CLIENT_ERROR', `reference not found for primary source and source version ${record.build.sourceVersion ?? ''}`);
  }
}

/** The files of a build's source, as its role may read them. */
export function sourceFiles(world: World, record: BuildRecord): ZipFiles {
  const { type = 'NO_SOURCE', location = '' } = record.build.source ?? {};
  if (record.pipeline !== undefined) return fromS3(world, record, record.pipeline.input);
  if (type === 'NO_SOURCE') return new Map();
  if (type === 'CODECOMMIT') return fromCodeCommit(world, record, location);
  if (type === 'S3') {
    const [, bucket = '', key = ''] = /^(?:arn:aws:s3:::)?([^/]+)\/(.+)$/.exec(location) ?? [];
    return fromS3(world, record, { bucket, key });
  }
  throw new BuildFailure(
    'CLIENT_ERROR',
    `The local sandbox has no sources of the type ${type}: it knows CODECOMMIT, CODEPIPELINE, NO_SOURCE and S3.`,
  );
}

/** Writes what a build keeps, as its role may. */
export function writeArtifact(world: World, record: BuildRecord, { bucket, key }: Place, content: Uint8Array): void {
  assertMay(world, record, 's3:PutObject', `arn:aws:s3:::${bucket}/${key}`);
  try {
    writeObject(world, bucket, key, content);
  } catch (error) {
    if (error instanceof Fault) throw new BuildFailure('CLIENT_ERROR', `Error in UPLOAD_ARTIFACTS phase: ${error.message}`);
    throw error;
  }
}
