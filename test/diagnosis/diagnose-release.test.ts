import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateBranchCommand, DeleteBranchCommand, DeleteFileCommand, GetBranchCommand } from '@aws-sdk/client-codecommit';
import { BatchDeleteImageCommand } from '@aws-sdk/client-ecr';
import { DescribeSecurityGroupsCommand, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { DescribeTargetGroupsCommand, ModifyListenerCommand, DescribeListenersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  PutRolePolicyCommand,
  GetRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CauseCode } from '../../src/diagnosis/cause.ts';
import { commitFiles } from '../../src/release/files.ts';
import { change, diagnoseRun, push, startShop, withoutTriggers, type Shop } from './stage.ts';

const TIMEOUT = 120_000;

/** One set-up for all: each test breaks something and puts it right again, the way a user would. */
let shop: Shop;
const undo: (() => unknown)[] = [];

beforeAll(async () => {
  shop = await withoutTriggers(await startShop());
}, TIMEOUT);

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
}, TIMEOUT);

interface Mishap {
  readonly title: string;
  readonly arrange: () => Promise<unknown>;
  readonly code: CauseCode;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Running `wizard init` again puts it right. */
const mended = (): void => void undo.push(() => shop.mend());

const image = async (reference: string): Promise<void> => {
  await push(shop, reference);
  undo.push(() => push(shop, 'sandbox/sample:v1'));
};

const edit = async (path: string, how: (text: string) => string): Promise<void> => void undo.push(await change(shop, path, how));

const detach = async (RoleName: string, policy: string): Promise<void> => {
  await shop.aws.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: `arn:aws:iam::aws:policy/${policy}` }));
  mended();
};

/** Takes actions out of the inline policy of the pipeline's role. */
const forbid = async (...actions: readonly string[]): Promise<void> => {
  const RoleName = shop.setup.names.pipelineRole;
  const { PolicyDocument = '' } = await shop.aws.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: RoleName }));
  const policy = JSON.parse(decodeURIComponent(PolicyDocument)) as { Statement: { Action: string | string[] }[] };
  const Statement = policy.Statement.map(statement => ({
    ...statement,
    Action: [statement.Action].flat().filter(one => !actions.includes(one)),
  }));
  const kept = Statement.filter(({ Action }) => Action.length > 0);
  await shop.aws.iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: RoleName, PolicyDocument: JSON.stringify({ ...policy, Statement: kept }) }),
  );
  mended();
};

const source = () => ({ repositoryName: shop.setup.config.source.repository, branchName: shop.setup.config.source.branch });

const tip = async (): Promise<string> => (await shop.aws.codecommit.send(new GetBranchCommand(source()))).branch?.commitId ?? '';

