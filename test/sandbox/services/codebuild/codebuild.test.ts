import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetBuildsCommand,
  BatchGetProjectsCommand,
  CodeBuildClient,
  CreateProjectCommand,
  DeleteProjectCommand,
  ListBuildsCommand,
  ListBuildsForProjectCommand,
  ListProjectsCommand,
  StartBuildCommand,
  StopBuildCommand,
  UpdateProjectCommand,
  type CreateProjectInput,
} from '@aws-sdk/client-codebuild';
import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CodePipelineClient, CreatePipelineCommand, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { steppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import { readZip } from '../../../../src/sandbox/zip.ts';
import { allow, createRole } from '../../../helpers/release.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const ENVIRONMENT = {
  type: 'LINUX_CONTAINER',
  computeType: 'BUILD_GENERAL1_SMALL',
  image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
} as const;

const BUILDSPEC = `version: 0.2
phases:
  build:
    commands:
      - npm ci
      - npm test
artifacts:
  files:
    - '**/*.json'
    - site/**/*
  exclude-paths:
    - site/draft/*
`;

const FILES = { 'taskdef.json': '{}', 'deep/er/a.json': '[]', 'readme.md': '#', 'site/index.html': '<p>', 'site/draft/x.html': '<b>' };

async function start(buildspec = BUILDSPEC) {
  const time = steppedTime();
  const sandbox = await startTestSandbox({ clock: time });
  const config = clientConfig(sandbox);
  const iam = new IAMClient(config);
  const codebuild = new CodeBuildClient(config);
  const codecommit = new CodeCommitClient(config);
  const s3 = new S3Client(config);
  await s3.send(new CreateBucketCommand({ Bucket: 'artifacts' }));
  await codecommit.send(new CreateRepositoryCommand({ repositoryName: 'web' }));
  const files = Object.entries({ ...FILES, ...(buildspec !== '' && { 'buildspec.yml': buildspec }) });
  await codecommit.send(
    new CreateCommitCommand({
      repositoryName: 'web',
      branchName: 'main',
      putFiles: files.map(([filePath, text]) => ({ filePath, fileContent: new Uint8Array(Buffer.from(text)) })),
    }),
  );
  const serviceRole = await createRole({ iam }, 'build', 'codebuild.amazonaws.com');
  await allow({ iam }, 'build', [{ Action: ['s3:*', 'logs:*', 'codecommit:*'], Resource: '*' }]);
  const project = (changes: Partial<CreateProjectInput> = {}): CreateProjectInput => ({
    name: 'web',
    serviceRole,
    environment: ENVIRONMENT,
    source: { type: 'CODECOMMIT', location: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/web' },
    artifacts: { type: 'S3', location: 'artifacts', packaging: 'ZIP', path: 'out', name: 'site.zip' },
    ...changes,
  });
  const finished = async () => {
    const { build } = await codebuild.send(new StartBuildCommand({ projectName: 'web' }));
    await time.advance(60);
    const { builds } = await codebuild.send(new BatchGetBuildsCommand({ ids: [build?.id ?? ''] }));
    return builds?.[0] ?? {};
  };
  const unzip = async (Key: string): Promise<string[]> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'artifacts', Key }));
    return [...(readZip(await (Body?.transformToByteArray() ?? new Uint8Array())) ?? new Map<string, Uint8Array>()).keys()].sort();
  };
  return { time, sandbox, config, iam, codebuild, s3, serviceRole, project, finished, unzip };
}

test('a build goes through its phases, says what it skips and keeps files of its source', async () => {
  const { codebuild, project, finished, unzip, config } = await start();
  await codebuild.send(new CreateProjectCommand(project()));
  const build = await finished();
  expect(build).toMatchObject({
    buildStatus: 'SUCCEEDED',
    buildComplete: true,
    currentPhase: 'COMPLETED',
    buildNumber: 1,
    initiator: 'sandbox',
  });
  expect(build.phases?.map(({ phaseType }) => phaseType)).toEqual([
    'SUBMITTED',
    'QUEUED',
    'PROVISIONING',
    'DOWNLOAD_SOURCE',
    'INSTALL',
    'PRE_BUILD',
    'BUILD',
    'POST_BUILD',
    'UPLOAD_ARTIFACTS',
    'FINALIZING',
    'COMPLETED',
  ]);
  expect(build.resolvedSourceVersion).toMatch(/^[0-9a-f]{40}$/);
  expect(await unzip('out/site.zip')).toEqual(['deep/er/a.json', 'site/index.html', 'taskdef.json']);
  const { events } = await new CloudWatchLogsClient(config).send(
    new FilterLogEventsCommand({ logGroupName: '/aws/codebuild/web', filterPattern: 'Skipped' }),
  );
  expect(events?.map(({ message }) => /Skipped command (npm \w+)/.exec(message ?? '')?.[1])).toEqual(['npm ci', 'npm test']);
  expect((await codebuild.send(new ListBuildsForProjectCommand({ projectName: 'web' }))).ids).toEqual([build.id]);
  const { build: second } = await codebuild.send(new StartBuildCommand({ projectName: 'web' }));
  const all = async (sortOrder: 'ASCENDING' | 'DESCENDING') => (await codebuild.send(new ListBuildsCommand({ sortOrder }))).ids;
  expect(await all('ASCENDING')).toEqual([build.id, second?.id]);
  expect(await all('DESCENDING')).toEqual([second?.id, build.id]);
});

