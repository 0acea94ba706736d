/** Services that may assume a role or that a resource policy may name, by the first part of `NAME.amazonaws.com`. */
const SERVICES: ReadonlySet<string> = new Set(
  `access-analyzer acm airflow airflow-env amplify apigateway appconfig appflow application-autoscaling application-insights apprunner appstream
  appsync athena auditmanager autoscaling backup batch bedrock budgets cassandra chatbot chime cloud9 clouddirectory cloudformation cloudfront
  cloudhsm cloudtrail cloudwatch codebuild codecommit codeconnections codedeploy codeguru-reviewer codepipeline codestar-connections codestar-notifications
  cognito-identity cognito-idp comprehend config connect controltower databrew dataexchange datapipeline datasync dax delivery.logs devops-guru dlm dms
  ds dynamodb ec2 ec2fleet ecr ecs ecs-tasks eks eks-fargate-pods elasticache elasticbeanstalk elasticfilesystem elasticloadbalancing elasticmapreduce
  elastictranscoder emr-serverless es events firehose fis fsx gamelift glue grafana greengrass guardduty iam imagebuilder inspector inspector2 iot kafka
  kafkaconnect kendra kinesis kinesisanalytics kms lakeformation lambda edgelambda lex logging.s3 logs macie mediaconvert medialive memorydb mgn monitoring
  mq networkmanager opensearchservice opsworks organizations osis personalize pinpoint pipes pods.eks qldb quicksight ram rds redshift redshift-serverless
  rekognition resource-explorer-2 resource-groups robomaker rolesanywhere route53 route53resolver s3 sagemaker scheduler secretsmanager securityhub
  serverlessrepo servicecatalog servicediscovery ses shield signer sms sns spotfleet sqs ssm ssm-incidents sso states storagegateway support swf
  tasks.apprunner build.apprunner textract timestream transcribe transfer translate trustedadvisor vmie vpc-flow-logs vpc-lattice waf wafv2 workdocs
  workmail workspaces xray ecs.application-autoscaling dynamodb.application-autoscaling replicator.lambda custom-resource.application-autoscaling`.split(
    /\s+/,
  ),
);

/** `eu-west-1`, as some services carry it in their name: `states.eu-west-1.amazonaws.com`. */
const REGION_PART = /\.[a-z]{2}(-[a-z]+)+-\d$/;

/** Whether AWS knows a service by this name. */
export function isServicePrincipal(name: string): boolean {
  const prefix = /^([a-z0-9.-]+)\.amazonaws\.com(\.cn)?$/.exec(name)?.[1];
  return prefix !== undefined && SERVICES.has(prefix.replace(REGION_PART, ''));
}
