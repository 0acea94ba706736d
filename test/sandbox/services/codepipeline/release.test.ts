import { DeleteFileCommand } from '@aws-sdk/client-codecommit';
import { ContinueDeploymentCommand, ListDeploymentsCommand, StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import {
  CreatePipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  RetryStageExecutionCommand,
  StartPipelineExecutionCommand,
  type ActionExecution,
  type PipelineDeclaration,
  type PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import { BatchDeleteImageCommand } from '@aws-sdk/client-ecr';
import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ExecutionRecord } from '../../../../src/sandbox/services/codepipeline/state.ts';
import {
  allow,
  appSpec,
  commit,
  createGroup,
  createRole,
  hasShifted,
  pipelineOf,
  pipelineStatements,
  preparePipeline,
  pushImage,
  startRelease,
  taskTemplate,
  until,
  type Release,
} from '../../../helpers/release.ts';
import { addressOf, describe as describeService } from '../../../helpers/stage.ts';
import { wording } from '../../../helpers/wording.ts';

const executions = async (release: Release): Promise<PipelineExecutionSummary[]> =>
  (await release.codepipeline.send(new ListPipelineExecutionsCommand({ pipelineName: 'web' }))).pipelineExecutionSummaries ?? [];

const records = (release: Release): readonly ExecutionRecord[] =>
  release.sandbox.world().state.codepipeline.pipelines['web']?.executions ?? [];

/** Lets time pass until no execution runs. */
async function settle(release: Release, seconds = 1800): Promise<PipelineExecutionSummary[]> {
  const isRunning = ({ status }: ExecutionRecord): boolean => status === 'InProgress' || status === 'Stopping';
  const done = await release.time.advanceUntil(() => records(release).length > 0 && !records(release).some(isRunning), seconds);
  if (!done) throw new Error(`still running: ${JSON.stringify(await executions(release))}`);
  return executions(release);
}

/** Lets time pass until the deployment of the newest execution has begun, and tells its id. */
async function deploymentOf(release: Release): Promise<string> {
  const id = (): string | undefined => records(release).at(-1)?.actions.at(-1)?.externalExecutionId;
  await release.time.advanceUntil(() => id() !== undefined, 60);
  return id() ?? '';
}

async function action(release: Release, name: string): Promise<ActionExecution> {
  const { stageStates } = await release.codepipeline.send(new GetPipelineStateCommand({ name: 'web' }));
  const states = stageStates?.flatMap(stage => stage.actionStates ?? []) ?? [];
  return states.find(state => state.actionName === name)?.latestExecution ?? {};
}

const page = async (release: Release): Promise<string> => (await fetch(addressOf(release, release.front.production))).text();

async function createPipeline(release: Release, changes: Partial<PipelineDeclaration> = {}): Promise<string> {
  await createGroup(release);
  const roleArn = await preparePipeline(release);
  await release.codepipeline.send(new CreatePipelineCommand({ pipeline: pipelineOf(roleArn, changes) }));
  return roleArn;
}

const start = async (release: Release): Promise<string> =>
  (await release.codepipeline.send(new StartPipelineExecutionCommand({ name: 'web' }))).pipelineExecutionId ?? '';

test('a new pipeline runs once by itself and deploys the image of the moment', async () => {
  const release = await startRelease();
  await createPipeline(release);
  const [first, ...others] = await settle(release);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ status: 'Succeeded', trigger: { triggerType: 'CreatePipeline' }, executionMode: 'SUPERSEDED' });
  expect(first?.sourceRevisions?.map(revision => revision.actionName).sort()).toEqual(['Image', 'Source']);
  expect(await page(release)).toContain('one');

  const deployed = await action(release, 'Deploy');
  expect(deployed).toMatchObject({ status: 'Succeeded', externalExecutionId: expect.stringMatching(/^d-/) });
  const service = await describeService(release);
  const { taskDefinition } = await release.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: service.taskDefinition }));
  expect(taskDefinition?.containerDefinitions?.[0]?.image).toMatch(/^127\.0\.0\.1:\d+\/web@sha256:[0-9a-f]{64}$/);

  const { actionExecutionDetails } = await release.codepipeline.send(new ListActionExecutionsCommand({ pipelineName: 'web' }));
  expect(actionExecutionDetails?.map(detail => detail.actionName)).toEqual(['Deploy', 'Source', 'Image']);
  expect(actionExecutionDetails?.[1]?.output).toMatchObject({
    outputArtifacts: [
      {
        name: 'SourceArtifact',
        s3location: { bucket: 'artifacts-111122223333', key: expect.stringMatching(/^web\/SourceArti\/\w{7}\.zip$/) },
      },
    ],
    outputVariables: { BranchName: 'main', RepositoryName: 'web' },
  });
});

