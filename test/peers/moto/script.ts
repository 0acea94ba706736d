import type { Ask } from './ask.ts';

const GONE = 'of what is not there';
const AGAIN = 'a second time';

const trust = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] });

async function identity(ask: Ask): Promise<void> {
  await ask('sts.GetCallerIdentity');
}

/** Makes roles, and removes one again; returns the ARN of one for the other services. */
async function roles(ask: Ask): Promise<string> {
  const one = { RoleName: 'one' };
  const role = await ask('iam.CreateRole', { ...one, AssumeRolePolicyDocument: trust('ecs-tasks.amazonaws.com'), Description: 'one' });
  await ask('iam.CreateRole', { ...one, AssumeRolePolicyDocument: trust('ecs-tasks.amazonaws.com') }, AGAIN);
  await ask('iam.CreateRole', { RoleName: 'two', AssumeRolePolicyDocument: '{' }, 'with a broken document');
  await ask('iam.GetRole', one);
  await ask('iam.GetRole', { RoleName: 'none' }, GONE);
  await ask('iam.UpdateRole', { ...one, Description: 'other', MaxSessionDuration: 7200 });
  await ask('iam.UpdateAssumeRolePolicy', { ...one, PolicyDocument: trust('codepipeline.amazonaws.com') });
  await ask('iam.TagRole', { ...one, Tags: [{ Key: 'a', Value: 'b' }] });
  await ask('iam.ListRoleTags', one);
  await ask('iam.UntagRole', { ...one, TagKeys: ['a'] });
  await ask('iam.PutRolePolicy', { ...one, PolicyName: 'inline', PolicyDocument: policy });
  await ask('iam.GetRolePolicy', { ...one, PolicyName: 'inline' });
  await ask('iam.GetRolePolicy', { ...one, PolicyName: 'none' }, GONE);
  await ask('iam.ListRolePolicies', one);
  const execution = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
  await ask('iam.AttachRolePolicy', { ...one, PolicyArn: execution });
  await ask('iam.AttachRolePolicy', { ...one, PolicyArn: 'arn:aws:iam::aws:policy/None' }, GONE);
  await ask('iam.ListAttachedRolePolicies', one);
  await ask('iam.ListRoles', {});
  await ask('iam.DeleteRole', one, 'with policies');
  await ask('iam.DetachRolePolicy', { ...one, PolicyArn: execution });
  await ask('iam.DetachRolePolicy', { ...one, PolicyArn: execution }, AGAIN);
  await ask('iam.DeleteRolePolicy', { ...one, PolicyName: 'inline' });
  await ask('iam.DeleteRolePolicy', { ...one, PolicyName: 'inline' }, AGAIN);
  await ask('iam.ListInstanceProfilesForRole', one);
  await ask('iam.DeleteRole', { RoleName: 'none' }, GONE);
  return role('Role.Arn');
}

interface Network {
  readonly vpcId: string;
  readonly subnets: readonly string[];
  readonly groupId: string;
}

