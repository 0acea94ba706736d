import { expect, it } from 'vitest';
import type { AwsOutcome } from '../../helpers/aws-cli.ts';
import { CLUSTER, TASK_FAMILY, type BlueGreen } from './blue-green.ts';
import type { CliStage } from './cli-stage.ts';

/** What a command of one operation is refused with. */
interface Refusal {
  readonly command: string;
  readonly operation: string;
  readonly code: string;
  readonly message: string;
}

const ACCOUNT = '111122223333';
const SERVICE = `--cluster ${CLUSTER} --service service-bluegreen`;
const DOCUMENTED_CPU = 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';

const registering = (cpu: number, memory: number): string =>
  `ecs register-task-definition --family refused --requires-compatibilities FARGATE --network-mode awsvpc --cpu ${cpu} --memory ${memory} --container-definitions [{"name":"web","image":"nginx"}]`;

const creating = ({ subnets }: BlueGreen, name: string, targetGroup: string): string =>
  `ecs create-service --cluster ${CLUSTER} --service-name ${name} --task-definition ${TASK_FAMILY} --desired-count 1 --launch-type FARGATE --deployment-controller type=CODE_DEPLOY --network-configuration awsvpcConfiguration={subnets=[${subnets.join(',')}],assignPublicIp=ENABLED} --load-balancers targetGroupArn=${targetGroup},containerName=sample-app,containerPort=80`;

/** What people get wrong, and what AWS says to it; the tutorial has made what is there, but for a target group that nothing leads to. */
const REFUSALS: Readonly<Record<string, (place: BlueGreen, unused: string) => Refusal>> = {
  'a repository that is not there': () => ({
    command: 'ecr describe-images --repository-name none',
    operation: 'DescribeImages',
    code: 'RepositoryNotFoundException',
    message: `The repository with name 'none' does not exist in the registry with id '${ACCOUNT}'`,
  }),
  'a cluster that is not there': () => ({
    command: 'ecs list-services --cluster none',
    operation: 'ListServices',
    code: 'ClusterNotFoundException',
    message: 'Cluster not found.',
  }),
  'a task definition that is not there': () => ({
    command: 'ecs describe-task-definition --task-definition none',
    operation: 'DescribeTaskDefinition',
    code: 'ClientException',
    message: 'Unable to describe task definition.',
  }),
  'a service whose name is taken': place => ({
    command: creating(place, 'service-bluegreen', place.green),
    operation: 'CreateService',
    code: 'InvalidParameterException',
    message: 'Creation of service was not idempotent.',
  }),
  'a target group that no listener leads to': (place, unused) => ({
    command: creating(place, 'other', unused),
    operation: 'CreateService',
    code: 'InvalidParameterException',
    message: `The target group with targetGroupArn ${unused} does not have an associated load balancer.`,
  }),
  'a pair of CPU and memory that Fargate has not': () => ({
    command: registering(256, 4096),
    operation: 'RegisterTaskDefinition',
    code: 'ClientException',
    message:
      'No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.',
  }),
  'a size that Fargate has not': () => ({
    command: registering(300, 4096),
    operation: 'RegisterTaskDefinition',
    code: 'ClientException',
    message: `Invalid 'cpu' setting for task. ${DOCUMENTED_CPU}`,
  }),
  'a task definition for a service that CodeDeploy deploys': () => ({
    command: `ecs update-service ${SERVICE} --task-definition ${TASK_FAMILY}:1`,
    operation: 'UpdateService',
    code: 'InvalidParameterException',
    message:
      'Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
  }),
  'a cluster that has a service': () => ({
    command: `ecs delete-cluster --cluster ${CLUSTER}`,
    operation: 'DeleteCluster',
    code: 'ClusterContainsServicesException',
    message: 'The Cluster cannot be deleted while Services are active.',
  }),
  'a name where an ARN belongs': () => ({
    command: 'elbv2 describe-listeners --load-balancer-arn bluegreen-alb',
    operation: 'DescribeListeners',
    code: 'ValidationError',
    message: "'bluegreen-alb' is not a valid load balancer ARN",
  }),
  'a port that has a listener': ({ loadBalancer, green }) => ({
    command: `elbv2 create-listener --load-balancer-arn ${loadBalancer} --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=${green}`,
    operation: 'CreateListener',
    code: 'DuplicateListener',
    message: `A listener already exists on this port for this load balancer '${loadBalancer}'`,
  }),
  'a target group in use': ({ green }) => ({
    command: `elbv2 delete-target-group --target-group-arn ${green}`,
    operation: 'DeleteTargetGroup',
    code: 'ResourceInUse',
    message: `Target group '${green}' is currently in use by a listener or a rule`,
  }),
  'a security group whose name is taken': ({ vpc }) => ({
    command: `ec2 create-security-group --group-name tutorial --description again --vpc-id ${vpc}`,
    operation: 'CreateSecurityGroup',
    code: 'InvalidGroup.Duplicate',
    message: `The security group 'tutorial' already exists for VPC '${vpc}'`,
  }),
  'a deployment that is not there': () => ({
    command: 'deploy get-deployment --deployment-id d-ABCDEFGHI',
    operation: 'GetDeployment',
    code: 'DeploymentDoesNotExistException',
    message: 'The deployment d-ABCDEFGHI could not be found',
  }),
  'a role that is not there': () => ({
    command: 'iam get-role --role-name none',
    operation: 'GetRole',
    code: 'NoSuchEntity',
    message: 'The role with name none cannot be found.',
  }),
  'a role that has policies': () => ({
    command: 'iam delete-role --role-name ecsCodeDeployRole',
    operation: 'DeleteRole',
    code: 'DeleteConflict',
    message: 'Cannot delete entity, must detach all policies first.',
  }),
  'a policy that is no JSON': () => ({
    command: 'iam create-role --role-name refused --assume-role-policy-document {"Version":',
    operation: 'CreateRole',
    code: 'MalformedPolicyDocument',
    message: 'This policy contains invalid Json',
  }),
  'a pipeline that is not there': () => ({
    command: 'codepipeline get-pipeline --name none',
    operation: 'GetPipeline',
    code: 'PipelineNotFoundException',
    message: `Account '${ACCOUNT}' does not have a pipeline with name 'none'`,
  }),
  'a log group that is not there': () => ({
    command: 'logs describe-log-streams --log-group-name /none',
    operation: 'DescribeLogStreams',
    code: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  }),
  'a bucket that is not there': () => ({
    command: 's3api list-objects-v2 --bucket none-of-ours',
    operation: 'ListObjectsV2',
    code: 'NoSuchBucket',
    message: 'The specified bucket does not exist',
  }),
  'an operation that the sandbox has not': () => ({
    command: 'ecs list-container-instances',
    operation: 'ListContainerInstances',
    code: 'NotImplemented',
    message: 'The sandbox does not implement ecs:ListContainerInstances',
  }),
  ...Object.fromEntries(
    [
      ['lambda list-functions', 'ListFunctions', 'lambda'],
      ['rds describe-db-instances', 'DescribeDBInstances', 'rds'],
      ['route53 list-hosted-zones', 'ListHostedZones', 'route53'],
    ].map(([command = '', operation = '', service = '']) => [
      `the service ${service}, which the sandbox has not`,
      () => ({ command, operation, code: 'NotImplemented', message: `The sandbox does not implement the service ${service}` }),
    ]),
  ),
};