test('a commit and a push start the pipeline through their rules, with the revision pinned', async () => {
  const release = await startRelease();
  await createPipeline(release);
  await settle(release);
  const RoleArn = await createRole(release, 'events', 'events.amazonaws.com');
  const Arn = 'arn:aws:codepipeline:us-east-1:111122223333:web';
  await allow(release, 'events', [{ Action: 'codepipeline:StartPipelineExecution', Resource: Arn }]);
  const rule = async (Name: string, pattern: object, action: string, type: string, path: string): Promise<void> => {
    await release.events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern) }));
    const InputTemplate = `{"sourceRevisions":[{"actionName":"${action}","revisionType":"${type}","revisionValue":"<value>"}]}`;
    const target = { Id: 'pipeline', Arn, RoleArn, InputTransformer: { InputPathsMap: { value: path }, InputTemplate } };
    expect(await release.events.send(new PutTargetsCommand({ Rule: Name, Targets: [target] }))).toMatchObject({ FailedEntryCount: 0 });
  };
  const source = { source: ['aws.codecommit'], 'detail-type': ['CodeCommit Repository State Change'] };
  await rule(
    'commit',
    { ...source, detail: { event: ['referenceUpdated'], referenceName: ['main'] } },
    'Source',
    'COMMIT_ID',
    '$.detail.commitId',
  );
  const image = { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'] };
  await rule(
    'push',
    { ...image, detail: { 'action-type': ['PUSH'], result: ['SUCCESS'], 'image-tag': ['latest'] } },
    'Image',
    'IMAGE_DIGEST',
    '$.detail.image-digest',
  );

  await pushImage(release, 'other', 'not this');
  await release.time.advance(60);
  expect(await executions(release)).toHaveLength(1);

  const digest = await pushImage(release, 'latest', 'two');
  await release.time.advanceUntil(() => records(release).length === 2, 60);
  const [pushed] = await settle(release);
  expect(pushed).toMatchObject({
    status: 'Succeeded',
    trigger: { triggerType: 'CloudWatchEvent', triggerDetail: expect.stringContaining('rule/push') },
  });
  expect(pushed?.sourceRevisions).toContainEqual(expect.objectContaining({ actionName: 'Image', revisionId: digest }));
  expect(await page(release)).toContain('two');

  const commitId = await commit(release, { 'README.md': 'hello' });
  await release.time.advanceUntil(() => records(release).length === 3, 60);
  const [committed] = await settle(release);
  expect(committed?.sourceRevisions).toContainEqual(
    expect.objectContaining({ actionName: 'Source', revisionId: commitId, revisionSummary: 'Release' }),
  );
});

test('an action that waits for its deployment shows its id, and a stopped deployment fails it', async () => {
  const release = await startRelease();
  await createPipeline(release);
  await settle(release);
  await pushImage(release, 'latest', 'two');
  const id = await start(release);
  await until(release, await deploymentOf(release), hasShifted);
  const running = await action(release, 'Deploy');
  expect(running.status).toBe('InProgress');
  await release.codedeploy.send(new StopDeploymentCommand({ deploymentId: running.externalExecutionId, autoRollbackEnabled: true }));
  await settle(release);
  expect(await action(release, 'Deploy')).toMatchObject({
    status: 'Failed',
    externalExecutionId: running.externalExecutionId,
    errorDetails: {
      code: 'JobFailed',
      message: `Deployment ${running.externalExecutionId} stopped. Error code: MANUAL_STOP; Error message: The deployment was stopped by the user.`,
    },
  });
  const { pipelineExecution } = await release.codepipeline.send(
    new GetPipelineExecutionCommand({ pipelineName: 'web', pipelineExecutionId: id }),
  );
  expect(pipelineExecution?.status).toBe('Failed');
  await release.time.advance(120);
  expect(await page(release)).toContain('one');
});