test.each([
  ['no buildspec', '', 'DOWNLOAD_SOURCE', 'YAML_FILE_ERROR', /^stat \/codebuild\/output\/.*\/buildspec\.yml: no such file or directory$/],
  ['no YAML', 'version: 0.2\nphases: [\n', 'DOWNLOAD_SOURCE', 'YAML_FILE_ERROR', /./],
  ['an unknown version', 'version: 3\nphases: {}\n', 'DOWNLOAD_SOURCE', 'YAML_FILE_ERROR', /version/],
  [
    'no such files',
    BUILDSPEC.replace(/files:[^]*/, 'files: [imageDetail.json]\n'),
    'UPLOAD_ARTIFACTS',
    'CLIENT_ERROR',
    /^no matching artifact paths found$/,
  ],
])('a build with %s fails', async (_what, buildspec, phaseType, statusCode, message) => {
  const { codebuild, project, finished } = await start(buildspec);
  await codebuild.send(new CreateProjectCommand(project()));
  const build = await finished();
  expect(build.buildStatus).toBe('FAILED');
  const failed = build.phases?.find(({ phaseStatus }) => phaseStatus === 'FAILED');
  expect(failed).toMatchObject({ phaseType, contexts: [{ statusCode, message: expect.stringMatching(message) as string }] });
  expect(build.phases?.slice(-2).map(phase => phase.phaseType)).toEqual(['FINALIZING', 'COMPLETED']);
});

test('a build whose role may not write logs fails', async () => {
  const { codebuild, project, finished, iam } = await start();
  await allow({ iam }, 'build', [{ Action: ['s3:*', 'codecommit:*'], Resource: '*' }]);
  await codebuild.send(new CreateProjectCommand(project()));
  const failed = (await finished()).phases?.find(({ phaseStatus }) => phaseStatus === 'FAILED');
  expect(failed?.contexts?.[0]?.statusCode).toBe('ACCESS_DENIED');
  expect(failed?.contexts?.[0]?.message).toContain('does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams');
});

test('a build can be stopped', async () => {
  const { codebuild, project, time } = await start();
  await codebuild.send(new CreateProjectCommand(project()));
  const { build } = await codebuild.send(new StartBuildCommand({ projectName: 'web' }));
  await time.advance(4);
  const stopped = await codebuild.send(new StopBuildCommand({ id: build?.id }));
  expect(stopped.build).toMatchObject({ buildStatus: 'STOPPED', buildComplete: true });
  await time.advance(60);
  const { builds } = await codebuild.send(new BatchGetBuildsCommand({ ids: [build?.arn ?? '', 'web:none', '__proto__'] }));
  expect(builds?.map(({ buildStatus }) => buildStatus)).toEqual(['STOPPED']);
});

test.each<[string, Partial<CreateProjectInput>, string]>([
  ['one side of CODEPIPELINE only', { source: { type: 'CODEPIPELINE' } }, 'both sourceType, and artifactType must be set to: CODEPIPELINE'],
  ['no location', { source: { type: 'GITHUB' } }, 'location must be specified'],
  [
    'a name for no artifacts',
    { artifacts: { type: 'NO_ARTIFACTS', name: 'x' } },
    'artifact type NO_ARTIFACTS should have null output name',
  ],
  [
    'a role that is not there',
    { serviceRole: 'arn:aws:iam::111122223333:role/none' },
    'CodeBuild is not authorized to perform: sts:AssumeRole',
  ],
  ['a role of another account', { serviceRole: 'arn:aws:iam::999988887777:role/x' }, "account ID does not match caller's account"],
  ['an unknown compute type', { environment: { ...ENVIRONMENT, computeType: 'HUGE' as never } }, 'enum value set'],
  ['a compute type of Lambda', { environment: { ...ENVIRONMENT, computeType: 'BUILD_LAMBDA_1GB' } }, 'not supported'],
])('CreateProject refuses %s', async (_what, changes, message) => {
  const { codebuild, project } = await start();
  await expect(codebuild.send(new CreateProjectCommand(project(changes)))).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: expect.stringContaining(message) as string,
  });
});

