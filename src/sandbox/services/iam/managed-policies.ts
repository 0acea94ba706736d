/** A managed policy of AWS: the same in every account. */
export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly versionId: string;
  readonly createDate: string;
  readonly updateDate: string;
  readonly document: object;
}

const POLICIES: readonly ManagedPolicy[] = [
  {
    name: 'AdministratorAccess',
    path: '/',
    versionId: 'v1',
    createDate: '2015-02-06T18:39:46Z',
    updateDate: '2015-02-06T18:39:46Z',
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  },
  {
    name: 'AmazonECSTaskExecutionRolePolicy',
    path: '/service-role/',
    versionId: 'v1',
    createDate: '2017-11-16T18:48:22Z',
    updateDate: '2017-11-16T18:48:22Z',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'ecr:GetAuthorizationToken',
            'ecr:BatchCheckLayerAvailability',
            'ecr:GetDownloadUrlForLayer',
            'ecr:BatchGetImage',
            'logs:CreateLogStream',
            'logs:PutLogEvents',
          ],
          Resource: '*',
        },
      ],
    },
  },
  {
    name: 'AWSCodeDeployRoleForECS',
    path: '/',
    versionId: 'v3',
    createDate: '2018-11-27T20:40:57Z',
    updateDate: '2019-09-23T22:37:46Z',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'ecs:DescribeServices',
            'ecs:CreateTaskSet',
            'ecs:UpdateServicePrimaryTaskSet',
            'ecs:DeleteTaskSet',
            'elasticloadbalancing:DescribeTargetGroups',
            'elasticloadbalancing:DescribeListeners',
            'elasticloadbalancing:ModifyListener',
            'elasticloadbalancing:DescribeRules',
            'elasticloadbalancing:ModifyRule',
            'lambda:InvokeFunction',
            'cloudwatch:DescribeAlarms',
            'sns:Publish',
            's3:GetObject',
            's3:GetObjectVersion',
          ],
          Resource: '*',
        },
        {
          Effect: 'Allow',
          Action: ['iam:PassRole'],
          Resource: '*',
          Condition: { StringLike: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com'] } },
        },
      ],
    },
  },
  {
    name: 'AWSCodeDeployRoleForECSLimited',
    path: '/',
    versionId: 'v3',
    createDate: '2018-11-27T20:42:42Z',
    updateDate: '2019-09-23T22:10:29Z',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'ecs:DescribeServices',
            'ecs:CreateTaskSet',
            'ecs:UpdateServicePrimaryTaskSet',
            'ecs:DeleteTaskSet',
            'cloudwatch:DescribeAlarms',
          ],
          Resource: '*',
        },
        { Effect: 'Allow', Action: ['sns:Publish'], Resource: 'arn:aws:sns:*:*:CodeDeployTopic_*' },
        {
          Effect: 'Allow',
          Action: [
            'elasticloadbalancing:DescribeTargetGroups',
            'elasticloadbalancing:DescribeListeners',
            'elasticloadbalancing:ModifyListener',
            'elasticloadbalancing:DescribeRules',
            'elasticloadbalancing:ModifyRule',
          ],
          Resource: '*',
        },
        { Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: 'arn:aws:lambda:*:*:function:CodeDeployHook_*' },
        {
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:GetObjectVersion'],
          Resource: '*',
          Condition: { StringEquals: { 's3:ExistingObjectTag/UseWithCodeDeploy': 'true' } },
        },
        {
          Effect: 'Allow',
          Action: ['iam:PassRole'],
          Resource: ['arn:aws:iam::*:role/ecsTaskExecutionRole', 'arn:aws:iam::*:role/ECSTaskExecution*'],
          Condition: { StringLike: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com'] } },
        },
      ],
    },
  },
  {
    name: 'AmazonECSInfrastructureRolePolicyForLoadBalancers',
    path: '/',
    versionId: 'v6',
    createDate: '2025-07-17T16:37:07Z',
    updateDate: '2026-02-12T18:01:05Z',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ELBReadOperations',
          Effect: 'Allow',
          Action: [
            'elasticloadbalancing:DescribeListeners',
            'elasticloadbalancing:DescribeRules',
            'elasticloadbalancing:DescribeTargetGroups',
            'elasticloadbalancing:DescribeTargetHealth',
          ],
          Resource: '*',
        },
        {
          Sid: 'TargetGroupOperations',
          Effect: 'Allow',
          Action: ['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'],
          Resource: 'arn:aws:elasticloadbalancing:*:*:targetgroup/*/*',
        },
        {
          Sid: 'ALBModifyListeners',
          Effect: 'Allow',
          Action: 'elasticloadbalancing:ModifyListener',
          Resource: ['arn:aws:elasticloadbalancing:*:*:listener/app/*/*/*'],
        },
        {
          Sid: 'NLBModifyListeners',
          Effect: 'Allow',
          Action: 'elasticloadbalancing:ModifyListener',
          Resource: ['arn:aws:elasticloadbalancing:*:*:listener/net/*/*/*'],
        },
        {
          Sid: 'ALBModifyRules',
          Effect: 'Allow',
          Action: 'elasticloadbalancing:ModifyRule',
          Resource: ['arn:aws:elasticloadbalancing:*:*:listener-rule/app/*/*/*/*'],
        },
      ],
    },
  },
  {
    name: 'AmazonECSServiceRolePolicy',
    path: '/aws-service-role/',
    versionId: 'v24',
    createDate: '2017-10-14T01:18:58Z',
    updateDate: '2026-04-22T23:12:09Z',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ECSTaskManagement',
          Effect: 'Allow',
          Action: [
            'ec2:AttachNetworkInterface',
            'ec2:AssociateTrunkInterface',
            'ec2:CreateNetworkInterface',
            'ec2:CreateNetworkInterfacePermission',
            'ec2:DeleteNetworkInterface',
            'ec2:DeleteNetworkInterfacePermission',
            'ec2:Describe*',
            'ec2:DetachNetworkInterface',
            'ec2:DisassociateTrunkInterface',
            'elasticloadbalancing:DeregisterInstancesFromLoadBalancer',
            'elasticloadbalancing:DeregisterTargets',
            'elasticloadbalancing:Describe*',
            'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
            'elasticloadbalancing:RegisterTargets',
            'route53:ChangeResourceRecordSets',
            'route53:CreateHealthCheck',
            'route53:DeleteHealthCheck',
            'route53:Get*',
            'route53:List*',
            'route53:UpdateHealthCheck',
            'servicediscovery:DeregisterInstance',
            'servicediscovery:Get*',
            'servicediscovery:List*',
            'servicediscovery:RegisterInstance',
            'servicediscovery:UpdateInstanceCustomHealthStatus',
          ],
          Resource: '*',
        },
        { Sid: 'AutoScaling', Effect: 'Allow', Action: ['autoscaling:Describe*'], Resource: '*' },
        {
          Sid: 'AutoScalingManagement',
          Effect: 'Allow',
          Action: [
            'autoscaling:DeletePolicy',
            'autoscaling:PutScalingPolicy',
            'autoscaling:SetInstanceProtection',
            'autoscaling:UpdateAutoScalingGroup',
            'autoscaling:PutLifecycleHook',
            'autoscaling:DeleteLifecycleHook',
            'autoscaling:CompleteLifecycleAction',
            'autoscaling:RecordLifecycleActionHeartbeat',
            'autoscaling:TerminateInstanceInAutoScalingGroup',
          ],
          Resource: '*',
          Condition: { Null: { 'autoscaling:ResourceTag/AmazonECSManaged': 'false' } },
        },
        {
          Sid: 'AutoScalingPlanManagement',
          Effect: 'Allow',
          Action: [
            'autoscaling-plans:CreateScalingPlan',
            'autoscaling-plans:DeleteScalingPlan',
            'autoscaling-plans:DescribeScalingPlans',
            'autoscaling-plans:DescribeScalingPlanResources',
          ],
          Resource: '*',
        },
        {
          Sid: 'EventBridge',
          Effect: 'Allow',
          Action: ['events:DescribeRule', 'events:ListTargetsByRule'],
          Resource: 'arn:aws:events:*:*:rule/ecs-managed-*',
        },
        {
          Sid: 'EventBridgeRuleManagement',
          Effect: 'Allow',
          Action: ['events:PutRule', 'events:PutTargets'],
          Resource: '*',
          Condition: { StringEquals: { 'events:ManagedBy': 'ecs.amazonaws.com' } },
        },
        {
          Sid: 'CWAlarmManagement',
          Effect: 'Allow',
          Action: ['cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms', 'cloudwatch:PutMetricAlarm'],
          Resource: 'arn:aws:cloudwatch:*:*:alarm:*',
        },
        { Sid: 'ECSTagging', Effect: 'Allow', Action: ['ec2:CreateTags'], Resource: 'arn:aws:ec2:*:*:network-interface/*' },
        {
          Sid: 'CWLogGroupManagement',
          Effect: 'Allow',
          Action: ['logs:CreateLogGroup', 'logs:DescribeLogGroups', 'logs:PutRetentionPolicy'],
          Resource: 'arn:aws:logs:*:*:log-group:/aws/ecs/*',
        },
        {
          Sid: 'CWLogStreamManagement',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          Resource: 'arn:aws:logs:*:*:log-group:/aws/ecs/*:log-stream:*',
        },
        { Sid: 'ExecuteCommandSessionManagement', Effect: 'Allow', Action: ['ssm:DescribeSessions'], Resource: '*' },
        {
          Sid: 'ExecuteCommand',
          Effect: 'Allow',
          Action: ['ssm:StartSession'],
          Resource: ['arn:aws:ecs:*:*:task/*', 'arn:aws:ssm:*:*:document/AmazonECS-ExecuteInteractiveCommand'],
        },
        {
          Sid: 'OpenDataChannel',
          Effect: 'Allow',
          Action: ['ssmmessages:OpenDataChannel'],
          Resource: ['arn:aws:ssm:*:*:session/*'],
          Condition: { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } },
        },
        {
          Sid: 'CloudMapResourceCreation',
          Effect: 'Allow',
          Action: ['servicediscovery:CreateHttpNamespace', 'servicediscovery:CreateService'],
          Resource: '*',
          Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['AmazonECSManaged'] } },
        },
        {
          Sid: 'CloudMapResourceTagging',
          Effect: 'Allow',
          Action: 'servicediscovery:TagResource',
          Resource: '*',
          Condition: { StringLike: { 'aws:RequestTag/AmazonECSManaged': '*' } },
        },
        {
          Sid: 'CloudMapResourceDeletion',
          Effect: 'Allow',
          Action: ['servicediscovery:DeleteService'],
          Resource: '*',
          Condition: { Null: { 'aws:ResourceTag/AmazonECSManaged': 'false' } },
        },
        {
          Sid: 'CloudMapResourceDiscovery',
          Effect: 'Allow',
          Action: ['servicediscovery:DiscoverInstances', 'servicediscovery:DiscoverInstancesRevision'],
          Resource: '*',
        },
        {
          Sid: 'CloudMapResourceAttributeManagement',
          Effect: 'Allow',
          Action: ['servicediscovery:UpdateServiceAttributes'],
          Resource: '*',
          Condition: { Null: { 'aws:ResourceTag/AmazonECSManaged': 'false' } },
        },
        { Sid: 'ReadOnlyPermissionsForInstanceEventWindows', Effect: 'Allow', Action: ['ec2:DescribeInstanceEventWindows'], Resource: '*' },
      ],
    },
  },
  {
    name: 'AWSElasticLoadBalancingServiceRolePolicy',
    path: '/aws-service-role/',
    versionId: 'v14',
    createDate: '2017-09-19T22:19:04Z',
    updateDate: '2026-02-12T17:58:08Z',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'ec2:DescribeAddresses',
            'ec2:DescribeCoipPools',
            'ec2:DescribeInstances',
            'ec2:DescribeNetworkInterfaces',
            'ec2:DescribeSubnets',
            'ec2:DescribeSecurityGroups',
            'ec2:DescribeVpcs',
            'ec2:DescribeInternetGateways',
            'ec2:DescribeAccountAttributes',
            'ec2:DescribeClassicLinkInstances',
            'ec2:DescribeVpcClassicLink',
            'ec2:CreateSecurityGroup',
            'ec2:CreateNetworkInterface',
            'ec2:DeleteNetworkInterface',
            'ec2:GetCoipPoolUsage',
            'ec2:GetSecurityGroupsForVpc',
            'ec2:ModifyNetworkInterfaceAttribute',
            'ec2:AllocateAddress',
            'ec2:AuthorizeSecurityGroupIngress',
            'ec2:AssociateAddress',
            'ec2:DisassociateAddress',
            'ec2:AttachNetworkInterface',
            'ec2:DetachNetworkInterface',
            'ec2:AssignPrivateIpAddresses',
            'ec2:AssignIpv6Addresses',
            'ec2:ReleaseAddress',
            'ec2:UnassignIpv6Addresses',
            'ec2:DescribeVpcPeeringConnections',
            'ec2:DescribeAvailabilityZones',
            'ec2:AllocateIpamPoolCidr',
            'logs:CreateLogDelivery',
            'logs:GetLogDelivery',
            'logs:UpdateLogDelivery',
            'logs:DeleteLogDelivery',
            'logs:ListLogDeliveries',
            'outposts:GetOutpostInstanceTypes',
          ],
          Resource: '*',
        },
      ],
    },
  },
  {
    name: 'AWSApplicationAutoscalingECSServicePolicy',
    path: '/aws-service-role/',
    versionId: 'v2',
    createDate: '2017-10-25T23:53:08Z',
    updateDate: '2024-10-24T20:05:50Z',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'ecs:DescribeServices',
            'ecs:UpdateService',
            'cloudwatch:PutMetricAlarm',
            'cloudwatch:DescribeAlarms',
            'cloudwatch:GetMetricData',
            'cloudwatch:DeleteAlarms',
          ],
          Resource: ['*'],
        },
      ],
    },
  },
];

/** ARN of a managed policy of AWS. */
const managedPolicyArn = ({ path, name }: Pick<ManagedPolicy, 'path' | 'name'>): string => `arn:aws:iam::aws:policy${path}${name}`;

const BY_ARN: ReadonlyMap<string, ManagedPolicy> = new Map(POLICIES.map(policy => [managedPolicyArn(policy), policy]));

/** The managed policy of an ARN. The path counts: `service-role/` makes it another policy. */
export const findManagedPolicy = (arn: string): ManagedPolicy | undefined => BY_ARN.get(arn);

/** ARNs of the managed policies of AWS that the sandbox has. */
export const MANAGED_POLICY_ARNS: readonly string[] = [...BY_ARN.keys()];