test('an image that crashes fails the deployment, which is rolled back, and a retry deploys the same artifacts again', async () => {
  const release = await startRelease();
  await createPipeline(release);
  await settle(release);
  const broken = await pushImage(release, 'latest', 'broken', 1);
  const id = await start(release);
  await settle(release, 5000);
  const failed = await action(release, 'Deploy');
  expect(failed).toMatchObject({
    status: 'Failed',
    errorDetails: {
      code: 'JobFailed',
      message: `Deployment ${failed.externalExecutionId} failed. Error code: TIMEOUT; Error message: The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.`,
    },
  });
  await release.time.advance(120);
  expect(await page(release)).toContain('one');
  await pushImage(release, 'latest', 'mended');
  await release.codepipeline.send(
    new RetryStageExecutionCommand({ pipelineName: 'web', stageName: 'Deploy', pipelineExecutionId: id, retryMode: 'FAILED_ACTIONS' }),
  );
  expect(await deploymentOf(release)).not.toBe(failed.externalExecutionId);
  const { taskDefinition } = await release.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web' }));
  expect(taskDefinition?.containerDefinitions?.[0]?.image).toContain(broken);
});

test('the end of the termination wait ends the action', async () => {
  const release = await startRelease();
  await createPipeline(release);
  await until(release, await deploymentOf(release), hasShifted);
  const { status, externalExecutionId } = await action(release, 'Deploy');
  expect(status).toBe('InProgress');
  await release.codedeploy.send(
    new ContinueDeploymentCommand({ deploymentId: externalExecutionId, deploymentWaitType: 'TERMINATION_WAIT' }),
  );
  await settle(release, 90);
  expect((await action(release, 'Deploy')).status).toBe('Succeeded');
});

const TASK_ARTIFACT = 'Exception while trying to read the task definition artifact file from: SourceArtifact';

const MAIN = { repositoryName: 'web', branchName: 'main' };

const tipOf = (release: Release): string | undefined => release.sandbox.world().state.codecommit.repositories['web']?.branches['main'];

interface Mishap {
  readonly title: string;
  readonly arrange: (release: Release) => Promise<unknown>;
  readonly action: string;
  readonly code: string;
  readonly message: string | RegExp;
}

const without = (name: string) =>
  pipelineStatements
    .map(({ Action, Resource }) => ({ Action: [Action].flat().filter(action => action !== name), Resource }))
    .filter(({ Action }) => Action.length > 0);

const denied = (name: string, action: string, message: string | RegExp): Mishap => ({
  title: `a role without ${name}`,
  arrange: release => allow(release, 'codepipeline', without(name)),
  action,
  code: 'PermissionError',
  message,
});

