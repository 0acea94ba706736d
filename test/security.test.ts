import { GetLifecyclePolicyCommand, DescribeRepositoriesCommand, ListTagsForResourceCommand } from '@aws-sdk/client-ecr';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand, DescribeServicesCommand, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRoleCommand, GetRolePolicyCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { KINDS } from '../src/resources/index.ts';
import { startShop, type Shop } from './diagnosis/stage.ts';

const TIMEOUT = 120_000;

/** Everything that the controls look at, as AWS tells it. */
async function lookAt({ aws, setup }: Shop) {
  const { config, names } = setup;
  const { cluster: clusterName, name: serviceName } = config.service;
  const bucket = { Bucket: names.bucket, ExpectedBucketOwner: aws.account };
  const { services } = await aws.ecs.send(
    new DescribeServicesCommand({ cluster: clusterName, services: [serviceName], include: ['TAGS'] }),
  );
  const { clusters } = await aws.ecs.send(new DescribeClustersCommand({ clusters: [clusterName], include: ['SETTINGS', 'TAGS'] }));
  const service = services?.[0];
  const [taskSet] = service?.taskSets ?? [];
  const { taskDefinition } = await aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: taskSet?.taskDefinition }));
  const { LoadBalancers } = await aws.elbv2.send(new DescribeLoadBalancersCommand({ Names: [config.alb.name] }));
  const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn;
  const { Attributes = [] } = await aws.elbv2.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
  const { Listeners = [] } = await aws.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const { TargetGroups = [] } = await aws.elbv2.send(new DescribeTargetGroupsCommand({ LoadBalancerArn }));
  const { repositories } = await aws.ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [config.ecr.repository] }));
  const repository = repositories?.[0];
  const { SecurityGroups = [] } = await aws.ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [{ Name: 'group-name', Values: [names.loadBalancerSecurityGroup, names.taskSecurityGroup] }],
    }),
  );
  const { logGroups = [] } = await aws.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: names.logGroup }));
  const roles = [names.executionRole, names.taskRole, names.codedeployRole, names.pipelineRole, names.eventsRole];
  return {
    service,
    cluster: clusters?.[0],
    taskSet,
    task: taskDefinition,
    containers: taskDefinition?.containerDefinitions ?? [],
    balancer: LoadBalancers?.[0],
    attributes: Object.fromEntries(Attributes.map(({ Key = '', Value }) => [Key, Value])),
    listeners: Listeners,
    targetGroups: TargetGroups,
    repository,
    lifecycle: await aws.ecr.send(new GetLifecyclePolicyCommand({ repositoryName: config.ecr.repository })),
    repositoryTags: (await aws.ecr.send(new ListTagsForResourceCommand({ resourceArn: repository?.repositoryArn }))).tags ?? [],
    securityGroups: SecurityGroups,
    logGroup: logGroups[0],
    trusts: await Promise.all(roles.map(name => trustOf(aws, name))),
    actions: (await Promise.all(roles.map(name => actionsOf(aws, name)))).flat(),
    publicAccess: (await aws.s3.send(new GetPublicAccessBlockCommand(bucket))).PublicAccessBlockConfiguration ?? {},
    bucketPolicy: (await aws.s3.send(new GetBucketPolicyCommand(bucket))).Policy ?? '',
    ownership: (await aws.s3.send(new GetBucketOwnershipControlsCommand(bucket))).OwnershipControls?.Rules?.[0]?.ObjectOwnership,
    expiry: (await aws.s3.send(new GetBucketLifecycleConfigurationCommand(bucket))).Rules ?? [],
    versioning: (await aws.s3.send(new GetBucketVersioningCommand(bucket))).Status,
    encryption: (await aws.s3.send(new GetBucketEncryptionCommand(bucket))).ServerSideEncryptionConfiguration?.Rules?.[0]
      ?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
  };
}

interface Statement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const statementsOf = (document: string): readonly Statement[] => (JSON.parse(document) as { Statement: readonly Statement[] }).Statement;

async function trustOf(aws: Shop['aws'], RoleName: string) {
  const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName }));
  const statements = statementsOf(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''));
  return { role: RoleName, conditions: statements.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap(Object.keys)) };
}

