/** Where moto answers otherwise, and why AWS is on the sandbox's side. */
export interface Disputed {
  /** `ecs.CreateCluster: +cluster.tags[].key`; the sandbox's first where there are two. */
  readonly differences: RegExp;
  readonly because: string;
}

const DOCS = 'https://docs.aws.amazon.com';

export const DISPUTED: readonly Disputed[] = [
  {
    differences:
      /^iam\.CreateRole with a broken document: 400 MalformedPolicyDocumentException \| 200$|^iam\.ListRoles: Roles\[\]\.RoleName: /,
    because: `Refused: ${DOCS}/IAM/latest/APIReference/API_CreateRole.html. moto lists the role that it made of it.`,
  },
  {
    differences: /^iam\.ListInstanceProfilesForRole: \+IsTruncated$/,
    because: `A page tells whether it is the last one: ${DOCS}/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html`,
  },
  {
    differences: /^ec2\.(CreateVpc|DescribeVpcs): Vpcs?(\[\])?\.DhcpOptionsId: /,
    because: `A VPC has the id of the default options, as in the example: ${DOCS}/AWSEC2/latest/APIReference/API_CreateVpc.html`,
  },
  {
    differences: /^ec2\.DescribeAvailabilityZones: \+AvailabilityZones\[\]\.(GroupName|NetworkBorderGroup|OptInStatus)$/,
    because: `Told of every zone: ${DOCS}/AWSEC2/latest/APIReference/API_AvailabilityZone.html`,
  },
  {
    differences: /^ec2\.(CreateSubnet|DescribeSubnets): \+Subnets?(\[\])?\.(EnableDns64|MapCustomerOwnedIpOnLaunch)$/,
    because: `Told of every subnet, as in the example: ${DOCS}/AWSEC2/latest/APIReference/API_CreateSubnet.html`,
  },
  {
    differences:
      /^ec2\.(AuthorizeSecurityGroupIngress|DescribeSecurityGroupRules): \+SecurityGroupRules\[\]\.(GroupOwnerId|SecurityGroupRuleArn)$/,
    because: `Told of every rule: ${DOCS}/AWSEC2/latest/APIReference/API_SecurityGroupRule.html`,
  },
  {
    differences: /^tagging\.Get\w+( .*)?: \+PaginationToken$/,
    because: `The last page has an empty token, as in the examples: ${DOCS}/resourcegroupstagging/latest/APIReference/API_GetResources.html`,
  },
  {
    differences: /^tagging\.GetTagValues: \+TagValues\[\]$/,
    because: 'moto tells the values of some services only, and not of the clusters that it tells in GetResources',
  },
  {
    differences: /^s3\.(CreateBucket|HeadBucket): \+(BucketArn|AccessPointAlias)$/,
    because: `Headers of the answer: ${DOCS}/AmazonS3/latest/API/API_HeadBucket.html`,
  },
  {
    differences: /^s3\.CreateBucket with a broken name: 400 InvalidBucketName \| 200$|^s3\.ListBuckets: Buckets\[\]\.Name: /,
    because: `Refused: ${DOCS}/AmazonS3/latest/userguide/bucketnamingrules.html. moto lists the bucket that it made.`,
  },
  {
    differences: /^s3\.PutBucketPolicy that is broken: 400 MalformedPolicy \| 200$/,
    because: `MalformedPolicy is documented for that: ${DOCS}/AmazonS3/latest/API/ErrorResponses.html`,
  },
  {
    differences: /^s3\.GetBucketEncryption: 200 \| 404 /,
    because: `Every bucket is encrypted since 2023: ${DOCS}/AmazonS3/latest/userguide/default-encryption-faq.html`,
  },
  {
    differences: /^s3\.PutBucketLifecycleConfiguration: \+TransitionDefaultMinimumObjectSize$/,
    because: `A header of the answer: ${DOCS}/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html`,
  },
  {
    differences: /^s3\.(ListBuckets|ListObjectVersions): -(Versions\[\]\.)?Owner\.DisplayName$/,
    because: `S3 has stopped telling it: ${DOCS}/AmazonS3/latest/API/API_Owner.html`,
  },
  {
    differences: /^logs\.PutRetentionPolicy that AWS has not: 400 InvalidParameterException \| 200$/,
    because: `Only certain numbers of days: ${DOCS}/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html`,
  },
  {
    differences: /^logs\.DescribeLogGroups: \+logGroups\[\]\.(deletionProtectionEnabled|logGroupClass)$/,
    because: `Told of every group: ${DOCS}/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html`,
  },
  {
    differences: /^logs\.FilterLogEvents: -searchedLogStreams\[\]/,
    because: `Always empty since 2020: ${DOCS}/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html`,
  },
  {
    differences: /^logs\.DescribeLogStreams: -logStreams\[\]\.uploadSequenceToken$/,
    because: `Tokens are ignored and no longer needed: ${DOCS}/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html`,
  },
  {
    differences: /^elbv2\.(CreateLoadBalancer|DescribeLoadBalancers): \+LoadBalancers\[\]\.Scheme$/,
    because: `Internet-facing is the default: ${DOCS}/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html`,
  },
  {
    differences: /^elbv2\.CreateLoadBalancer in a subnet that is not there: 400 SubnetNotFoundException \| 400 InvalidSubnetID\.NotFound$/,
    because: `The error of the operation; moto's is EC2's: ${DOCS}/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html`,
  },
  {
    differences: /^elbv2\.DescribeLoadBalancers: LoadBalancers\[\]\.State\.Code: provisioning \| active$/,
    because: `It takes minutes: ${DOCS}/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html`,
  },
  {
    differences: /^elbv2\.(Describe|Modify)(LoadBalancer|TargetGroup)Attributes: Attributes\[\]\.Value: /,
    because: `moto knows fewer attributes: ${DOCS}/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html, API_TargetGroupAttribute.html`,
  },
  {
    differences: /^elbv2\.\w+: \+\w+\[\]\.(Default)?Actions\[\]\.ForwardConfig\./,
    because: `A forward to one target group is told in both ways: ${DOCS}/elasticloadbalancing/latest/APIReference/API_Action.html`,
  },
  {
    differences: /^elbv2\.\w+: -Listeners\[\]\.SslPolicy$/,
    because: `Of HTTPS and TLS listeners only: ${DOCS}/elasticloadbalancing/latest/APIReference/API_Listener.html`,
  },
  {
    differences: /^elbv2\.\w+: \+Rules\[\]\.Conditions\[\]\.PathPatternConfig\.Values\[\]$/,
    because: `A condition is told in both ways: ${DOCS}/elasticloadbalancing/latest/APIReference/API_RuleCondition.html`,
  },
  {
    differences: /^elbv2\.DeleteRule a second time: 400 RuleNotFoundException \| 200$/,
    because: `RuleNotFound: ${DOCS}/elasticloadbalancing/latest/APIReference/API_DeleteRule.html`,
  },
  {
    differences: /^ecs\.DescribeClusters: -clusters\[\]\.settings/,
    because: `With SETTINGS in include only: ${DOCS}/AmazonECS/latest/APIReference/API_DescribeClusters.html`,
  },
  {
    differences: /^ecs\.\w+: \+taskDefinition\.containerDefinitions\[\]\.portMappings\[\]\.(hostPort|protocol)$/,
    because: `Their defaults are filled in: ${DOCS}/AmazonECS/latest/APIReference/API_PortMapping.html`,
  },
  {
    differences: /^ecs\.\w+: \+taskDefinition\.(deregisteredAt|registeredAt|registeredBy|requiresAttributes\[\]\.name)$/,
    because: `Told of every task definition: ${DOCS}/AmazonECS/latest/APIReference/API_TaskDefinition.html`,
  },
  {
    differences: /^ecs\.RegisterTaskDefinition without containers: 400 ClientException \| 200$/,
    because: `A task needs a container: ${DOCS}/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html`,
  },
  {
    differences: /^ecs\.(CreateService|DescribeServices): \+services?(\[\])?\.taskSets\[\]\./,
    because: `A service of CodeDeploy has a primary task set: ${DOCS}/AmazonECS/latest/APIReference/API_TaskSet.html`,
  },
  {
    differences:
      /^ecs\.(CreateService|DescribeServices): \+services?(\[\])?\.(availabilityZoneRebalancing|createdAt|createdBy|deploymentConfiguration\.\w+|enableECSManagedTags|enableExecuteCommand|healthCheckGracePeriodSeconds|platformFamily|platformVersion|roleArn|events\[\]\.\w+)$/,
    because: `Told of every service: ${DOCS}/AmazonECS/latest/APIReference/API_Service.html`,
  },
  {
    differences: /^ecs\.DescribeTasks of what is not there: \+failures\[\]/,
    because: `What is missing is a failure: ${DOCS}/AmazonECS/latest/developerguide/api_failures_messages.html`,
  },
  {
    differences: /^codepipeline\.\w+: \+pipelines?(\[\])?\.(executionMode|pipelineType)$/,
    because: `Told of every pipeline: ${DOCS}/codepipeline/latest/APIReference/API_PipelineDeclaration.html`,
  },
  {
    differences: /^codedeploy\.GetApplication: \+application\.linkedToGitHub$/,
    because: `Told of every application: ${DOCS}/codedeploy/latest/APIReference/API_ApplicationInfo.html`,
  },
  {
    differences: /^codedeploy\.ListDeploymentGroups: -nextToken$/,
    because: `A token means that there are more; moto's is empty: ${DOCS}/codedeploy/latest/APIReference/API_ListDeploymentGroups.html`,
  },
  {
    differences: /^codedeploy\.ListDeploymentGroups of what is not there: 400 ApplicationDoesNotExistException \| 200$/,
    because: `ApplicationDoesNotExistException: ${DOCS}/codedeploy/latest/APIReference/API_ListDeploymentGroups.html`,
  },
];
