import { createHash } from 'node:crypto';
import {
  InvalidRevisionException$,
  RevisionDoesNotExistException$,
  RevisionRequiredException$,
  type RevisionLocation,
  type S3Location,
} from '@aws-sdk/client-codedeploy';
import { Fault, fault } from '../../fault.ts';
import { needsOfCall } from '../../needs.ts';
import { keepLatest } from '../../keep-latest.ts';
import type { World } from '../../world.ts';
import { denialMessage, roleIdentity } from '../iam/authorize.ts';
import { readObject } from '../s3/objects.ts';
import { permissions } from '../s3/permissions.ts';
import { parseAppSpec, type AppSpec } from './app-spec.ts';
import type { ApplicationRecord, RevisionRecord } from './state.ts';

const invalid = (message: string): Error => fault(InvalidRevisionException$, message);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const unreadable = (reason: string): Error => invalid(`The revision could not be read from Amazon S3: ${reason}`);

function viaS3<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw error instanceof Fault ? unreadable(error.message) : error;
  }
}

/** The AppSpec file in S3, read with the service role of the deployment group. */
function readFromS3(world: World, location: S3Location, roleArn: string): string {
  const { bucket = '', key = '' } = location;
  if (bucket === '' || key === '') throw invalid('The S3 location of the revision lacks a bucket or a key.');
  if (location.bundleType !== 'YAML' && location.bundleType !== 'JSON') {
    throw invalid('For ECS deployment, the bundle type of the revision must be YAML or JSON.');
  }
  const session = { roleArn, sessionName: 'codedeploy' };
  const input = { Bucket: bucket, Key: key, VersionId: location.version };
  for (const need of needsOfCall(permissions, world, { operation: 'GetObject', input, identity: roleIdentity(world, session) })) {
    const refused = denialMessage(world, session, need.action, need.resource, need.context);
    if (refused !== undefined) throw unreadable(refused);
  }
  const object = viaS3(() => readObject(world, bucket, key, location.version));
  if (object === undefined) throw unreadable(`s3://${bucket}/${key} does not exist.`);
  return Buffer.from(object.content).toString('utf8');
}

/** The text of the AppSpec that a revision leads to. */
function readText(world: World, revision: RevisionLocation, roleArn: string): string {
  const inline = revision.appSpecContent ?? revision.string;
  if (revision.revisionType === 'S3') return readFromS3(world, revision.s3Location ?? {}, roleArn);
  if (revision.revisionType !== 'AppSpecContent' && revision.revisionType !== 'String') {
    throw invalid('For ECS deployment, the revision type must be S3 or AppSpecContent.');
  }
  const content = inline?.content;
  if (content === undefined || content === '') throw invalid('The AppSpec content of the revision is empty.');
  if (inline?.sha256 !== undefined && inline.sha256.toLowerCase() !== sha256(content)) {
    throw invalid('The SHA256 hash value of the revision does not match its content.');
  }
  return content;
}

/** The AppSpec of a revision, or AWS's refusal. */
export function readRevision(world: World, revision: RevisionLocation | undefined, roleArn: string): AppSpec {
  if (revision === undefined) throw fault(RevisionRequiredException$, 'Revision is not specified');
  return parseAppSpec(readText(world, revision, roleArn));
}

/** A revision as CodeDeploy keeps it: with the hash of inline content. */
export function normalize(revision: RevisionLocation): RevisionLocation {
  const inline = revision.appSpecContent;
  return inline?.content === undefined
    ? revision
    : { ...revision, appSpecContent: { content: inline.content, sha256: sha256(inline.content) } };
}

/** What tells one revision from another. */
function identity(revision: RevisionLocation): string {
  const { bucket, key, version, eTag } = revision.s3Location ?? {};
  const inline = revision.appSpecContent ?? revision.string;
  return JSON.stringify([revision.revisionType, bucket, key, version, eTag, inline?.sha256 ?? sha256(inline?.content ?? '')]);
}

/** The registered revision that this location names, if there is one. */
export const lookUpRevision = (application: ApplicationRecord, revision: RevisionLocation): RevisionRecord | undefined =>
  application.revisions.find(known => identity(known.revision) === identity(normalize(revision)));

export function findRevision(application: ApplicationRecord, revision: RevisionLocation | undefined): RevisionRecord {
  if (revision === undefined) throw fault(RevisionRequiredException$, 'Revision is not specified');
  const found = lookUpRevision(application, revision);
  if (found === undefined)
    throw fault(
      RevisionDoesNotExistException$,
      'The specified revision does not exist with the applicable user or Amazon Web Services account.',
    );
  return found;
}

const MOST_KEPT = 500;

/** Registers a revision, or finds it registered. */
export function registerRevision(
  world: World,
  application: ApplicationRecord,
  revision: RevisionLocation,
  description?: string,
): RevisionRecord {
  const known = lookUpRevision(application, revision);
  if (known !== undefined) return known;
  const record = {
    revision: normalize(revision),
    info: { registerTime: world.clock.now(), deploymentGroups: [], ...(description !== undefined && { description }) },
  };
  application.revisions.push(record);
  keepLatest(application.revisions, MOST_KEPT);
  return record;
}
