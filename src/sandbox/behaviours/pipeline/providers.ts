import type { ActionTypeId } from '@aws-sdk/client-codepipeline';
import { ActionFailure, type Provider } from './action.ts';
import { manualApproval } from './approval.ts';
import { deployToEcs } from './deploy-to-ecs.ts';
import { codeCommitSource } from './source-codecommit.ts';
import { ecrSource } from './source-ecr.ts';
import { s3Source } from './source-s3.ts';

/** A connection has to be completed by hand in the console, which the sandbox does not have: it stays pending. */
const connectionSource: Provider = {
  seconds: 3,
  run: context => {
    throw new ActionFailure(
      'ConfigurationError',
      `The connection ${context.record.resolvedConfiguration['ConnectionArn']} is not available: it is pending.`,
    );
  },
};

const notEmulated: Provider = {
  seconds: 1,
  run: ({ declaration }) => {
    throw new ActionFailure(
      'ConfigurationError',
      `The local sandbox does not run actions of the provider ${declaration.actionTypeId?.provider}.`,
    );
  },
};

const PROVIDERS: Readonly<Record<string, Provider>> = {
  'Source/CodeCommit': codeCommitSource,
  'Source/ECR': ecrSource,
  'Source/S3': s3Source,
  'Source/CodeStarSourceConnection': connectionSource,
  'Deploy/CodeDeployToECS': deployToEcs,
  'Approval/Manual': manualApproval,
};

export const findProvider = (id: ActionTypeId | undefined): Provider => PROVIDERS[`${id?.category}/${id?.provider}`] ?? notEmulated;
