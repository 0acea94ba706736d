import type { ActionCategory, ActionTypeId } from '@aws-sdk/client-codepipeline';

/** What CodePipeline knows of one of its own action types. */
export interface ActionType {
  readonly category: ActionCategory;
  readonly provider: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Fewest and most input artifacts. */
  readonly inputs: readonly [number, number];
  readonly outputs: readonly [number, number];
  /** Configuration keys that name input artifacts. */
  readonly artifactKeys?: readonly string[];
  /** Only in pipelines of type V2. */
  readonly v2?: boolean;
}

const IMAGES = [1, 2, 3, 4].flatMap(number => [`Image${number}ArtifactName`, `Image${number}ContainerName`]);

/** Action types of owner AWS, version 1. */
const ACTION_TYPES: readonly ActionType[] = [
  {
    category: 'Source',
    provider: 'CodeCommit',
    required: ['RepositoryName', 'BranchName'],
    optional: ['PollForSourceChanges', 'OutputArtifactFormat'],
    inputs: [0, 0],
    outputs: [1, 1],
  },
  { category: 'Source', provider: 'ECR', required: ['RepositoryName'], optional: ['ImageTag'], inputs: [0, 0], outputs: [1, 1] },
  {
    category: 'Source',
    provider: 'S3',
    required: ['S3Bucket', 'S3ObjectKey'],
    optional: ['PollForSourceChanges', 'AllowOverrideForS3ObjectKey'],
    inputs: [0, 0],
    outputs: [1, 1],
  },
  {
    category: 'Source',
    provider: 'CodeStarSourceConnection',
    required: ['ConnectionArn', 'FullRepositoryId', 'BranchName'],
    optional: ['OutputArtifactFormat', 'DetectChanges'],
    inputs: [0, 0],
    outputs: [1, 1],
  },
  {
    category: 'Deploy',
    provider: 'CodeDeployToECS',
    required: ['ApplicationName', 'DeploymentGroupName', 'TaskDefinitionTemplateArtifact', 'AppSpecTemplateArtifact'],
    optional: ['TaskDefinitionTemplatePath', 'AppSpecTemplatePath', ...IMAGES],
    inputs: [1, 5],
    outputs: [0, 0],
    artifactKeys: ['TaskDefinitionTemplateArtifact', 'AppSpecTemplateArtifact', ...IMAGES.filter(key => key.endsWith('ArtifactName'))],
  },
  {
    category: 'Deploy',
    provider: 'ECS',
    required: ['ClusterName', 'ServiceName'],
    optional: ['FileName', 'DeploymentTimeout'],
    inputs: [1, 1],
    outputs: [0, 0],
  },
  {
    category: 'Build',
    provider: 'CodeBuild',
    required: ['ProjectName'],
    optional: ['PrimarySource', 'BatchEnabled', 'CombineArtifacts', 'EnvironmentVariables'],
    inputs: [1, 5],
    outputs: [0, 5],
    artifactKeys: ['PrimarySource'],
  },
  {
    category: 'Test',
    provider: 'CodeBuild',
    required: ['ProjectName'],
    optional: ['PrimarySource', 'BatchEnabled', 'CombineArtifacts', 'EnvironmentVariables'],
    inputs: [1, 5],
    outputs: [0, 5],
    artifactKeys: ['PrimarySource'],
  },
  {
    category: 'Build',
    provider: 'ECRBuildAndPublish',
    required: ['ECRRepositoryName'],
    optional: ['DockerFilePath', 'ImageTags', 'RegistryType'],
    inputs: [1, 1],
    outputs: [0, 0],
    v2: true,
  },
  { category: 'Compute', provider: 'Commands', required: [], optional: [], inputs: [1, 10], outputs: [0, 1], v2: true },
  {
    category: 'Approval',
    provider: 'Manual',
    required: [],
    optional: ['NotificationArn', 'CustomData', 'ExternalEntityLink'],
    inputs: [0, 0],
    outputs: [0, 0],
  },
];

/** The action type with this id, if CodePipeline has it. */
export const findActionType = (id: ActionTypeId | undefined): ActionType | undefined =>
  ACTION_TYPES.find(type => id?.owner === 'AWS' && id.version === '1' && type.category === id.category && type.provider === id.provider);
