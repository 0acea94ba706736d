import { CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CreateApplicationCommand, GetApplicationCommand } from '@aws-sdk/client-codedeploy';
import { CreatePipelineCommand, GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { DescribeInternetGatewaysCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  CreateTaskSetCommand,
  DescribeClustersCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { CreateListenerCommand, CreateLoadBalancerCommand, CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetBucketTaggingCommand, PutBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Aws } from '../../../src/aws/aws.ts';
import { partsOf } from '../../../src/aws/errors.ts';
import { trust } from '../../resources/graph.ts';

/** A call that moto answers otherwise than AWS. */
export interface Different {
  readonly title: string;
  /** What AWS does, and where that is written. */
  readonly aws: string;
  readonly ask: (aws: Aws) => Promise<unknown>;
  /** What comes of it on moto; where it is a failure, its code. */
  readonly moto: unknown;
}

const DOCS = 'https://docs.aws.amazon.com';

const NUMERIC_DATES = `Timestamps are numbers in AWS's JSON protocols: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html`;

const tagged = [{ Key: 'a', Value: 'b' }];

const subnets = async ({ ec2 }: Aws) => {
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  return { vpcId: Subnets[0]?.VpcId ?? '', ids: Subnets.flatMap(({ SubnetId = '' }) => SubnetId) };
};

const balancer = async (aws: Aws, Name: string, count: number, Scheme?: 'internal') => {
  const { ids } = await subnets(aws);
  const { LoadBalancers } = await aws.elbv2.send(new CreateLoadBalancerCommand({ Name, Scheme, Subnets: ids.slice(0, count) }));
  return LoadBalancers?.[0]?.LoadBalancerArn ?? '';
};

const register = ({ ecs }: Aws, cpu: string) =>
  ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'other',
      cpu,
      memory: '512',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [{ name: 'web', image: 'nginx' }],
    }),
  );

/** A service of CodeDeploy's in a cluster of its own. */
const serve = async (aws: Aws, cluster: string) => {
  await aws.ecs.send(new CreateClusterCommand({ clusterName: cluster }));
  await register(aws, '256');
  const request = { cluster, serviceName: 'web', taskDefinition: 'other', desiredCount: 1, launchType: 'FARGATE' as const };
  return new CreateServiceCommand({ ...request, deploymentController: { type: 'CODE_DEPLOY' } });
};

/** A pipeline of actions that nobody provides. */
const makePipeline = async ({ codepipeline, iam }: Aws, name: string) => {
  const document = JSON.stringify(trust('codepipeline.amazonaws.com'));
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: `${name}-pipeline`, AssumeRolePolicyDocument: document }));
  const stage = (category: 'Source' | 'Deploy') => ({
    name: category,
    actions: [{ name: category, actionTypeId: { category, owner: 'AWS' as const, provider: 'Nobody', version: '1' } }],
  });
  const artifactStore = { type: 'S3' as const, location: 'other' };
  const pipeline = { name, roleArn: Role?.Arn, artifactStore, stages: [stage('Source'), stage('Deploy')] };
  return codepipeline.send(new CreatePipelineCommand({ pipeline }));
};

