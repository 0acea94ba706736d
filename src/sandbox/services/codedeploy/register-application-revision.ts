import {
  GetApplicationRevision$,
  ListApplicationRevisions$,
  RegisterApplicationRevision$,
  RevisionRequiredException$,
  type GetApplicationRevisionInput,
  type GetApplicationRevisionOutput,
  type ListApplicationRevisionsInput,
  type ListApplicationRevisionsOutput,
  type RegisterApplicationRevisionInput,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { badToken, findApplication } from './application.ts';
import { findRevision, registerRevision } from './revision.ts';

export const registerApplicationRevision = operation(
  RegisterApplicationRevision$,
  (world, input: RegisterApplicationRevisionInput): void => {
    const application = findApplication(world, input.applicationName);
    if (input.revision === undefined) throw fault(RevisionRequiredException$, 'Revision is not specified');
    registerRevision(world, application, input.revision, input.description);
  },
);

export const getApplicationRevision = operation(
  GetApplicationRevision$,
  (world, input: GetApplicationRevisionInput): GetApplicationRevisionOutput => {
    const application = findApplication(world, input.applicationName);
    const { revision, info } = findRevision(application, input.revision);
    return { applicationName: application.name, revision, revisionInfo: info };
  },
);

export const listApplicationRevisions = operation(
  ListApplicationRevisions$,
  (world, input: ListApplicationRevisionsInput): ListApplicationRevisionsOutput => {
    const { revisions } = findApplication(world, input.applicationName);
    const wanted = revisions.filter(
      ({ revision, info }) =>
        (input.s3Bucket === undefined || revision.s3Location?.bucket === input.s3Bucket) &&
        (input.s3KeyPrefix === undefined || revision.s3Location?.key?.startsWith(input.s3KeyPrefix) === true) &&
        (input.deployed !== 'include' || info.firstUsedTime !== undefined) &&
        (input.deployed !== 'exclude' || info.firstUsedTime === undefined),
    );
    const { items, next } = page(wanted, input.nextToken, 100, badToken);
    return { revisions: items.map(({ revision }) => revision), nextToken: next };
  },
);
