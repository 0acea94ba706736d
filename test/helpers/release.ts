import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand, GetBranchCommand } from '@aws-sdk/client-codecommit';
import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
  GetDeploymentCommand,
  GetDeploymentTargetCommand,
  type CreateDeploymentGroupCommandInput,
  type DeploymentInfo,
  type ECSTarget,
} from '@aws-sdk/client-codedeploy';
import { CodePipelineClient, type PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import {
  CompleteLayerUploadCommand,
  CreateRepositoryCommand as CreateImageRepositoryCommand,
  ECRClient,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { DescribeListenersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { AttachRolePolicyCommand, CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { gzipSync } from 'node:zlib';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import type { DeploymentRecord } from '../../src/sandbox/services/codedeploy/state.ts';
import { makeImage, sha256 } from './make-image.ts';
import { clientConfig } from './sandbox.ts';
import { createFront, createRunningService, startStage, webTask, type Stage } from './stage.ts';

/** A running service and all that releases need around it. */
export interface Release extends Stage {
  readonly codecommit: CodeCommitClient;
  readonly codedeploy: CodeDeployClient;
  readonly codepipeline: CodePipelineClient;
  readonly events: EventBridgeClient;
  readonly ecr: ECRClient;
  readonly s3: S3Client;
  readonly front: Awaited<ReturnType<typeof createFront>>;
  readonly codeDeployRoleArn: string;
}

export const BUCKET = 'artifacts-111122223333';

/** Makes a role that a service may take on. */
export async function createRole(stage: Pick<Stage, 'iam'>, RoleName: string, service: string): Promise<string> {
  const Statement = [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await stage.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  return Role?.Arn ?? '';
}

export interface Allowance {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** Gives a role an inline policy; another of the same name takes its place. */
export async function allow(stage: Pick<Stage, 'iam'>, RoleName: string, statements: readonly Allowance[]): Promise<void> {
  const Statement = statements.map(statement => ({ Effect: 'Allow', ...statement }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await stage.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument }));
}

/** A service that runs, with the role and the application that CodeDeploy needs. */
export async function startRelease(options: Partial<SandboxOptions> = {}): Promise<Release> {
  const stage = await startStage(options);
  const front = await createRunningService(stage);
  const config = clientConfig(stage.sandbox);
  const codedeploy = new CodeDeployClient(config);
  const codeDeployRoleArn = await createRole(stage, 'codedeploy', 'codedeploy.amazonaws.com');
  const PolicyArn = 'arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS';
  await stage.iam.send(new AttachRolePolicyCommand({ RoleName: 'codedeploy', PolicyArn }));
  await codedeploy.send(new CreateApplicationCommand({ applicationName: 'web', computePlatform: 'ECS' }));
  return {
    ...stage,
    front,
    codeDeployRoleArn,
    codedeploy,
    codecommit: new CodeCommitClient(config),
    codepipeline: new CodePipelineClient(config),
    events: new EventBridgeClient(config),
    ecr: new ECRClient(config),
    s3: new S3Client(config),
  };
}

/** What CreateDeploymentGroup wants for the service `web`. */
export const groupInput = (
  release: Release,
  changes: Partial<CreateDeploymentGroupCommandInput> = {},
): CreateDeploymentGroupCommandInput => ({
  applicationName: 'web',
  deploymentGroupName: 'web',
  serviceRoleArn: release.codeDeployRoleArn,
  deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
  deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
  blueGreenDeploymentConfiguration: {
    deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
    terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 },
  },
  ecsServices: [{ clusterName: 'demo', serviceName: 'web' }],
  loadBalancerInfo: {
    targetGroupPairInfoList: [
      {
        targetGroups: [{ name: 'demo-blue' }, { name: 'demo-green' }],
        prodTrafficRoute: { listenerArns: [release.front.production] },
        testTrafficRoute: { listenerArns: [release.front.test] },
      },
    ],
  },
  autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'] },
  ...changes,
});

export const createGroup = (release: Release, changes: Partial<CreateDeploymentGroupCommandInput> = {}) =>
  release.codedeploy.send(new CreateDeploymentGroupCommand(groupInput(release, changes)));

/** An AppSpec for the service `web`. */
export const appSpec = (taskDefinition: string): string =>
  [
    'version: 0.0',
    'Resources:',
    '  - TargetService:',
    '      Type: AWS::ECS::Service',
    '      Properties:',
    `        TaskDefinition: ${taskDefinition}`,
    '        LoadBalancerInfo:',
    '          ContainerName: web',
    '          ContainerPort: 80',
    '',
  ].join('\n');

/** Starts a deployment of a task definition and tells its id. */
export async function deploy(release: Release, taskDefinition: string): Promise<string> {
  const revision = { revisionType: 'AppSpecContent' as const, appSpecContent: { content: appSpec(taskDefinition) } };
  const names = { applicationName: 'web', deploymentGroupName: 'web' };
  const { deploymentId } = await release.codedeploy.send(new CreateDeploymentCommand({ ...names, revision }));
  return deploymentId ?? '';
}

export async function getDeployment(release: Release, deploymentId: string): Promise<DeploymentInfo> {
  const { deploymentInfo } = await release.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
  return deploymentInfo ?? {};
}

export async function getTarget(release: Release, deploymentId: string): Promise<ECSTarget> {
  const { deploymentTarget } = await release.codedeploy.send(new GetDeploymentTargetCommand({ deploymentId, targetId: 'demo:web' }));
  return deploymentTarget?.ecsTarget ?? {};
}

/** Status of a target's lifecycle events, by name. */
export const eventsOf = (target: ECSTarget): Record<string, string> =>
  Object.fromEntries((target.lifecycleEvents ?? []).map(event => [event.lifecycleEventName, event.status]));

/** Lets time pass until a deployment is as wanted, and tells how it is then. */
export async function until(
  release: Release,
  deploymentId: string,
  wanted: (deployment: DeploymentRecord) => boolean,
  seconds = 3600,
): Promise<DeploymentInfo> {
  const { deployments } = release.sandbox.world().state.codedeploy;
  const done = await release.time.advanceUntil(() => deployments[deploymentId] !== undefined && wanted(deployments[deploymentId]), seconds);
  const info = await getDeployment(release, deploymentId);
  if (!done) throw new Error(`${deploymentId} is ${info.status}: ${JSON.stringify(info.errorInformation)}`);
  return info;
}

export const isOver = ({ completeTime }: DeploymentRecord): boolean => completeTime !== undefined;

export const isReady = ({ status }: DeploymentRecord): boolean => status === 'Ready';

export const hasShifted = ({ terminationWaitStarted }: DeploymentRecord): boolean => terminationWaitStarted;

export const hasShiftedPart = ({ greenWeight }: DeploymentRecord): boolean => greenWeight > 0;

/** Weight of each target group behind a listener, by name. */
export async function weights(release: Release, listenerArn: string): Promise<Record<string, number>> {
  const { Listeners } = await release.elb.send(new DescribeListenersCommand({ ListenerArns: [listenerArn] }));
  const groups = Listeners?.[0]?.DefaultActions?.[0]?.ForwardConfig?.TargetGroups ?? [];
  return Object.fromEntries(groups.map(group => [group.TargetGroupArn?.split('/')[1], group.Weight ?? 1]));
}

/** A repository of images with the name `web`. */
export async function createImageRepository(release: Release): Promise<string> {
  const { repository } = await release.ecr.send(new CreateImageRepositoryCommand({ repositoryName: 'web' }));
  return repository?.repositoryUri ?? '';
}

/** Pushes an image with one page; with an exit code, its container ends at once. */
export async function pushImage(release: Release, imageTag: string, page: string, exitCode?: number): Promise<string> {
  const made = await makeImage('amd64', page);
  const layer = gzipSync(made.layer);
  const settings: unknown = JSON.parse(made.config.toString());
  const Labels = exitCode === undefined ? {} : { 'sandbox.exit-code': String(exitCode) };
  const config = Buffer.from(JSON.stringify(Object.assign({}, settings, { config: { ExposedPorts: { '80/tcp': {} }, Labels } })));
  for (const bytes of [layer, config]) await uploadLayer(release, bytes);
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256(config), size: config.length },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: sha256(layer), size: layer.length }],
  });
  const { image } = await release.ecr.send(new PutImageCommand({ repositoryName: 'web', imageManifest, imageTag }));
  return image?.imageId?.imageDigest ?? '';
}

