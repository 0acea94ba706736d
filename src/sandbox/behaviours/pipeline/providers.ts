import type { ActionTypeId } from '@aws-sdk/client-codepipeline';
import { ActionFailure, type Provider } from './action.ts';
import { manualApproval } from './approval.ts';
import { buildWithCodeBuild } from './build-with-codebuild.ts';
import { deployToEcs } from './deploy-to-ecs.ts';
import { codeCommitSource } from './source-codecommit.ts';
import { connectionSource } from './source-connection.ts';
import { ecrSource } from './source-ecr.ts';
import { s3Source } from './source-s3.ts';

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
  'Build/CodeBuild': buildWithCodeBuild,
  'Test/CodeBuild': buildWithCodeBuild,
  'Deploy/CodeDeployToECS': deployToEcs,
  'Approval/Manual': manualApproval,
};

export const findProvider = (id: ActionTypeId | undefined): Provider => PROVIDERS[`${id?.category}/${id?.provider}`] ?? notEmulated;
