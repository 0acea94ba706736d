import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient, ListApplicationsCommand } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient, ListPipelinesCommand } from '@aws-sdk/client-codepipeline';
import { DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { DescribeClustersCommand, ECSClient, ListClustersCommand, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { DUMMY } from './credentials.ts';

/** Names of all that there is in the account, read by clients that are none of the program's. */
export async function inventory(endpoint: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const config = { endpoint, region: DUMMY.region, credentials: DUMMY, forcePathStyle: true };
  const ecs = new ECSClient(config);
  const elb = new ElasticLoadBalancingV2Client(config);
  const found = {
    alarms: (await new CloudWatchClient(config).send(new DescribeAlarmsCommand({}))).MetricAlarms?.map(({ AlarmName }) => AlarmName),
    applications: (await new CodeDeployClient(config).send(new ListApplicationsCommand({}))).applications,
    buckets: (await new S3Client(config).send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name),
    clusters: await clustersIn(ecs),
    loadBalancers: (await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers?.map(({ LoadBalancerName }) => LoadBalancerName),
    logGroups: (await new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({}))).logGroups?.map(
      ({ logGroupName }) => logGroupName,
    ),
    pipelines: (await new CodePipelineClient(config).send(new ListPipelinesCommand({}))).pipelines?.map(({ name }) => name),
    repositories: (await new ECRClient(config).send(new DescribeRepositoriesCommand({}))).repositories?.map(
      ({ repositoryName }) => repositoryName,
    ),
    roles: (await new IAMClient(config).send(new ListRolesCommand({}))).Roles?.map(({ RoleName }) => RoleName),
    rules: (await new EventBridgeClient(config).send(new ListRulesCommand({}))).Rules?.map(({ Name }) => Name),
    securityGroups: (await new EC2Client(config).send(new DescribeSecurityGroupsCommand({}))).SecurityGroups?.map(
      ({ GroupName }) => GroupName,
    ),
    targetGroups: (await elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups?.map(({ TargetGroupName }) => TargetGroupName),
    taskDefinitions: [
      ...((await ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE' }))).taskDefinitionArns ?? []),
      ...((await ecs.send(new ListTaskDefinitionsCommand({ status: 'INACTIVE' }))).taskDefinitionArns ?? []),
    ],
  };
  return Object.fromEntries(Object.entries(found).map(([sort, names = []]) => [sort, names.map(String).sort()]));
}

/** moto goes on listing those that are deleted. */
async function clustersIn(ecs: ECSClient) {
  const { clusterArns } = await ecs.send(new ListClustersCommand({}));
  const { clusters = [] } = await ecs.send(new DescribeClustersCommand({ clusters: clusterArns }));
  return clusters.filter(({ status }) => status !== 'INACTIVE').map(({ clusterName }) => clusterName);
}