test('projects are made, changed, listed and deleted', async () => {
  const { codebuild, project } = await start();
  const pipeline = { source: { type: 'CODEPIPELINE' }, artifacts: { type: 'CODEPIPELINE' } } as const;
  await codebuild.send(new CreateProjectCommand(project({ ...pipeline, tags: [{ key: 'a', value: 'b' }] })));
  await expect(codebuild.send(new CreateProjectCommand(project()))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
    message: 'Project already exists: arn:aws:codebuild:us-east-1:111122223333:project/web',
  });
  await codebuild.send(
    new UpdateProjectCommand({ name: 'web', description: 'other', environment: { ...ENVIRONMENT, privilegedMode: true } }),
  );
  const { projects, projectsNotFound } = await codebuild.send(new BatchGetProjectsCommand({ names: ['web', 'constructor'] }));
  expect(projects?.[0]).toMatchObject({
    description: 'other',
    timeoutInMinutes: 60,
    tags: [{ key: 'a' }],
    environment: { privilegedMode: true },
  });
  expect(projectsNotFound).toEqual(['constructor']);
  expect((await codebuild.send(new ListProjectsCommand({}))).projects).toEqual(['web']);
  await expect(codebuild.send(new StartBuildCommand({ projectName: 'web' }))).rejects.toMatchObject({ name: 'InvalidInputException' });
  await expect(codebuild.send(new StartBuildCommand({ projectName: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Project cannot be found: arn:aws:codebuild:us-east-1:111122223333:project/none',
  });
  await codebuild.send(new DeleteProjectCommand({ name: 'web' }));
  await codebuild.send(new DeleteProjectCommand({ name: 'web' }));
  expect((await codebuild.send(new ListProjectsCommand({}))).projects).toEqual([]);
});

test('a pipeline builds: artifacts in, artifacts out, and a failed build fails the action', async () => {
  const { codebuild, project, iam, config, time, s3, unzip } = await start();
  const pipelines = new CodePipelineClient(config);
  await codebuild.send(new CreateProjectCommand(project({ source: { type: 'CODEPIPELINE' }, artifacts: { type: 'CODEPIPELINE' } })));
  const roleArn = await createRole({ iam }, 'pipeline', 'codepipeline.amazonaws.com');
  await allow({ iam }, 'pipeline', [{ Action: ['s3:*', 'codecommit:*', 'codebuild:*'], Resource: '*' }]);
  const type = (category: 'Source' | 'Build', provider: string) => ({ category, owner: 'AWS', provider, version: '1' }) as const;
  const make = async (name: string, ProjectName: string) => {
    const pipeline = {
      name,
      roleArn,
      artifactStore: { type: 'S3', location: 'artifacts' } as const,
      stages: [
        {
          name: 'Source',
          actions: [
            {
              name: 'Source',
              actionTypeId: type('Source', 'CodeCommit'),
              configuration: { RepositoryName: 'web', BranchName: 'main', PollForSourceChanges: 'false' },
              outputArtifacts: [{ name: 'Code' }],
            },
          ],
        },
        {
          name: 'Build',
          actions: [
            {
              name: 'Build',
              actionTypeId: type('Build', 'CodeBuild'),
              configuration: { ProjectName },
              inputArtifacts: [{ name: 'Code' }],
              outputArtifacts: [{ name: 'Built' }],
            },
          ],
        },
      ],
    };
    await pipelines.send(new CreatePipelineCommand({ pipeline }));
    await time.advance(90);
    const { stageStates } = await pipelines.send(new GetPipelineStateCommand({ name }));
    return stageStates?.[1]?.actionStates?.[0]?.latestExecution;
  };
  expect(await make('good', 'web')).toMatchObject({ status: 'Succeeded' });
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: 'artifacts', Prefix: 'good/Built/' }));
  expect(await unzip(Contents?.[0]?.Key ?? '')).toEqual(['deep/er/a.json', 'site/index.html', 'taskdef.json']);
  expect((await make('lost', 'none'))?.errorDetails?.message).toContain('Error calling startBuild: Project cannot be found');
  await codebuild.send(new UpdateProjectCommand({ name: 'web', source: { type: 'CODEPIPELINE', buildspec: 'other.yml' } }));
  expect(await make('bad', 'web')).toMatchObject({
    status: 'Failed',
    errorDetails: { code: 'JobFailed', message: expect.stringContaining('Build terminated with state: FAILED') as string },
  });
  await allow({ iam }, 'pipeline', [{ Action: ['s3:*', 'codecommit:*'], Resource: '*' }]);
  expect((await make('denied', 'web'))?.errorDetails?.message).toContain('is not authorized to perform: codebuild:StartBuild');
});