async function actionsOf(aws: Shop['aws'], RoleName: string): Promise<readonly string[]> {
  const { PolicyNames = [] } = await aws.iam.send(new ListRolePoliciesCommand({ RoleName }));
  const documents = await Promise.all(PolicyNames.map(PolicyName => aws.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))));
  return documents.flatMap(({ PolicyDocument = '' }) => statementsOf(decodeURIComponent(PolicyDocument)).flatMap(({ Action }) => Action));
}

type Account = Awaited<ReturnType<typeof lookAt>>;

// https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19
const HIGH_RISK_PORTS = [
  20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200, 9300,
];

const openPorts = ({ securityGroups }: Account): readonly number[] =>
  securityGroups.flatMap(({ IpPermissions = [] }) =>
    IpPermissions.flatMap(({ IpRanges = [], FromPort = 0 }) => (IpRanges.some(({ CidrIp }) => CidrIp === '0.0.0.0/0') ? [FromPort] : [])),
  );

const isPrivate = ({ publicAccess }: Account): boolean => Object.values(publicAccess).every(blocked => blocked === true);
const makesNoKeys = (): boolean => ![...KINDS.keys()].some(type => type.startsWith('kms'));
const CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'ECS_ENGINE_AUTH_DATA'];

/** Whether what is made satisfies a control, by its id. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html */
const CONTROLS: Readonly<Record<string, (account: Account) => boolean>> = {
  'ECS.1': ({ task, containers }) => task?.networkMode !== 'host' || containers.every(({ user }) => user !== undefined && user !== 'root'),
  'ECS.2': ({ service }) => service?.networkConfiguration?.awsvpcConfiguration?.assignPublicIp === 'DISABLED',
  'ECS.3': ({ task }) => task?.pidMode !== 'host',
  'ECS.4': ({ containers }) => containers.every(({ privileged }) => privileged !== true),
  'ECS.5': ({ containers }) => containers.every(({ readonlyRootFilesystem }) => readonlyRootFilesystem === true),
  'ECS.8': ({ containers }) =>
    containers.every(({ environment = [] }) => environment.every(({ name = '' }) => !CREDENTIALS.includes(name))),
  'ECS.9': ({ containers }) => containers.every(({ logConfiguration }) => logConfiguration?.logDriver !== undefined),
  'ECS.10': ({ taskSet }) => ['LATEST', '1.4.0'].includes(taskSet?.platformVersion ?? ''),
  'ECS.12': ({ cluster }) => cluster?.settings?.some(({ name, value }) => name === 'containerInsights' && value !== 'disabled') === true,
  'ECS.13': ({ service }) => (service?.tags ?? []).length > 0,
  'ECS.14': ({ cluster }) => (cluster?.tags ?? []).length > 0,
  'ECS.16': ({ taskSet }) => taskSet?.networkConfiguration?.awsvpcConfiguration?.assignPublicIp === 'DISABLED',
  'ECS.17': ({ task }) => task?.networkMode !== 'host',
  'ECS.20': ({ containers }) => containers.every(({ user }) => user !== undefined && user !== 'root'),
  'ELB.1': ({ listeners }) =>
    listeners.every(({ Protocol, DefaultActions }) => Protocol === 'HTTPS' || DefaultActions?.[0]?.Type === 'redirect'),
  'ELB.4': ({ attributes }) => attributes['routing.http.drop_invalid_header_fields.enabled'] === 'true',
  'ELB.5': ({ attributes }) => attributes['access_logs.s3.enabled'] === 'true',
  'ELB.6': ({ attributes }) => attributes['deletion_protection.enabled'] === 'true',
  'ELB.12': ({ attributes }) => ['defensive', 'strictest'].includes(attributes['routing.http.desync_mitigation_mode'] ?? ''),
  'ELB.13': ({ balancer }) => (balancer?.AvailabilityZones ?? []).length >= 2,
  'ELB.17': ({ listeners }) => listeners.every(({ SslPolicy }) => SslPolicy?.startsWith('ELBSecurityPolicy-TLS13') === true),
  'ELB.18': ({ listeners }) => listeners.every(({ Protocol }) => Protocol === 'HTTPS'),
  'ELB.21': ({ targetGroups }) => targetGroups.every(({ HealthCheckProtocol }) => HealthCheckProtocol === 'HTTPS'),
  'ELB.22': ({ targetGroups }) => targetGroups.every(({ Protocol }) => Protocol === 'HTTPS'),
  'ECR.1': ({ repository }) => repository?.imageScanningConfiguration?.scanOnPush === true,
  'ECR.2': ({ repository }) => repository?.imageTagMutability === 'IMMUTABLE',
  'ECR.3': ({ lifecycle }) => (lifecycle.lifecyclePolicyText ?? '') !== '',
  'ECR.4': ({ repositoryTags }) => repositoryTags.length > 0,
  'ECR.5': ({ repository }) => repository?.encryptionConfiguration?.encryptionType === 'KMS',
  'EC2.18': account => openPorts(account).every(port => port === 80 || port === 443),
  'EC2.19': account => !openPorts(account).some(port => HIGH_RISK_PORTS.includes(port)),
  'IAM.1': ({ actions }) => !actions.includes('*'),
  'IAM.21': ({ actions }) => !actions.some(action => action.endsWith(':*')),
  'KMS.1': makesNoKeys,
  'KMS.2': makesNoKeys,
  'S3.1': isPrivate,
  'S3.2': isPrivate,
  'S3.3': isPrivate,
  'S3.5': ({ bucketPolicy }) =>
    statementsOf(bucketPolicy).some(
      ({ Effect, Condition }) => Effect === 'Deny' && Condition?.['Bool']?.['aws:SecureTransport'] === 'false',
    ),
  'S3.6': ({ bucketPolicy }) => statementsOf(bucketPolicy).every(({ Effect }) => Effect === 'Deny'),
  'S3.8': isPrivate,
  'S3.12': ({ ownership }) => ownership === 'BucketOwnerEnforced',
  'S3.13': ({ expiry }) => expiry.some(({ Status, Expiration }) => Status === 'Enabled' && Expiration?.Days !== undefined),
  'S3.14': ({ versioning }) => versioning === 'Enabled',
  'S3.17': ({ encryption }) => encryption === 'aws:kms',
  'CloudWatch.16': ({ logGroup }) => (logGroup?.retentionInDays ?? 0) >= 365,
};

