/** Code, words, and status where it is not 400. */
type Quota = readonly [code: string, message: string, status?: number];

const ecrLimit: Quota = [
  'LimitExceededException',
  "The operation did not succeed because it would have exceeded a service limit for your account. For more information, see 'Amazon ECR service quotas' in the Amazon Elastic Container Registry User Guide.",
];
const limit = (what: string): Quota => ['LimitExceededException', `The limit of ${what} for this account has been reached.`];
const iam = (what: string, count: number): Quota => ['LimitExceeded', `Cannot exceed quota for ${what}: ${count}`, 409];

/**
 * What services answer when there is no room for one more: the error shapes that botocore's models list for these operations; those of EC2 and S3,
 * which are in no model, from their lists of error codes (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
const QUOTAS: Readonly<Record<string, Readonly<Record<string, Quota>>>> = {
  acm: { RequestCertificate: limit('certificates'), ImportCertificate: limit('certificates') },
  'application-autoscaling': { RegisterScalableTarget: limit('scalable targets'), PutScalingPolicy: limit('scaling policies') },
  codebuild: {
    CreateProject: ['AccountLimitExceededException', 'Cannot have more than 5000 projects in an account'],
    StartBuild: ['AccountLimitExceededException', 'Cannot have more than 60 builds in queue for the account'],
  },
  codecommit: {
    CreateRepository: ['RepositoryLimitExceededException', 'A repository resource limit was exceeded.'],
    TagResource: ['TooManyTagsException', 'The maximum number of tags for an AWS CodeCommit resource has been exceeded.'],
  },
  codedeploy: {
    CreateApplication: ['ApplicationLimitExceededException', 'More applications were attempted to be created than are allowed.'],
    CreateDeploymentGroup: ['DeploymentGroupLimitExceededException', 'The deployment groups limit was exceeded.'],
    CreateDeploymentConfig: ['DeploymentConfigLimitExceededException', 'The deployment configurations limit was exceeded.'],
    CreateDeployment: ['DeploymentLimitExceededException', 'The number of allowed deployments was exceeded.'],
  },
  codepipeline: {
    CreatePipeline: ['LimitExceededException', 'The number of pipelines associated with the AWS account has exceeded the limit.'],
    StartPipelineExecution: [
      'ConcurrentPipelineExecutionsLimitExceededException',
      'The pipeline has reached the limit for concurrent pipeline executions.',
    ],
  },
  'codestar-connections': { CreateConnection: limit('connections'), CreateHost: limit('hosts') },
  ec2: {
    AuthorizeSecurityGroupEgress: [
      'RulesPerSecurityGroupLimitExceeded',
      'The maximum number of rules per security group has been reached.',
    ],
    AuthorizeSecurityGroupIngress: [
      'RulesPerSecurityGroupLimitExceeded',
      'The maximum number of rules per security group has been reached.',
    ],
    CreateInternetGateway: ['InternetGatewayLimitExceeded', 'The maximum number of internet gateways has been reached.'],
    CreateNatGateway: ['NatGatewayLimitExceeded', 'Performing this operation would exceed the limit of NAT gateways.'],
    CreateRoute: ['RouteLimitExceeded', 'The maximum number of routes has been reached.'],
    CreateRouteTable: ['RouteTableLimitExceeded', 'The maximum number of route tables has been reached.'],
    CreateSecurityGroup: ['SecurityGroupLimitExceeded', 'The maximum number of security groups has been reached.'],
    CreateSubnet: ['SubnetLimitExceeded', 'The maximum number of subnets has been reached.'],
    CreateVpc: ['VpcLimitExceeded', 'The maximum number of VPCs has been reached.'],
    AllocateAddress: ['AddressLimitExceeded', 'The maximum number of addresses has been reached.'],
  },
  ecr: { CreateRepository: ecrLimit, PutImage: ecrLimit, UploadLayerPart: ecrLimit },
  ecs: {
    // CreateCluster, CreateService and RunTask list no error of their own for it, but ClientException.
    CreateCluster: ['ClientException', 'The limit of clusters per account has been reached.'],
    CreateService: ['ClientException', 'The limit of services per cluster has been reached.'],
    CreateTaskSet: ['LimitExceededException', 'The limit for the resource was exceeded.'],
    RegisterTaskDefinition: ['LimitExceededException', 'The limit for the resource was exceeded.'],
    RunTask: ['ClientException', "You've reached the limit on the number of vCPUs you can run concurrently"],
    TagResource: ['LimitExceededException', 'The limit for the resource was exceeded.'],
  },
  elasticloadbalancing: {
    AddTags: ['TooManyTags', "You've reached the limit on the number of tags for this resource"],
    CreateListener: ['TooManyListeners', "You've reached the limit on the number of listeners per load balancer"],
    CreateLoadBalancer: ['TooManyLoadBalancers', 'The maximum number of load balancers has been reached'],
    CreateRule: ['TooManyRules', "You've reached the limit on the number of rules per load balancer"],
    CreateTargetGroup: ['TooManyTargetGroups', 'The maximum number of target groups has been reached'],
    RegisterTargets: ['TooManyTargets', "You've reached the limit on the number of targets"],
  },
  events: {
    PutRule: ['LimitExceededException', 'The requested resource exceeds the maximum number allowed.'],
    PutTargets: ['LimitExceededException', 'The requested resource exceeds the maximum number allowed.'],
  },
  iam: {
    AttachRolePolicy: iam('PoliciesPerRole', 10),
    CreatePolicy: iam('PoliciesPerAccount', 1500),
    CreatePolicyVersion: ['LimitExceeded', 'A managed policy can have up to 5 versions.', 409],
    CreateRole: iam('RolesPerAccount', 1000),
    CreateUser: iam('UsersPerAccount', 5000),
    PutRolePolicy: ['LimitExceeded', 'Maximum policy size of 10240 bytes exceeded for role', 409],
  },
  logs: { CreateLogGroup: ['LimitExceededException', 'Resource limit exceeded.'] },
  monitoring: { PutMetricAlarm: ['LimitExceeded', 'The quota for alarms for this customer has already been reached.'] },
  s3: { CreateBucket: ['TooManyBuckets', 'You have attempted to create more buckets than allowed'] },
  sns: { CreateTopic: ['TopicLimitExceeded', 'The customer already owns the maximum allowed number of topics.', 403] },
  ssm: { PutParameter: ['ParameterLimitExceeded', 'You have exceeded the number of parameters for this AWS account.'] },
};

/** What the service answers when there is no room for one more; undefined where an operation runs into no quota. */
export const quotaOf = (service: string, operation: string): Quota | undefined =>
  Object.hasOwn(QUOTAS, service) ? QUOTAS[service]?.[operation] : undefined;