async function network(ask: Ask): Promise<Network> {
  const vpcId = (await ask('ec2.CreateVpc', { CidrBlock: '10.9.0.0/16' }))('Vpc.VpcId');
  await ask('ec2.CreateVpc', { CidrBlock: '10.9.0.0/8' }, 'that is too large');
  await ask('ec2.DescribeVpcs', { VpcIds: [vpcId] });
  await ask('ec2.DescribeVpcs', { VpcIds: ['vpc-00000000000000000'] }, GONE);
  await ask('ec2.ModifyVpcAttribute', { VpcId: vpcId, EnableDnsHostnames: { Value: true } });
  await ask('ec2.DescribeVpcAttribute', { VpcId: vpcId, Attribute: 'enableDnsHostnames' });
  await ask('ec2.DescribeAvailabilityZones', { ZoneNames: ['us-east-1a'] });
  const subnet = async (zone: string, third: number): Promise<string> => {
    const input = { VpcId: vpcId, CidrBlock: `10.9.${third}.0/24`, AvailabilityZone: `us-east-1${zone}` };
    return (await ask('ec2.CreateSubnet', input))('Subnet.SubnetId');
  };
  const subnets = [await subnet('a', 1), await subnet('b', 2)];
  await ask('ec2.CreateSubnet', { VpcId: vpcId, CidrBlock: '10.9.1.0/24' }, 'that overlaps');
  await ask('ec2.CreateSubnet', { VpcId: vpcId, CidrBlock: '10.8.1.0/24' }, 'outside of the VPC');
  await ask('ec2.ModifySubnetAttribute', { SubnetId: subnets[0], MapPublicIpOnLaunch: { Value: true } });
  await ask('ec2.DescribeSubnets', { SubnetIds: subnets });
  await ask('ec2.DescribeSubnets', { SubnetIds: ['subnet-00000000000000000'] }, GONE);
  const gateway = (await ask('ec2.CreateInternetGateway'))('InternetGateway.InternetGatewayId');
  await ask('ec2.AttachInternetGateway', { VpcId: vpcId, InternetGatewayId: gateway });
  await ask('ec2.AttachInternetGateway', { VpcId: vpcId, InternetGatewayId: gateway }, AGAIN);
  await ask('ec2.DescribeInternetGateways', { InternetGatewayIds: [gateway] });
  const table = (await ask('ec2.CreateRouteTable', { VpcId: vpcId }))('RouteTable.RouteTableId');
  await ask('ec2.CreateRoute', { RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway });
  const association = (await ask('ec2.AssociateRouteTable', { RouteTableId: table, SubnetId: subnets[0] }))('AssociationId');
  await ask('ec2.DescribeRouteTables', { RouteTableIds: [table] });
  await ask('ec2.DeleteRouteTable', { RouteTableId: table }, 'that is in use');
  await ask('ec2.DisassociateRouteTable', { AssociationId: association });
  await ask('ec2.DeleteRoute', { RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0' });
  await ask('ec2.DeleteRoute', { RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0' }, AGAIN);
  await ask('ec2.CreateRoute', { RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway }, AGAIN);
  await ask('ec2.AssociateRouteTable', { RouteTableId: table, SubnetId: subnets[1] }, AGAIN);
  const group = { GroupName: 'web', Description: 'web', VpcId: vpcId };
  const groupId = (await ask('ec2.CreateSecurityGroup', group))('GroupId');
  await ask('ec2.CreateSecurityGroup', group, AGAIN);
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'web' }] }];
  await ask('ec2.AuthorizeSecurityGroupIngress', { GroupId: groupId, IpPermissions });
  await ask('ec2.AuthorizeSecurityGroupIngress', { GroupId: groupId, IpPermissions }, AGAIN);
  await ask('ec2.AuthorizeSecurityGroupIngress', { GroupId: 'sg-00000000000000000', IpPermissions }, GONE);
  await ask('ec2.DescribeSecurityGroups', { GroupIds: [groupId] });
  await ask('ec2.DescribeSecurityGroups', { GroupIds: ['sg-00000000000000000'] }, GONE);
  await ask('ec2.DescribeSecurityGroupRules', { Filters: [{ Name: 'group-id', Values: [groupId] }] });
  await ask('ec2.CreateTags', { Resources: [vpcId], Tags: [{ Key: 'a', Value: 'b' }] });
  await ask('ec2.DescribeTags', { Filters: [{ Name: 'resource-id', Values: [vpcId] }] });
  await ask('ec2.DeleteTags', { Resources: [vpcId], Tags: [{ Key: 'a' }] });
  await ask('ec2.DeleteVpc', { VpcId: vpcId }, 'that is in use');
  return { vpcId, subnets, groupId };
}