/** Nothing of this sort is ever made, and the sandbox knows no operation that would tell: the document says so alone. */
const UNSEEN = ['ECS.15', 'ELB.16', 'S3.7', 'S3.9', 'S3.11', 'S3.15', 'S3.20'];

type Verdict = 'pass' | 'choice' | 'accepted';

/** What a document says of each control. */
function verdictsIn(file: string, words: Readonly<Record<string, Verdict>>): Readonly<Record<string, Verdict>> {
  const rows = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8').matchAll(/^\| ((?:[A-Z]\w*\.\d+(?:, )?)+) \| (\S+) \|/gm);
  return Object.fromEntries(
    [...rows].flatMap(([, ids = '', word = '']) => ids.split(', ').map(id => [id, words[word] ?? (word as Verdict)] as const)),
  );
}

const ENGLISH = verdictsIn('docs/security.md', {});

let account: Account;

beforeAll(async () => {
  account = await lookAt(await startShop());
}, TIMEOUT);

describe('docs/security.md', () => {
  it('says something of every control that is looked at, and of no other', () => {
    expect(Object.keys(ENGLISH).toSorted()).toEqual([...Object.keys(CONTROLS), ...UNSEEN].toSorted());
  });

  it('says the same in Korean', () => {
    expect(verdictsIn('docs/ko/security.md', { 통과: 'pass', 선택: 'choice', 수용: 'accepted' })).toEqual(ENGLISH);
  });
});

describe('what is made by default', () => {
  it.each(Object.keys(CONTROLS))('stands to %s as the document says', id => {
    expect(CONTROLS[id]?.(account)).toBe(ENGLISH[id] === 'pass');
  });

  it('can be made by no other account to act for it: every role that a service takes on says for whom', () => {
    for (const { role, conditions } of account.trusts.filter(trust => !trust.role.includes('-execution-'))) {
      expect({ role, conditions }).toEqual({ role, conditions: expect.arrayContaining(['aws:SourceAccount', 'aws:SourceArn']) });
    }
  });
});

describe('what is made by choice', () => {
  it('passes what the document leaves to a setting', { timeout: TIMEOUT }, async () => {
    const chosen = await lookAt(await startShop({ 'alb.testCidr': '203.0.113.7/32', 'logs.retentionDays': 365 }));
    for (const id of ['EC2.18', 'EC2.19', 'CloudWatch.16']) expect([id, CONTROLS[id]?.(chosen)]).toEqual([id, true]);
  });
});
