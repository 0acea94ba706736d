import { ContinueDeploymentCommand, CreateDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { COMMAND_PERMISSIONS, type CommandPermissions } from '../../src/commands/permissions.ts';
import { EXIT } from '../../src/errors.ts';
import { run } from '../../src/main.ts';
import { readService } from '../../src/release/read-service.ts';
import { KINDS } from '../../src/resources/index.ts';
import { startShop, type Shop } from '../diagnosis/stage.ts';
import { makeDockerSave, makeImage } from '../helpers/make-image.ts';
import { memoryIo } from '../helpers/memory.ts';
import { allowing, restrictedCaller } from '../helpers/restricted-caller.ts';
import { temporaryFolder } from '../helpers/sandbox.ts';
import { whileTimePasses } from '../release/stage.ts';

// On AWS, which this is for the program, a look every few seconds is enough; here minutes pass within a second.
vi.mock(import('../../src/aws/connect.ts'), async original => {
  const { connect, ...rest } = await original();
  return { ...rest, connect: options => connect({ pace: 0.001, ...options }) };
});

type CommandName = keyof typeof COMMAND_PERMISSIONS;

const READS = [...new Set([...KINDS.values()].flatMap(({ permissions }) => permissions.read))];

const ownOf = (command: CommandName): readonly string[] => {
  const { read, write }: CommandPermissions = COMMAND_PERMISSIONS[command];
  return [...read, ...write];
};

const WRITES = [...KINDS.values()].flatMap(({ permissions }) => permissions.write);

const allOf = (command: CommandName): readonly string[] => [...(COMMAND_PERMISSIONS[command].resources ? READS : []), ...ownOf(command)];

/** One run of a command, and the actions without any one of which it fails, or says what it could not see. */
interface Row {
  readonly command: CommandName;
  readonly title: string;
  /** What comes before, by somebody who may do everything. */
  readonly arrange?: () => Promise<unknown>;
  /** What is refused is asked for only after a while; else nothing moves on between the runs. */
  readonly later?: true;
  readonly words?: () => Promise<readonly string[]> | readonly string[];
  readonly exit?: number;
  readonly actions: readonly string[];
}

let shop: Shop;
let folder: string;
let count = 0;
let memory = 1024;

beforeAll(async () => {
  shop = await startShop({ 'codedeploy.terminationWait': 60, 'taskdef.cpu': 512, 'taskdef.memory': memory });
  folder = await temporaryFolder();
  await settle(memory);
});

afterEach(() => void vi.unstubAllEnvs());

/** Lets time pass until nothing is under way any more; old versions are let go at once. */
async function quiet(): Promise<void> {
  const { codepipeline, codedeploy } = shop.sandbox.world().state;
  const letGo = new Set<string>();
  const isOver = async (): Promise<boolean> => {
    const active = Object.values(codedeploy.deployments).filter(({ completeTime }) => completeTime === undefined);
    const kept = active.filter(({ id, terminationWaitStarted }) => terminationWaitStarted && !letGo.has(id)).map(({ id }) => id);
    for (const deploymentId of kept) {
      letGo.add(deploymentId);
      await shop.aws.codedeploy.send(new ContinueDeploymentCommand({ deploymentId, deploymentWaitType: 'TERMINATION_WAIT' }));
    }
    const executions = Object.values(codepipeline.pipelines).flatMap(pipeline => pipeline.executions);
    return active.length === 0 && executions.every(({ status }) => status !== 'InProgress');
  };
  // A push may be about to start the pipeline.
  await shop.time.advance(60);
  await shop.time.advanceUntil(isOver, 2 * 3600);
}

/** Runs the program as a user who may do these things and nothing else. */
const wizardOf = (actions: readonly string[], words: readonly string[], options: { readonly passes?: boolean } = {}) =>
  wizardWith(allowing(...actions), words, options);

async function wizardWith(statements: readonly object[], words: readonly string[], { passes = true } = {}) {
  count += 1;
  const { accessKeyId, secretAccessKey } = restrictedCaller(shop.sandbox.world(), statements, `user-${count}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
  const io = memoryIo({ cwd: folder });
  const running = run([...words, '--json', '--endpoint-url', shop.sandbox.endpoint], io);
  const code = await (passes ? whileTimePasses(shop, running) : running);
  return { code, text: io.stdout.text + io.stderr.text };
}

const anybody = (...words: readonly string[]) => wizardOf(['*'], words);

const settle = (wanted: number): Promise<void> =>
  writeFile(
    join(folder, 'wizard.yaml'),
    `app: shop\nregion: us-east-1\nimage: { type: registry, from: sandbox/sample:v1 }\ntaskdef: { cpu: 512, memory: ${wanted} }\ncodedeploy: { terminationWait: 60 }\n`,
  );

/** An image that nobody has released before, as options of `release`. */
async function newImage(exitCode?: string): Promise<readonly string[]> {
  const image = await makeImage('amd64', `page ${(count += 1)}`);
  const settings = JSON.parse(image.config.toString()) as { config: object };
  const container = { ExposedPorts: { '80/tcp': {} }, Labels: exitCode === undefined ? {} : { 'sandbox.exit-code': exitCode } };
  const config = Buffer.from(JSON.stringify({ ...settings, config: container }));
  return ['--archive', await makeDockerSave({ ...image, config })];
}

/** A release that is over, so that only the new version is left. */
async function released(): Promise<void> {
  await keeping();
  await quiet();
}

/** A release that serves while the old version is still kept. */
const keeping = async (): Promise<void> => {
  expect(await anybody('release', ...(await newImage()))).toMatchObject({ code: EXIT.done });
};

/** A release whose deployment has begun. */
async function releasing(): Promise<void> {
  await anybody('release', ...(await newImage()), '--wait', 'none');
  const { deployments } = shop.sandbox.world().state.codedeploy;
  await shop.time.advanceUntil(() => Object.values(deployments).some(({ completeTime }) => completeTime === undefined), 600);
}

const failed = async (): Promise<unknown> => anybody('release', ...(await newImage('1')), '--fail-fast');

/** Changed files are what the next release brings, and what going back puts right. */
const changeFiles = (): Promise<void> => settle((memory += 1024));

/** The AppSpec of a version lies in the bucket. */
async function releasedFromBucket(): Promise<void> {
  const { aws, setup } = shop;
  const { cluster, name } = setup.config.service;
  const service = await readService(aws, cluster, name);
  const taskDefinition = service?.taskSets?.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
  const { container, port } = setup.app;
  const Properties = { TaskDefinition: taskDefinition, LoadBalancerInfo: { ContainerName: container, ContainerPort: port } };
  const Body = JSON.stringify({ version: '0.0', Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties } }] });
  const place = { Bucket: setup.names.bucket, Key: 'appspec.json' };
  await aws.s3.send(new PutObjectCommand({ ...place, Body }));
  const { application, group } = setup.config.codedeploy;
  const s3Location = { bucket: place.Bucket, key: place.Key, bundleType: 'JSON' } as const;
  await aws.codedeploy.send(
    new CreateDeploymentCommand({ applicationName: application, deploymentGroupName: group, revision: { revisionType: 'S3', s3Location } }),
  );
  await quiet();
}

/** Revision of the version before the one before. */
async function older(): Promise<string> {
  const { text } = await anybody('rollback', '--list');
  const { versions } = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as {
    readonly versions: readonly { readonly revision: string }[];
  };
  return versions[2]?.revision ?? '';
}

const HISTORY = ['codedeploy:BatchGetDeployments', 'codedeploy:ListDeployments'];
const EXECUTIONS = ['codepipeline:ListActionExecutions', 'codepipeline:ListPipelineExecutions'];
const LOOK = [
  'codedeploy:BatchGetDeploymentTargets',
  'codedeploy:GetDeployment',
  'ecs:DescribeTasks',
  'ecs:ListTasks',
  'elasticloadbalancing:DescribeTargetHealth',
];

const ROWS: readonly Row[] = [
  {
    command: 'release',
    title: 'of a new image',
    words: newImage,
    actions: [
      'codecommit:GetDifferences',
      'codedeploy:ListDeployments',
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:InitiateLayerUpload',
      'ecr:UploadLayerPart',
      'ecr:CompleteLayerUpload',
      'ecr:PutImage',
    ],
  },
  {
    command: 'release',
    title: 'of changed files',
    arrange: changeFiles,
    actions: ['codecommit:CreateCommit', 'codecommit:ListFileCommitHistory', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  },
  {
    command: 'release',
    title: 'of a new image and changed files',
    arrange: changeFiles,
    words: newImage,
    later: true,
    actions: [],
  },
  { command: 'release', title: 'of the same again', actions: ['codepipeline:StartPipelineExecution'] },
  {
    command: 'release',
    title: 'that fails',
    words: async () => [...(await newImage('1')), '--fail-fast'],
    exit: EXIT.deploymentFailed,
    later: true,
    actions: ['logs:GetLogEvents'],
  },
  { command: 'rollback', title: 'at once', arrange: keeping, words: () => ['--yes'], actions: ['codedeploy:StopDeployment'] },
  {
    command: 'rollback',
    title: 'by a new deployment',
    arrange: released,
    words: () => ['--yes'],
    actions: [
      'codedeploy:CreateDeployment',
      'codedeploy:GetApplicationRevision',
      'codedeploy:GetDeploymentConfig',
      'codedeploy:RegisterApplicationRevision',
      'codedeploy:UpdateDeploymentGroup',
    ],
  },
  {
    command: 'rollback',
    title: 'to another version than the one that is kept',
    arrange: async () => {
      await released();
      await keeping();
    },
    words: async () => ['--yes', '--to', await older()],
    actions: ['codedeploy:ContinueDeployment'],
  },
  {
    command: 'rollback',
    title: 'of the tag too',
    arrange: released,
    words: () => ['--yes', '--revert-files'],
    actions: ['ecr:BatchGetImage', 'ecr:PutImage'],
  },
  {
    command: 'rollback',
    title: 'of the files too',
    arrange: async () => {
      await changeFiles();
      await anybody('release');
      await quiet();
    },
    words: () => ['--yes', '--revert-files'],
    actions: ['codecommit:CreateCommit'],
  },
  {
    command: 'rollback',
    title: 'that shows the versions',
    arrange: releasedFromBucket,
    words: () => ['--list'],
    actions: [...HISTORY, ...EXECUTIONS, 's3:GetObject'],
  },
  {
    command: 'status',
    title: 'while nothing is under way',
    arrange: releasedFromBucket,
    actions: [...HISTORY, ...EXECUTIONS, 's3:GetObject'],
  },
  { command: 'status', title: 'of a release', arrange: releasing, actions: [...LOOK, 'codepipeline:GetPipelineExecution'] },
  { command: 'logs', title: 'of what serves', words: () => ['--since', '1d'], actions: COMMAND_PERMISSIONS.logs.read },
  { command: 'exec', title: 'up to the session', exit: EXIT.config, actions: COMMAND_PERMISSIONS.exec.read },
  {
    command: 'doctor',
    title: 'where all is well',
    arrange: released,
    actions: [
      'codedeploy:ListDeployments',
      'codepipeline:GetPipelineState',
      'codepipeline:ListPipelineExecutions',
      'ecr:BatchGetImage',
      'ecr:GetAuthorizationToken',
      'ecr:GetDownloadUrlForLayer',
      'elasticloadbalancing:DescribeAccountLimits',
      'elasticloadbalancing:DescribeTargetHealth',
      'iam:SimulatePrincipalPolicy',
    ],
  },
  {
    command: 'doctor',
    title: 'after a release that failed',
    arrange: failed,
    exit: EXIT.deploymentFailed,
    actions: [
      'codedeploy:BatchGetDeploymentTargets',
      'codedeploy:GetDeployment',
      'codepipeline:GetPipelineExecution',
      'codepipeline:ListActionExecutions',
      'ecs:DescribeTasks',
      'ecs:ListTasks',
      'logs:GetLogEvents',
    ],
  },
];

/**
 * What no run here comes to each time: a second execution that has not pushed the first aside and is stopped, a doctor before a set-up,
 * a session in a container, the logs of tasks that ECS has forgotten.
 */
const UNPROVED = ['codepipeline:StopPipelineExecution', 'codecommit:ListRepositories', 'ecs:ExecuteCommand', 'logs:DescribeLogStreams'];

/** What is said instead of the action: the answer to a HEAD request has no text. */
const SAID: Readonly<Record<string, string>> = { 'ecr:BatchCheckLayerAvailability': 'registryUnauthorized' };

describe('the permissions of commands', () => {
  it.each(ROWS)('are enough for $command $title, and none of them is too many', { timeout: 180_000 }, async row => {
    const { command, arrange, words = () => [], later = false, exit = EXIT.done, actions } = row;
    const all = allOf(command);
    await quiet();
    await arrange?.();
    for (const action of actions) {
      const { text } = await wizardOf(
        all.filter(one => one !== action),
        [command, ...(await words())],
        { passes: later },
      );
      expect.soft(text, action).toContain(SAID[action] ?? action);
      if (later) await quiet();
    }
    expect(await wizardOf(all, [command, ...(await words())])).toMatchObject({ code: exit });
  });

  it('are enough for destroy, with those that the kinds ask for, and it says when it may not look for tags', async () => {
    await quiet();
    const actions = [...allOf('destroy'), ...WRITES];
    const looking = ['destroy', '--dry-run'];
    expect(await wizardOf(actions, looking)).toMatchObject({ code: EXIT.done, text: expect.not.stringContaining('tag:GetResources') });
    const without = actions.filter(action => action !== 'tag:GetResources');
    expect(await wizardOf(without, looking)).toMatchObject({ code: EXIT.done, text: expect.stringContaining('tag:GetResources') });
  });

  it('let destroy tell what carries its tags and may not be looked at', async () => {
    const [repository] = Object.keys(shop.sandbox.world().state.ecr.repositories);
    const arn = `arn:aws:ecr:us-east-1:111122223333:repository/${repository}`;
    await appendFile(join(folder, 'wizard.yaml'), 'ecr: { repository: renamed }\n');
    const statements = [...allowing('*'), { Effect: 'Deny', Action: 'ecr:*', Resource: arn }];
    const { code, text } = await wizardWith(statements, ['destroy', '--dry-run']);
    expect(code).toBe(EXIT.done);
    expect(text).toContain(`{"type":"note","code":"sweepUnseen","what":"${arn}",`);
    expect(text).toContain(`"unseen":["${arn}"]`);
    const { text: seen } = await wizardOf(['*'], ['destroy', '--dry-run']);
    expect(seen).toContain(`{"id":"image-repository~1","kind":"ecr.repository","name":"${repository}"`);
    await settle(memory);
  });

  it('are enough for init, with those that the kinds ask for', async () => {
    folder = await temporaryFolder();
    const words = ['init', '--yes', '--app', 'second', '--region', shop.sandbox.region, ...(await newImage())];
    expect(await wizardOf([...allOf('init'), ...WRITES], words)).toMatchObject({ code: EXIT.done });
  });

  it('hold nothing that no run needs, and nothing that the kinds ask for already', () => {
    const proved = [...ROWS.flatMap(({ actions }) => actions), 'tag:GetResources'];
    for (const command of Object.keys(COMMAND_PERMISSIONS) as CommandName[]) {
      expect(ownOf(command).filter(action => !proved.includes(action) && !UNPROVED.includes(action))).toEqual([]);
      const { resources } = COMMAND_PERMISSIONS[command];
      expect(ownOf(command).filter(action => resources && READS.includes(action))).toEqual([]);
    }
  });
});