async function objects(ask: Ask): Promise<void> {
  const Bucket = 'compared-bucket';
  await ask('s3.CreateBucket', { Bucket });
  await ask('s3.CreateBucket', { Bucket: 'A_b' }, 'with a broken name');
  await ask('s3.HeadBucket', { Bucket });
  await ask('s3.HeadBucket', { Bucket: 'compared-none' }, GONE);
  await ask('s3.GetBucketLocation', { Bucket });
  await ask('s3.GetBucketVersioning', { Bucket });
  await ask('s3.PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await ask('s3.GetBucketVersioning', { Bucket }, AGAIN);
  await ask('s3.GetBucketTagging', { Bucket }, GONE);
  await ask('s3.PutBucketTagging', { Bucket, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } });
  await ask('s3.GetBucketTagging', { Bucket });
  await ask('s3.GetBucketPolicy', { Bucket }, GONE);
  await ask('s3.PutBucketPolicy', { Bucket, Policy: '{' }, 'that is broken');
  await ask('s3.DeleteBucketPolicy', { Bucket });
  await ask('s3.GetBucketEncryption', { Bucket });
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }];
  await ask('s3.PutBucketEncryption', { Bucket, ServerSideEncryptionConfiguration: { Rules } });
  const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
  await ask('s3.PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: all });
  await ask('s3.GetPublicAccessBlock', { Bucket });
  await ask('s3.GetBucketLifecycleConfiguration', { Bucket }, GONE);
  const lifecycle = { Rules: [{ ID: 'a', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 30 } }] };
  await ask('s3.PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration: lifecycle });
  await ask('s3.GetBucketLifecycleConfiguration', { Bucket });
  await ask('s3.PutObject', { Bucket, Key: 'a/b.txt', Body: 'hello', ContentType: 'text/plain', Metadata: { one: 'two' } });
  await ask('s3.PutObject', { Bucket: 'compared-none', Key: 'a', Body: 'a' }, GONE);
  await ask('s3.HeadObject', { Bucket, Key: 'a/b.txt' });
  await ask('s3.HeadObject', { Bucket, Key: 'none' }, GONE);
  await ask('s3.GetObject', { Bucket, Key: 'a/b.txt' });
  await ask('s3.GetObject', { Bucket, Key: 'none' }, GONE);
  await ask('s3.ListObjectsV2', { Bucket, Delimiter: '/' });
  await ask('s3.ListObjectsV2', { Bucket: 'compared-none' }, GONE);
  await ask('s3.ListBuckets');
  await ask('s3.DeleteBucket', { Bucket }, 'that is not empty');
  const VersionId = (await ask('s3.ListObjectVersions', { Bucket }))('Versions.0.VersionId');
  await ask('s3.DeleteObject', { Bucket, Key: 'a/b.txt', VersionId });
  await ask('s3.DeleteBucket', { Bucket });
  await ask('s3.DeleteBucket', { Bucket }, AGAIN);
}

async function images(ask: Ask): Promise<void> {
  const repository = { repositoryName: 'compared' };
  const tags = [{ Key: 'a', Value: 'b' }];
  const arn = (await ask('ecr.CreateRepository', { ...repository, tags }))('repository.repositoryArn');
  await ask('ecr.CreateRepository', repository, AGAIN);
  await ask('ecr.DescribeRepositories', { repositoryNames: ['compared'] });
  await ask('ecr.DescribeRepositories', { repositoryNames: ['none'] }, GONE);
  await ask('ecr.ListTagsForResource', { resourceArn: arn });
  await ask('ecr.TagResource', { resourceArn: arn, tags: [{ Key: 'c', Value: 'd' }] });
  await ask('ecr.UntagResource', { resourceArn: arn, tagKeys: ['c'] });
  await ask('ecr.PutImageTagMutability', { ...repository, imageTagMutability: 'IMMUTABLE' });
  await ask('ecr.PutImageScanningConfiguration', { ...repository, imageScanningConfiguration: { scanOnPush: true } });
  await ask('ecr.GetLifecyclePolicy', repository, GONE);
  const selection = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 };
  const lifecyclePolicyText = JSON.stringify({ rules: [{ rulePriority: 1, selection, action: { type: 'expire' } }] });
  await ask('ecr.PutLifecyclePolicy', { ...repository, lifecyclePolicyText });
  await ask('ecr.PutLifecyclePolicy', { ...repository, lifecyclePolicyText: '{}' }, 'that is broken');
  await ask('ecr.GetLifecyclePolicy', repository);
  await ask('ecr.DeleteLifecyclePolicy', repository);
  await ask('ecr.ListImages', repository);
  await ask('ecr.DescribeImages', { ...repository, imageIds: [{ imageTag: 'none' }] }, GONE);
  await ask('ecr.BatchGetImage', { ...repository, imageIds: [{ imageTag: 'none' }] });
  await ask('ecr.GetRepositoryPolicy', repository, GONE);
  await ask('ecr.GetAuthorizationToken');
  await ask('ecr.DeleteRepository', repository);
  await ask('ecr.DeleteRepository', repository, AGAIN);
}

async function logGroups(ask: Ask): Promise<void> {
  const group = { logGroupName: '/compared' };
  await ask('logs.CreateLogGroup', { ...group, tags: { a: 'b' } });
  await ask('logs.CreateLogGroup', group, AGAIN);
  await ask('logs.PutRetentionPolicy', { ...group, retentionInDays: 14 });
  await ask('logs.PutRetentionPolicy', { ...group, retentionInDays: 15 }, 'that AWS has not');
  await ask('logs.DescribeLogGroups', { logGroupNamePrefix: '/compared' });
  const stream = { ...group, logStreamName: 'one' };
  await ask('logs.CreateLogStream', stream);
  await ask('logs.CreateLogStream', stream, AGAIN);
  await ask('logs.PutLogEvents', { ...stream, logEvents: [{ timestamp: Date.now(), message: 'hello' }] });
  await ask('logs.GetLogEvents', { ...stream, startFromHead: true });
  await ask('logs.FilterLogEvents', { ...group, filterPattern: 'hello' });
  await ask('logs.DescribeLogStreams', group);
  await ask('logs.GetLogEvents', { ...stream, logStreamName: 'none' }, GONE);
  await ask('logs.DeleteRetentionPolicy', group);
  await ask('logs.DeleteLogStream', stream);
  await ask('logs.DeleteLogGroup', group);
  await ask('logs.DeleteLogGroup', group, AGAIN);
}