export const DIFFERENT: readonly Different[] = [
  {
    title: "CodeCommit's dates are texts",
    aws: NUMERIC_DATES,
    ask: ({ codecommit }) => codecommit.send(new CreateRepositoryCommand({ repositoryName: 'other' })),
    moto: 'answerUnreadable',
  },
  {
    title: "CodeDeploy's dates are texts",
    aws: NUMERIC_DATES,
    async ask({ codedeploy }) {
      await codedeploy.send(new CreateApplicationCommand({ applicationName: 'other', computePlatform: 'ECS' }));
      return codedeploy.send(new GetApplicationCommand({ applicationName: 'other' }));
    },
    moto: 'answerUnreadable',
  },
  {
    title: "CodePipeline's dates are texts",
    aws: NUMERIC_DATES,
    async ask(aws) {
      await makePipeline(aws, 'other-dates');
      return aws.codepipeline.send(new GetPipelineCommand({ name: 'other-dates' }));
    },
    moto: 'answerUnreadable',
  },
  {
    title: 'CreateBucket loses the tags that it is given',
    aws: `The bucket is made with them: ${DOCS}/AmazonS3/latest/API/API_CreateBucketConfiguration.html`,
    async ask({ s3 }) {
      await s3.send(new CreateBucketCommand({ Bucket: 'other-tags', CreateBucketConfiguration: { Tags: tagged } }));
      return s3.send(new GetBucketTaggingCommand({ Bucket: 'other-tags' }));
    },
    moto: 'awsRefused',
  },
  {
    title: 'Conditions in policies of buckets are ignored',
    aws: `A statement counts only where its condition holds: ${DOCS}/IAM/latest/UserGuide/reference_policies_elements_condition.html`,
    async ask({ s3 }) {
      await s3.send(new CreateBucketCommand({ Bucket: 'other-policy' }));
      const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::other-policy/*' };
      const Condition = { StringEquals: { 'aws:PrincipalAccount': '000000000000' } };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, Condition }] });
      await s3.send(new PutBucketPolicyCommand({ Bucket: 'other-policy', Policy }));
      return s3.send(new PutObjectCommand({ Bucket: 'other-policy', Key: 'a', Body: 'b' })).catch(error => partsOf(error).status);
    },
    moto: 403,
  },
  {
    title: 'A service of CodeDeploy starts without a task set',
    aws: `ECS makes a PRIMARY task set: ${DOCS}/AmazonECS/latest/APIReference/API_TaskSet.html`,
    async ask(aws) {
      const { service } = await aws.ecs.send(await serve(aws, 'other-service'));
      return [service?.taskSets, service?.deployments];
    },
    moto: [[], []],
  },
  {
    title: 'Task sets do not tell how many tasks they have',
    aws: `They do: ${DOCS}/AmazonECS/latest/APIReference/API_TaskSet.html`,
    async ask(aws) {
      const { cluster, serviceName } = (await serve(aws, 'other-set')).input;
      await aws.ecs.send(new CreateServiceCommand({ cluster, serviceName, desiredCount: 1, deploymentController: { type: 'EXTERNAL' } }));
      const { taskSet } = await aws.ecs.send(new CreateTaskSetCommand({ cluster: 'other-set', service: 'web', taskDefinition: 'other' }));
      return [taskSet?.runningCount, taskSet?.computedDesiredCount];
    },
    moto: [undefined, undefined],
  },
  {
    title: 'A second service of the same name takes the place of the first',
    aws: `Refused as not idempotent: ${DOCS}/AmazonECS/latest/APIReference/API_CreateService.html`,
    async ask(aws) {
      const command = await serve(aws, 'other-twice');
      await aws.ecs.send(command);
      const { service } = await aws.ecs.send(new CreateServiceCommand({ ...command.input, desiredCount: 2 }));
      return service?.desiredCount;
    },
    moto: 2,
  },
  {
    title: 'UpdateService sets the task definition of a service of CodeDeploy',
    aws: `Refused: ${DOCS}/AmazonECS/latest/APIReference/API_UpdateService.html`,
    async ask(aws) {
      await aws.ecs.send(await serve(aws, 'other-update'));
      const { service } = await aws.ecs.send(
        new UpdateServiceCommand({ cluster: 'other-update', service: 'web', taskDefinition: 'other:1' }),
      );
      return service?.taskDefinition;
    },
    moto: 'other:1',
  },
  {
    title: 'A second cluster of the same name takes the tags of the first away',
    aws: `The cluster that is there is returned: ${DOCS}/AmazonECS/latest/APIReference/API_CreateCluster.html`,
    async ask({ ecs }) {
      await ecs.send(new CreateClusterCommand({ clusterName: 'other-cluster', tags: [{ key: 'a', value: 'b' }] }));
      await ecs.send(new CreateClusterCommand({ clusterName: 'other-cluster' }));
      const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: ['other-cluster'], include: ['TAGS'] }));
      return clusters?.[0]?.tags ?? [];
    },
    moto: [],
  },
  {
    title: 'Sizes that Fargate has not are registered',
    aws: `Refused: ${DOCS}/AmazonECS/latest/developerguide/fargate-tasks-services.html`,
    ask: async aws => (await register(aws, '300')).taskDefinition?.cpu,
    moto: '300',
  },
  {
    title: 'A second load balancer of the same name is made',
    aws: `DuplicateLoadBalancerName: ${DOCS}/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html`,
    ask: async aws => (await balancer(aws, 'other', 2)) === (await balancer(aws, 'other', 2, 'internal')),
    moto: false,
  },
  {
    title: 'A load balancer in a single zone is made',
    aws: `It wants two zones: ${DOCS}/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html`,
    ask: async aws => (await balancer(aws, 'other-single', 1)).startsWith('arn:aws:'),
    moto: true,
  },
  {
    title: 'A second listener on the same port is made',
    aws: `DuplicateListener: ${DOCS}/elasticloadbalancing/latest/APIReference/API_CreateListener.html`,
    async ask(aws) {
      const LoadBalancerArn = await balancer(aws, 'other-ports', 2);
      const { vpcId } = await subnets(aws);
      const target = { Name: 'other-ports', VpcId: vpcId, Port: 80, Protocol: 'HTTP' as const, TargetType: 'ip' as const };
      const { TargetGroups } = await aws.elbv2.send(new CreateTargetGroupCommand(target));
      const forward = { Type: 'forward' as const, TargetGroupArn: TargetGroups?.[0]?.TargetGroupArn };
      const request = { LoadBalancerArn, Port: 80, Protocol: 'HTTP' as const, DefaultActions: [forward] };
      const first = await aws.elbv2.send(new CreateListenerCommand(request));
      const second = await aws.elbv2.send(new CreateListenerCommand(request));
      return first.Listeners?.[0]?.ListenerArn === second.Listeners?.[0]?.ListenerArn;
    },
    moto: false,
  },
  {
    title: 'A pipeline with a provider that does not exist is made',
    aws: `InvalidActionDeclarationException: ${DOCS}/codepipeline/latest/APIReference/API_CreatePipeline.html`,
    ask: async aws => (await makePipeline(aws, 'other')).pipeline?.name,
    moto: 'other',
  },
  {
    title: 'A role may trust a service that does not exist',
    aws: `MalformedPolicyDocument: ${DOCS}/IAM/latest/APIReference/API_CreateRole.html`,
    async ask({ iam }) {
      const document = JSON.stringify(trust('nothing.amazonaws.com'));
      const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'other', AssumeRolePolicyDocument: document }));
      return Role?.RoleName;
    },
    moto: 'other',
  },
  {
    title: 'A pipeline is a target without a role',
    aws: `A role is required: ${DOCS}/eventbridge/latest/APIReference/API_Target.html`,
    async ask({ eventbridge }) {
      await eventbridge.send(new PutRuleCommand({ Name: 'other', EventPattern: '{"source":["aws.ecr"]}' }));
      const Arn = 'arn:aws:codepipeline:us-east-1:123456789012:other';
      const { FailedEntryCount } = await eventbridge.send(new PutTargetsCommand({ Rule: 'other', Targets: [{ Id: 'a', Arn }] }));
      return FailedEntryCount;
    },
    moto: 0,
  },
  {
    title: 'The default VPC leads nowhere',
    aws: `It has an internet gateway: ${DOCS}/vpc/latest/userguide/default-vpc.html`,
    ask: async ({ ec2 }) => (await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways,
    moto: [],
  },
];
