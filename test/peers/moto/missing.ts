import {
  CreateBranchCommand,
  CreateCommitCommand,
  GetBranchCommand,
  GetFileCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdateRepositoryDescriptionCommand,
} from '@aws-sdk/client-codecommit';
import {
  DeleteApplicationCommand,
  DeleteDeploymentGroupCommand,
  StopDeploymentCommand,
  UpdateDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import {
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { InitiateLayerUploadCommand } from '@aws-sdk/client-ecr';
import { UpdateClusterSettingsCommand } from '@aws-sdk/client-ecs';
import type { Aws } from '../../../src/aws/aws.ts';

/** A call that kinds or releases make and that moto answers with a page of HTML and 500. */
export interface Missing {
  readonly action: string;
  /** What cannot be tested on moto for want of it. */
  readonly without: string;
  readonly call: (aws: Aws) => Promise<unknown>;
}

const repositoryName = 'none';
const resourceArn = 'arn:aws:codecommit:us-east-1:123456789012:none';
const group = { applicationName: 'none', deploymentGroupName: 'none' };
const execution = { pipelineName: 'none', pipelineExecutionId: '00000000-0000-0000-0000-000000000000' };

/** AWS documents each of them in the API reference of its service; moto names each in its list of what is still to be done. */
export const MISSING: readonly Missing[] = [
  {
    action: 'codecommit:ListTagsForResource',
    without: 'A repository is made and removed, but not found again: nobody can tell whose it is.',
    call: ({ codecommit }) => codecommit.send(new ListTagsForResourceCommand({ resourceArn })),
  },
  {
    action: 'codecommit:TagResource',
    without: 'A repository is not taken over.',
    call: ({ codecommit }) => codecommit.send(new TagResourceCommand({ resourceArn, tags: { a: 'b' } })),
  },
  {
    action: 'codecommit:UpdateRepositoryDescription',
    without: 'A repository is not changed.',
    call: ({ codecommit }) => codecommit.send(new UpdateRepositoryDescriptionCommand({ repositoryName })),
  },
  {
    action: 'codecommit:GetBranch',
    without: 'There is no first commit.',
    call: ({ codecommit }) => codecommit.send(new GetBranchCommand({ repositoryName, branchName: 'main' })),
  },
  {
    action: 'codecommit:GetFile',
    without: 'There is no first commit.',
    call: ({ codecommit }) => codecommit.send(new GetFileCommand({ repositoryName, filePath: 'taskdef.json' })),
  },
  {
    action: 'codecommit:CreateCommit',
    without: 'There is no first commit.',
    call: ({ codecommit }) => codecommit.send(new CreateCommitCommand({ repositoryName, branchName: 'main' })),
  },
  {
    action: 'codecommit:CreateBranch',
    without: 'There is no first commit.',
    call: ({ codecommit }) => codecommit.send(new CreateBranchCommand({ repositoryName, branchName: 'main', commitId: 'none' })),
  },
  {
    action: 'codedeploy:UpdateDeploymentGroup',
    without: 'A deployment group is not changed.',
    call: ({ codedeploy }) =>
      codedeploy.send(new UpdateDeploymentGroupCommand({ applicationName: 'none', currentDeploymentGroupName: 'none' })),
  },
  {
    action: 'codedeploy:DeleteDeploymentGroup',
    without: 'A deployment group is not removed.',
    call: ({ codedeploy }) => codedeploy.send(new DeleteDeploymentGroupCommand(group)),
  },
  {
    action: 'codedeploy:DeleteApplication',
    without: 'An application is not removed.',
    call: ({ codedeploy }) => codedeploy.send(new DeleteApplicationCommand({ applicationName: 'none' })),
  },
  {
    action: 'codedeploy:StopDeployment',
    without: 'A running deployment is not stopped.',
    call: ({ codedeploy }) => codedeploy.send(new StopDeploymentCommand({ deploymentId: 'd-000000000' })),
  },
  {
    action: 'codepipeline:GetPipelineState',
    without: 'A pipeline is not removed, because nobody can tell what runs in it.',
    call: ({ codepipeline }) => codepipeline.send(new GetPipelineStateCommand({ name: 'none' })),
  },
  {
    action: 'codepipeline:ListPipelineExecutions',
    without: 'A pipeline is not removed, because nobody can tell what runs in it.',
    call: ({ codepipeline }) => codepipeline.send(new ListPipelineExecutionsCommand({ pipelineName: 'none' })),
  },
  {
    action: 'codepipeline:StartPipelineExecution',
    without: 'Nothing is released.',
    call: ({ codepipeline }) => codepipeline.send(new StartPipelineExecutionCommand({ name: 'none' })),
  },
  {
    action: 'codepipeline:StopPipelineExecution',
    without: 'A running execution is not stopped.',
    call: ({ codepipeline }) => codepipeline.send(new StopPipelineExecutionCommand(execution)),
  },
  {
    action: 'ecr:InitiateLayerUpload',
    without: 'No image is pushed; the test puts one into the repository as PutImage can.',
    call: ({ ecr }) => ecr.send(new InitiateLayerUploadCommand({ repositoryName })),
  },
  {
    action: 'ecs:UpdateClusterSettings',
    without: 'A cluster is not changed.',
    call: ({ ecs }) => ecs.send(new UpdateClusterSettingsCommand({ cluster: 'none', settings: [] })),
  },
];