async function uploadLayer({ ecr }: Release, bytes: Uint8Array): Promise<void> {
  const repositoryName = 'web';
  const { uploadId } = await ecr.send(new InitiateLayerUploadCommand({ repositoryName }));
  const part = { partFirstByte: 0, partLastByte: bytes.length - 1, layerPartBlob: bytes };
  await ecr.send(new UploadLayerPartCommand({ repositoryName, uploadId, ...part }));
  await ecr.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [sha256(bytes)] }));
}

/** taskdef.json with the placeholder that a pipeline fills in. */
export const taskTemplate = (stage: Stage, changes: Partial<RegisterTaskDefinitionCommandInput> = {}): string => {
  const task = webTask(stage);
  const containerDefinitions = (task.containerDefinitions ?? []).map(container => ({ ...container, image: '<IMAGE1_NAME>' }));
  return JSON.stringify({ ...task, containerDefinitions, ...changes }, null, 2);
};

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** Commits files to the branch `main` of the repository `web`, on top of what is there. */
export async function commit(release: Release, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const place = { repositoryName: 'web', branchName: 'main' };
  const tip = await release.codecommit.send(new GetBranchCommand(place)).catch(() => undefined);
  const { commitId } = await release.codecommit.send(
    new CreateCommitCommand({
      ...place,
      parentCommitId: tip?.branch?.commitId,
      commitMessage: 'Release',
      putFiles: Object.entries(files).map(([filePath, content]) => ({
        filePath,
        fileContent: typeof content === 'string' ? bytes(content) : content,
      })),
    }),
  );
  return commitId ?? '';
}