/** With what the CLI ends where a service has refused a call: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html */
export const exitCodeOf = ({ program }: CliStage): number => (program.version === 1 ? 255 : 254);

/** How the CLI prints a refusal. */
export const refusal = ({ operation, code, message }: Omit<Refusal, 'command'>): string =>
  `An error occurred (${code}) when calling the ${operation} operation: ${message}`;

function fail(what: string): never {
  throw new Error(`nothing was said about ${what}`);
}

/** Refusals that people meet, word for word. */
export function refusals(stageOf: () => CliStage, placeOf: () => BlueGreen): void {
  let asked: Promise<ReadonlyMap<string, readonly [Refusal, AwsOutcome]>> | undefined;
  const ask = async () => {
    const { aws } = stageOf();
    const place = placeOf();
    const unused = await aws.text(
      `elbv2 create-target-group --name unused --protocol HTTP --port 80 --target-type ip --vpc-id ${place.vpc} --query TargetGroups[].TargetGroupArn`,
    );
    const all = Object.entries(REFUSALS).map(([what, refused]) => [what, refused(place, unused)] as const);
    const outcomes = await aws.batch(all.map(([, { command }]) => command));
    return new Map(all.map(([what, refused], index) => [what, [refused, outcomes[index] ?? fail(what)] as const]));
  };

  it.each(Object.keys(REFUSALS))('about %s', async what => {
    const [refused, { code, stdout, stderr }] = (await (asked ??= ask())).get(what) ?? fail(what);
    expect(stderr.trim()).toBe(refusal(refused));
    expect({ code, stdout }).toEqual({ code: exitCodeOf(stageOf()), stdout: '' });
  });

  it.each([
    ['rb s3://tutorial-bluegreen-bucket', 'remove_bucket failed: s3://tutorial-bluegreen-bucket', 'BucketNotEmpty', 'DeleteBucket'],
    ['mb s3://tutorial-bluegreen-bucket', 'make_bucket failed: s3://tutorial-bluegreen-bucket', 'BucketAlreadyOwnedByYou', 'CreateBucket'],
    ['cp s3://tutorial-bluegreen-bucket/none .', 'fatal error:', '404', 'HeadObject'],
  ])('about `s3 %s`, which ends with 1', async (command, begins, code, operation) => {
    const messages: Readonly<Record<string, string>> = {
      BucketNotEmpty: 'The bucket you tried to delete is not empty',
      BucketAlreadyOwnedByYou: 'Your previous request to create the named bucket succeeded and you already own it.',
      404: 'Key "none" does not exist',
    };
    const said = await stageOf().aws.outcome(`s3 ${command}`);
    expect(said.stderr.trim()).toBe(`${begins} ${refusal({ operation, code, message: messages[code] ?? '' })}`);
    expect(said.code).toBe(1);
  });
}