const mishaps: readonly Mishap[] = [
  {
    title: 'a task definition that is no JSON',
    arrange: release => commit(release, { 'taskdef.json': '{' }),
    action: 'Deploy',
    code: 'ConfigurationError',
    message: TASK_ARTIFACT,
  },
  {
    title: 'a task definition with an unknown member',
    arrange: release => commit(release, { 'taskdef.json': JSON.stringify({ ...JSON.parse(taskTemplate(release)), revision: 3 }) }),
    action: 'Deploy',
    code: 'ConfigurationError',
    message: TASK_ARTIFACT,
  },
  {
    title: 'an artifact over 3 MB',
    arrange: release => commit(release, { 'video.bin': new Uint8Array(randomBytes(3.2 * 1024 * 1024)) }),
    action: 'Deploy',
    code: 'ConfigurationError',
    message: TASK_ARTIFACT,
  },
  {
    title: 'an AppSpec whose placeholder was lost',
    arrange: release => commit(release, { 'appspec.yaml': appSpec('web:1').replace('ContainerPort: 80', 'ContainerPort: none') }),
    action: 'Deploy',
    code: 'JobFailed',
    message: /^The AppSpec file lacks a LoadBalancerInfo .*Error Code: InvalidRevisionException/,
  },
  {
    title: 'a task definition that ECS refuses',
    arrange: release => commit(release, { 'taskdef.json': taskTemplate(release, { cpu: '300' }) }),
    action: 'Deploy',
    code: 'JobFailed',
    message: /Service: AmazonECS; .*Error Code: ClientException/,
  },
  {
    title: 'a placeholder for an image that nobody fills in',
    arrange: release => commit(release, { 'taskdef.json': taskTemplate(release).replace('<IMAGE1_NAME>', '<IMAGE_NAME>') }),
    action: 'Deploy',
    code: 'JobFailed',
    message: /^Container\.image contains invalid characters\. \(Service: AmazonECS; Status Code: 400; Error Code: ClientException; /,
  },
  {
    title: 'a task definition with tags that the role may not give',
    arrange: release => commit(release, { 'taskdef.json': taskTemplate(release, { tags: [{ key: 'a', value: 'b' }] }) }),
    action: 'Deploy',
    code: 'PermissionError',
    message: /is not authorized to perform: ecs:TagResource on resource: arn:aws:ecs:us-east-1:111122223333:task-definition\/web:\* /,
  },
  {
    title: 'a repository without AppSpec',
    arrange: release =>
      release.codecommit.send(new DeleteFileCommand({ ...MAIN, filePath: 'appspec.yaml', parentCommitId: tipOf(release) })),
    action: 'Deploy',
    code: 'ConfigurationError',
    message: 'Exception while trying to read the appspec artifact file from: SourceArtifact',
  },
  {
    title: 'an image tag that is gone',
    arrange: release => release.ecr.send(new BatchDeleteImageCommand({ repositoryName: 'web', imageIds: [{ imageTag: 'latest' }] })),
    action: 'Image',
    code: 'ConfigurationError',
    message: /^The image with imageId \{imageDigest:'null', imageTag:'latest'\} does not exist within the repository with name 'web'/,
  },
  denied(
    's3:PutObject',
    'Image',
    /^Unable to access the artifact with Amazon S3 object key 'web\/MyImage\/\w+\.zip' located in the Amazon S3 artifact bucket/,
  ),
  denied(
    'codecommit:UploadArchive',
    'Source',
    'Could not access the CodeCommit repository web. Make sure that the pipeline IAM role has sufficient permissions to access the repository.',
  ),
  denied(
    'ecr:DescribeImages',
    'Image',
    /^User: arn:aws:sts::111122223333:assumed-role\/codepipeline\/\S+ is not authorized to perform: ecr:DescribeImages on resource: arn:aws:ecr:us-east-1:111122223333:repository\/web /,
  ),
  denied('iam:PassRole', 'Deploy', /is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role\/execution /),
  denied(
    'codedeploy:CreateDeployment',
    'Deploy',
    /is not authorized to perform: codedeploy:CreateDeployment on resource: arn:aws:codedeploy:us-east-1:111122223333:deploymentgroup:web\/web /,
  ),
];

test.each(mishaps)('$title fails the action $action', async ({ arrange, action: name, code, message }) => {
  const release = await startRelease();
  await createGroup(release);
  const roleArn = await preparePipeline(release);
  await arrange(release);
  await release.codepipeline.send(new CreatePipelineCommand({ pipeline: pipelineOf(roleArn) }));
  const [first] = await settle(release);
  expect(first?.status).toBe('Failed');
  const { errorDetails } = await action(release, name);
  expect(errorDetails?.code).toBe(code);
  expect(errorDetails?.message).toEqual(wording(message));
  const { deployments } = await release.codedeploy.send(new ListDeploymentsCommand({}));
  expect(deployments).toEqual([]);
});

test('an image file with the wrong name fails the deploy action', async () => {
  const release = await startRelease();
  await createGroup(release);
  const roleArn = await preparePipeline(release);
  await commit(release, { 'imagedefinitions.json': '[{"name":"web","imageUri":"nginx"}]' });
  const pipeline = pipelineOf(roleArn);
  const deployAction = pipeline.stages?.[1]?.actions?.[0];
  if (deployAction?.configuration !== undefined) deployAction.configuration['Image1ArtifactName'] = 'SourceArtifact';
  await release.codepipeline.send(new CreatePipelineCommand({ pipeline }));
  await settle(release);
  expect((await action(release, 'Deploy')).errorDetails).toEqual({
    code: 'ConfigurationError',
    message: 'Exception while trying to read the image artifact file from the artifact: SourceArtifact.',
  });
});

test('a branch that is not there fails the source action', async () => {
  const release = await startRelease();
  await createGroup(release);
  const roleArn = await preparePipeline(release);
  const pipeline = pipelineOf(roleArn);
  const source = pipeline.stages?.[0]?.actions?.[0];
  if (source?.configuration !== undefined) source.configuration['BranchName'] = 'master';
  await release.codepipeline.send(new CreatePipelineCommand({ pipeline }));
  await settle(release);
  expect((await action(release, 'Source')).errorDetails?.message).toBe(
    'Branch [master] does not exist in the CodeCommit repository [web].',
  );
  expect((await action(release, 'Image')).status).toBe('Succeeded');
  const { stageStates } = await release.codepipeline.send(new GetPipelineStateCommand({ name: 'web' }));
  expect(stageStates?.map(stage => stage.latestExecution?.status)).toEqual(['Failed', undefined]);
});