const inPipeline: readonly Mishap[] = [
  {
    title: 'a branch that is gone',
    code: 'branchMissing',
    facts: { branch: 'main', repository: 'shop' },
    arrange: async () => {
      const { repositoryName, branchName } = source();
      const commitId = await tip();
      const other = { repositoryName, branchName: 'other', commitId };
      await shop.aws.codecommit.send(new CreateBranchCommand(other));
      const { UpdateDefaultBranchCommand } = await import('@aws-sdk/client-codecommit');
      await shop.aws.codecommit.send(new UpdateDefaultBranchCommand({ repositoryName, defaultBranchName: 'other' }));
      await shop.aws.codecommit.send(new DeleteBranchCommand({ repositoryName, branchName }));
      undo.push(() => shop.aws.codecommit.send(new CreateBranchCommand({ repositoryName, branchName, commitId })));
    },
  },
  {
    title: 'a tag that names no image',
    code: 'imageTagMissing',
    facts: { repository: 'shop-ecr-repo', tag: 'latest' },
    arrange: async () => {
      const { repository, tag } = shop.setup.config.ecr;
      await shop.aws.ecr.send(new BatchDeleteImageCommand({ repositoryName: repository, imageIds: [{ imageTag: tag }] }));
      undo.push(() => push(shop, 'sandbox/sample:v1'));
    },
  },
  { title: 'a role that may not read the repository', code: 'sourceDenied', arrange: () => forbid('codecommit:UploadArchive') },
  { title: 'a role that may not write artifacts', code: 'artifactsDenied', arrange: () => forbid('s3:PutObject') },
  {
    title: 'a role that may not deploy',
    code: 'permissionMissing',
    facts: { action: 'codedeploy:CreateDeployment', step: 'pipeline' },
    arrange: () => forbid('codedeploy:CreateDeployment'),
  },
  {
    title: 'a role that may not look at images',
    code: 'permissionMissing',
    facts: { action: 'ecr:DescribeImages' },
    arrange: () => forbid('ecr:DescribeImages'),
  },
  {
    title: 'a role that may not pass roles on',
    code: 'passRoleMissing',
    facts: { step: 'pipeline' },
    arrange: () => forbid('iam:PassRole'),
  },
  {
    title: 'a role that does not trust CodePipeline',
    code: 'roleNotAssumable',
    facts: { service: 'codepipeline.amazonaws.com', step: 'pipeline' },
    arrange: async () => {
      const Statement = [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }];
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      await shop.aws.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: shop.setup.names.pipelineRole, PolicyDocument }));
      mended();
    },
  },
  {
    title: 'a policy that forbids it',
    code: 'permissionForbidden',
    facts: { action: expect.stringMatching(/^codedeploy:/), policy: 'identity-based policy' },
    arrange: async () => {
      const name = { RoleName: shop.setup.names.pipelineRole, PolicyName: 'no' };
      const Statement = [{ Effect: 'Deny', Action: 'codedeploy:*', Resource: '*' }];
      await shop.aws.iam.send(new PutRolePolicyCommand({ ...name, PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) }));
      undo.push(() => shop.aws.iam.send(new DeleteRolePolicyCommand(name)));
    },
  },
  {
    title: 'a repository that is too large',
    code: 'artifactTooLarge',
    facts: { repository: 'shop', megabytes: expect.stringMatching(/^3\.\d$/) },
    arrange: async () => {
      await commitFiles(
        shop.aws,
        shop.setup.config.source,
        [{ path: 'video.txt', content: randomBytes(3_400_000).toString('base64') }],
        'big',
      );
      undo.push(async () =>
        shop.aws.codecommit.send(new DeleteFileCommand({ ...source(), filePath: 'video.txt', parentCommitId: await tip() })),
      );
    },
  },
  {
    title: 'a taskdef.json that is no JSON',
    code: 'taskdefNotJson',
    facts: { line: '2' },
    arrange: () => edit('taskdef.json', () => '{\n"family" "x"}'),
  },
  {
    title: 'a taskdef.json with members of an answer',
    code: 'taskdefUnknownKeys',
    facts: { keys: 'revision' },
    arrange: () => edit('taskdef.json', text => text.replace('{', '{ "revision": 3,')),
  },
  {
    title: 'a repository without appspec.yaml',
    code: 'fileMissing',
    facts: { file: 'appspec.yaml' },
    arrange: async () => {
      const restore = await change(shop, 'appspec.yaml', text => `${text}\n`);
      await shop.aws.codecommit.send(new DeleteFileCommand({ ...source(), filePath: 'appspec.yaml', parentCommitId: await tip() }));
      undo.push(restore);
    },
  },
  {
    title: 'a misspelt placeholder in taskdef.json',
    code: 'imagePlaceholder',
    facts: { found: '<IMAGE_NAME>', wanted: '<IMAGE1_NAME>' },
    arrange: () => edit('taskdef.json', text => text.replace('<IMAGE1_NAME>', '<IMAGE_NAME>')),
  },
  {
    title: 'a size that Fargate does not have',
    code: 'fargateSize',
    facts: { cpu: '256', memory: '4096' },
    arrange: () => edit('taskdef.json', text => text.replace(/"memory": "?512"?/, '"memory": "4096"')),
  },
  {
    title: 'an appspec.yaml that CodeDeploy does not take',
    code: 'appspecInvalid',
    arrange: () => edit('appspec.yaml', text => text.replace(/ContainerPort: \d+/, 'ContainerPort: none')),
  },
];