interface Balanced {
  readonly blue: string;
  readonly green: string;
  readonly listener: string;
  readonly loadBalancer: string;
}

async function loadBalancer(ask: Ask, { vpcId, subnets, groupId }: Network): Promise<Balanced> {
  const settings = { Name: 'compared', Subnets: subnets, SecurityGroups: [groupId] };
  const arn = (await ask('elbv2.CreateLoadBalancer', settings))('LoadBalancers.0.LoadBalancerArn');
  await ask('elbv2.CreateLoadBalancer', { Name: 'none', Subnets: ['subnet-00000000000000000'] }, 'in a subnet that is not there');
  await ask('elbv2.DescribeLoadBalancers', { Names: ['none'] }, GONE);
  await ask('elbv2.DescribeLoadBalancers', { LoadBalancerArns: [arn] });
  await ask('elbv2.DescribeLoadBalancerAttributes', { LoadBalancerArn: arn });
  const Attributes = [{ Key: 'idle_timeout.timeout_seconds', Value: '30' }];
  await ask('elbv2.ModifyLoadBalancerAttributes', { LoadBalancerArn: arn, Attributes });
  const group = async (Name: string): Promise<string> => {
    const input = { Name, Protocol: 'HTTP', Port: 80, VpcId: vpcId, TargetType: 'ip' };
    return (await ask('elbv2.CreateTargetGroup', input))('TargetGroups.0.TargetGroupArn');
  };
  const [blue, green] = [await group('compared-blue'), await group('compared-green')];
  await ask('elbv2.CreateTargetGroup', { Name: '-', Protocol: 'HTTP', Port: 80, VpcId: vpcId }, 'with a broken name');
  await ask('elbv2.DescribeTargetGroups', { TargetGroupArns: [blue] });
  await ask('elbv2.DescribeTargetGroups', { Names: ['none'] }, GONE);
  await ask('elbv2.ModifyTargetGroup', { TargetGroupArn: blue, HealthCheckPath: '/health' });
  await ask('elbv2.DescribeTargetGroupAttributes', { TargetGroupArn: blue });
  const delay = [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }];
  await ask('elbv2.ModifyTargetGroupAttributes', { TargetGroupArn: blue, Attributes: delay });
  const DefaultActions = [{ Type: 'forward', TargetGroupArn: blue }];
  const listener = (await ask('elbv2.CreateListener', { LoadBalancerArn: arn, Port: 80, Protocol: 'HTTP', DefaultActions }))(
    'Listeners.0.ListenerArn',
  );
  await ask('elbv2.DescribeListeners', { LoadBalancerArn: arn });
  const TargetGroups = [
    { TargetGroupArn: blue, Weight: 90 },
    { TargetGroupArn: green, Weight: 10 },
  ];
  await ask('elbv2.ModifyListener', { ListenerArn: listener, DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }] });
  const rule = { ListenerArn: listener, Priority: 1, Conditions: [{ Field: 'path-pattern', Values: ['/a/*'] }] };
  const ruleArn = (await ask('elbv2.CreateRule', { ...rule, Actions: DefaultActions }))('Rules.0.RuleArn');
  await ask('elbv2.CreateRule', { ...rule, Actions: DefaultActions }, AGAIN);
  await ask('elbv2.DescribeRules', { ListenerArn: listener });
  await ask('elbv2.DeleteRule', { RuleArn: ruleArn });
  await ask('elbv2.DeleteRule', { RuleArn: ruleArn }, AGAIN);
  await ask('elbv2.AddTags', { ResourceArns: [arn], Tags: [{ Key: 'a', Value: 'b' }] });
  await ask('elbv2.DescribeTags', { ResourceArns: [arn] });
  await ask('elbv2.DeleteTargetGroup', { TargetGroupArn: blue }, 'that is in use');
  return { blue, green, listener, loadBalancer: arn };
}