/** Repositories, bucket and role of a pipeline; the first commit and the first image are in. */
export async function preparePipeline(release: Release): Promise<string> {
  await release.codecommit.send(new CreateRepositoryCommand({ repositoryName: 'web' }));
  await commit(release, { 'taskdef.json': taskTemplate(release), 'appspec.yaml': appSpec('<TASK_DEFINITION>') });
  await createImageRepository(release);
  await pushImage(release, 'latest', 'one');
  await release.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const roleArn = await createRole(release, 'codepipeline', 'codepipeline.amazonaws.com');
  await allow(release, 'codepipeline', pipelineStatements);
  return roleArn;
}

/** What the role of a pipeline needs. */
export const pipelineStatements: readonly Allowance[] = [
  { Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], Resource: `arn:aws:s3:::${BUCKET}/*` },
  {
    Action: ['codecommit:GetBranch', 'codecommit:GetCommit', 'codecommit:UploadArchive', 'codecommit:GetUploadArchiveStatus'],
    Resource: 'arn:aws:codecommit:us-east-1:111122223333:web',
  },
  { Action: 'ecr:DescribeImages', Resource: 'arn:aws:ecr:us-east-1:111122223333:repository/web' },
  {
    Action: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
    Resource: 'arn:aws:codedeploy:us-east-1:111122223333:deploymentgroup:web/*',
  },
  {
    Action: ['codedeploy:GetApplication', 'codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
    Resource: 'arn:aws:codedeploy:us-east-1:111122223333:application:web',
  },
  { Action: 'codedeploy:GetDeploymentConfig', Resource: 'arn:aws:codedeploy:us-east-1:111122223333:deploymentconfig:*' },
  { Action: 'ecs:RegisterTaskDefinition', Resource: '*' },
  { Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/execution' },
];

/** A pipeline from CodeCommit and ECR to the deployment group. */
export const pipelineOf = (roleArn: string, changes: Partial<PipelineDeclaration> = {}): PipelineDeclaration => ({
  name: 'web',
  roleArn,
  pipelineType: 'V2',
  executionMode: 'SUPERSEDED',
  artifactStore: { type: 'S3', location: BUCKET },
  stages: [
    {
      name: 'Source',
      actions: [
        {
          name: 'Source',
          namespace: 'SourceVariables',
          actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' },
          configuration: { RepositoryName: 'web', BranchName: 'main', PollForSourceChanges: 'false' },
          outputArtifacts: [{ name: 'SourceArtifact' }],
        },
        {
          name: 'Image',
          actionTypeId: { category: 'Source', owner: 'AWS', provider: 'ECR', version: '1' },
          configuration: { RepositoryName: 'web', ImageTag: 'latest' },
          outputArtifacts: [{ name: 'MyImage' }],
        },
      ],
    },
    {
      name: 'Deploy',
      actions: [
        {
          name: 'Deploy',
          actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'CodeDeployToECS', version: '1' },
          configuration: {
            ApplicationName: 'web',
            DeploymentGroupName: 'web',
            TaskDefinitionTemplateArtifact: 'SourceArtifact',
            AppSpecTemplateArtifact: 'SourceArtifact',
            Image1ArtifactName: 'MyImage',
            Image1ContainerName: 'IMAGE1_NAME',
          },
          inputArtifacts: [{ name: 'SourceArtifact' }, { name: 'MyImage' }],
        },
      ],
    },
  ],
  ...changes,
});