const inDeployment: readonly Mishap[] = [
  {
    title: 'a misspelt placeholder in appspec.yaml',
    code: 'appspecPlaceholder',
    facts: { found: '<TASKDEF>' },
    arrange: () => edit('appspec.yaml', text => text.replace('<TASK_DEFINITION>', '<TASKDEF>')),
  },
  {
    title: 'a container that is not there',
    code: 'appspecContainer',
    facts: { container: 'app' },
    arrange: () => edit('appspec.yaml', text => text.replace(/ContainerName: .*/, 'ContainerName: app')),
  },
  {
    title: 'a port that is not mapped',
    code: 'appspecPort',
    facts: { container: 'shop', port: '443' },
    arrange: () => edit('appspec.yaml', text => text.replace(/ContainerPort: \d+/, 'ContainerPort: 443')),
  },
  {
    title: 'a role of CodeDeploy without rights',
    code: 'codedeployRoleWeak',
    arrange: () => detach(shop.setup.names.codedeployRole, 'AWSCodeDeployRoleForECS'),
  },
  {
    title: 'a listener that somebody moved',
    code: 'listenerMoved',
    facts: { targetGroup: expect.stringMatching(/^shop-(?:blue|green)$/), listener: expect.stringMatching(/^arn:/) },
    arrange: async () => {
      const listener = shop.state().entries['production-listener']?.outputs?.['arn'];
      const { Listeners } = await shop.aws.elbv2.send(new DescribeListenersCommand({ ListenerArns: [String(listener)] }));
      const DefaultActions = Listeners?.[0]?.DefaultActions;
      const { TargetGroups = [] } = await shop.aws.elbv2.send(new DescribeTargetGroupsCommand({ Names: ['shop-blue', 'shop-green'] }));
      const serving = DefaultActions?.[0]?.ForwardConfig?.TargetGroups?.find(({ Weight }) => Weight !== 0)?.TargetGroupArn;
      const other = TargetGroups.find(({ TargetGroupArn }) => TargetGroupArn !== serving)?.TargetGroupArn;
      const modify = (actions: typeof DefaultActions) =>
        shop.aws.elbv2.send(new ModifyListenerCommand({ ListenerArn: String(listener), DefaultActions: actions }));
      await modify([{ Type: 'forward', TargetGroupArn: other }]);
      undo.push(() => modify(DefaultActions));
    },
  },
  {
    title: 'a log group that is gone',
    code: 'logGroupMissing',
    facts: { group: '/ecs/shop' },
    arrange: async () => {
      await shop.aws.logs.send(new DeleteLogGroupCommand({ logGroupName: '/ecs/shop' }));
      mended();
    },
  },
  {
    title: 'an execution role without rights',
    code: 'permissionMissing',
    facts: { action: 'ecr:GetAuthorizationToken', step: 'taskdef' },
    arrange: () => detach(shop.setup.names.executionRole, 'service-role/AmazonECSTaskExecutionRolePolicy'),
  },
  {
    title: 'an image that is not there',
    code: 'imageMissing',
    facts: { image: 'public.ecr.aws/nobody/nothing:1' },
    arrange: () => edit('taskdef.json', text => text.replace('<IMAGE1_NAME>', 'public.ecr.aws/nobody/nothing:1')),
  },
  {
    title: 'tasks without a public address',
    code: 'noPublicIp',
    arrange: () => edit('appspec.yaml', text => text.replace(/AssignPublicIp: .*/, 'AssignPublicIp: DISABLED')),
  },
  {
    title: 'a security group that is closed',
    code: 'portClosed',
    facts: { port: '80', group: expect.stringMatching(/^sg-/) },
    arrange: async () => {
      const Filters = [{ Name: 'group-name', Values: [shop.setup.names.taskSecurityGroup] }];
      const { SecurityGroups } = await shop.aws.ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
      const { GroupId, IpPermissions } = SecurityGroups?.[0] ?? {};
      await shop.aws.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
      mended();
    },
  },
  {
    title: 'an image that crashes at its start',
    code: 'containerCrashed',
    facts: { exitCode: '1', line: expect.stringContaining('ECONNREFUSED') },
    arrange: () => image('sandbox/crash-at-start:latest'),
  },
  {
    title: 'an image that is never healthy',
    code: 'healthCheckStatus',
    facts: { status: '500', path: '/' },
    arrange: () => image('sandbox/never-healthy:latest'),
  },
  {
    title: 'an image that needs more memory',
    code: 'outOfMemory',
    facts: { memory: '512', more: '1024' },
    arrange: () => image('sandbox/out-of-memory:latest'),
  },
  {
    title: 'an image for another architecture',
    code: 'wrongArchitecture',
    facts: { platform: 'amd64' },
    arrange: () => edit('taskdef.json', text => text.replace('<IMAGE1_NAME>', 'sandbox/wrong-architecture:latest')),
  },
];

describe('diagnoseRelease', { timeout: TIMEOUT }, () => {
  it.each([...inPipeline, ...inDeployment])('finds $title', async ({ arrange, code, facts = {} }) => {
    await arrange();
    const { cause, chain, unseen } = await diagnoseRun(shop);
    expect({ cause, chain }).toMatchObject({ cause: { code, facts } });
    expect(chain[0]).toMatchObject({ what: 'action' });
    expect(unseen).toEqual([]);
  });
});