async function containers(ask: Ask, { subnets, groupId }: Network, { blue }: Balanced, role: string): Promise<void> {
  await ask('ecs.CreateCluster', { clusterName: 'compared', tags: [{ key: 'a', value: 'b' }] });
  await ask('ecs.DescribeClusters', { clusters: ['compared'] });
  await ask('ecs.DescribeClusters', { clusters: ['none'] }, GONE);
  await ask('ecs.ListClusters');
  const family = 'compared';
  const definition = {
    family,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    executionRoleArn: role,
    containerDefinitions: [{ name: 'web', image: 'nginx', essential: true, portMappings: [{ containerPort: 80 }] }],
  };
  const arn = (await ask('ecs.RegisterTaskDefinition', definition))('taskDefinition.taskDefinitionArn');
  await ask('ecs.RegisterTaskDefinition', { family: 'empty', containerDefinitions: [] }, 'without containers');
  await ask('ecs.DescribeTaskDefinition', { taskDefinition: family });
  await ask('ecs.DescribeTaskDefinition', { taskDefinition: 'none' }, GONE);
  await ask('ecs.ListTaskDefinitions', { familyPrefix: family });
  await ask('ecs.ListTaskDefinitionFamilies', { familyPrefix: family });
  const service = {
    cluster: 'compared',
    serviceName: 'web',
    taskDefinition: family,
    desiredCount: 0,
    launchType: 'FARGATE',
    deploymentController: { type: 'CODE_DEPLOY' },
    networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: [groupId], assignPublicIp: 'ENABLED' } },
    loadBalancers: [{ targetGroupArn: blue, containerName: 'web', containerPort: 80 }],
  };
  await ask('ecs.CreateService', service);
  await ask('ecs.CreateService', { ...service, cluster: 'none' }, 'in a cluster that is not there');
  await ask('ecs.CreateService', { ...service, serviceName: 'other', taskDefinition: 'none' }, 'of a task definition that is not there');
  await ask('ecs.DescribeServices', { cluster: 'compared', services: ['web'] });
  await ask('ecs.DescribeServices', { cluster: 'compared', services: ['none'] }, GONE);
  await ask('ecs.ListServices', { cluster: 'compared' });
  await ask('ecs.UpdateService', { cluster: 'compared', service: 'none', desiredCount: 1 }, GONE);
  await ask('ecs.ListTasks', { cluster: 'none' }, GONE);
  await ask('ecs.DescribeTasks', { cluster: 'compared', tasks: ['00000000000000000000000000000000'] }, GONE);
  await ask('ecs.ListTagsForResource', { resourceArn: arn });
  await ask('ecs.TagResource', { resourceArn: arn, tags: [{ key: 'a', value: 'b' }] });
  await ask('ecs.DeregisterTaskDefinition', { taskDefinition: 'compared:1' });
  await ask('ecs.DeleteService', { cluster: 'compared', service: 'none' }, GONE);
  await ask('ecs.DeleteCluster', { cluster: 'none' }, GONE);
}

async function deployments(ask: Ask): Promise<void> {
  const repositoryName = 'compared';
  await ask('codecommit.CreateRepository', { repositoryName, repositoryDescription: 'one' });
  await ask('codecommit.CreateRepository', { repositoryName }, AGAIN);
  await ask('codecommit.GetRepository', { repositoryName });
  await ask('codecommit.GetRepository', { repositoryName: 'none' }, GONE);
  await ask('codecommit.DeleteRepository', { repositoryName });
  await ask('codedeploy.CreateApplication', { applicationName: 'compared', computePlatform: 'ECS' });
  await ask('codedeploy.CreateApplication', { applicationName: 'compared', computePlatform: 'ECS' }, AGAIN);
  await ask('codedeploy.GetApplication', { applicationName: 'compared' });
  await ask('codedeploy.GetApplication', { applicationName: 'none' }, GONE);
  await ask('codedeploy.ListApplications');
  await ask('codedeploy.GetDeploymentGroup', { applicationName: 'compared', deploymentGroupName: 'none' }, GONE);
  await ask('codedeploy.ListDeploymentGroups', { applicationName: 'compared' });
  await ask('codedeploy.ListDeploymentGroups', { applicationName: 'none' }, GONE);
  await ask('codedeploy.GetDeployment', { deploymentId: 'd-000000000' }, GONE);
}

async function pipelines(ask: Ask, roleArn: string): Promise<void> {
  const action = (category: string, provider: string, configuration: object, artifacts: object) => ({
    name: category,
    actions: [{ name: category, actionTypeId: { category, owner: 'AWS', provider, version: '1' }, configuration, ...artifacts }],
  });
  const bucket = { S3Bucket: 'compared-source', S3ObjectKey: 'a.zip', PollForSourceChanges: 'false' };
  const pipeline = {
    name: 'compared',
    roleArn,
    artifactStore: { type: 'S3', location: 'compared-source' },
    stages: [action('Source', 'S3', bucket, { outputArtifacts: [{ name: 'source' }] }), action('Approval', 'Manual', {}, {})],
  };
  await ask('codepipeline.CreatePipeline', { pipeline });
  await ask(
    'codepipeline.CreatePipeline',
    { pipeline: { ...pipeline, name: 'other', stages: pipeline.stages.slice(1) } },
    'with one stage',
  );
  await ask('codepipeline.GetPipeline', { name: 'compared' });
  await ask('codepipeline.GetPipeline', { name: 'none' }, GONE);
  await ask('codepipeline.ListPipelines');
  await ask('codepipeline.UpdatePipeline', { pipeline });
  await ask('codepipeline.DeletePipeline', { name: 'compared' });
  await ask('codepipeline.DeletePipeline', { name: 'compared' }, AGAIN);
}

async function rules(ask: Ask): Promise<void> {
  const starter = { RoleName: 'starter', AssumeRolePolicyDocument: trust('events.amazonaws.com') };
  const RoleArn = (await ask('iam.CreateRole', starter, 'for the rule'))('Role.Arn');
  const EventPattern = JSON.stringify({ source: ['aws.ecr'] });
  await ask('events.PutRule', { Name: 'compared', EventPattern, Description: 'one' });
  await ask('events.PutRule', { Name: 'none' }, 'without a pattern');
  await ask('events.DescribeRule', { Name: 'compared' });
  await ask('events.DescribeRule', { Name: 'none' }, GONE);
  await ask('events.ListRules', { NamePrefix: 'compared' });
  const target = { Id: 'a', Arn: `arn:aws:codepipeline:us-east-1:${RoleArn.split(':')[4]}:compared`, RoleArn };
  await ask('events.PutTargets', { Rule: 'compared', Targets: [target] });
  await ask('events.PutTargets', { Rule: 'none', Targets: [target] }, GONE);
  await ask('events.ListTargetsByRule', { Rule: 'compared' });
  await ask('events.DisableRule', { Name: 'compared' });
  await ask('events.EnableRule', { Name: 'compared' });
  await ask('events.DeleteRule', { Name: 'compared' }, 'with targets');
  await ask('events.RemoveTargets', { Rule: 'compared', Ids: ['a'] });
  await ask('events.DeleteRule', { Name: 'compared' });
  await ask('events.DeleteRule', { Name: 'compared' }, AGAIN);
}

/** Reads the tags of two clusters where those of all services are told. */
async function tagged(ask: Ask): Promise<void> {
  for (const value of ['blue', 'green']) {
    await ask(
      'ecs.CreateCluster',
      {
        clusterName: value,
        tags: [
          { key: 'team', value },
          { key: 'use', value: 'tags' },
        ],
      },
      'with tags',
    );
  }
  const TagFilters = [{ Key: 'use', Values: ['tags'] }];
  const ResourceTypeFilters = ['ecs:cluster'];
  await ask('tagging.GetResources', { TagFilters, ResourceTypeFilters });
  await ask('tagging.GetResources', { TagFilters: [...TagFilters, { Key: 'team', Values: ['green'] }] }, 'by two tags');
  await ask('tagging.GetResources', { TagFilters, ResourceTypeFilters, ResourcesPerPage: 1 }, 'of one page');
  await ask('tagging.GetResources', { TagFilters: [{ Key: 'use', Values: ['nothing'] }] }, GONE);
  await ask('tagging.GetResources', { PaginationToken: 'none' }, 'from a page that there is not');
  await ask('tagging.GetTagValues', { Key: 'team' });
}

/** Makes, reads, changes and removes what the sandbox and moto both have, rightly and wrongly. */
export async function script(ask: Ask): Promise<void> {
  await identity(ask);
  const role = await roles(ask);
  const net = await network(ask);
  await objects(ask);
  await images(ask);
  await logGroups(ask);
  const balanced = await loadBalancer(ask, net);
  await containers(ask, net, balanced, role);
  await deployments(ask);
  await pipelines(ask, role);
  await rules(ask);
  await tagged(ask);
}
