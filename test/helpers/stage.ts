import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  type CreateServiceCommandInput,
  type RegisterTaskDefinitionCommandInput,
  type Service,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  type CreateTargetGroupCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { steppedTime, type SteppedTime } from '../../src/sandbox/clock-stepped.ts';
import { listenerAddress } from '../../src/sandbox/load-balancer.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from './sandbox.ts';

/** Everything that a service behind a load balancer needs, in a sandbox whose clock the test moves. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly time: SteppedTime;
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
  readonly vpcId: string;
  readonly subnets: string[];
  /** Security groups of the load balancer and of the tasks, which let traffic through. */
  readonly balancerGroup: string;
  readonly taskGroup: string;
  readonly executionRoleArn: string;
}

export const IMAGE = 'public.ecr.aws/nginx/nginx:latest';

/** A sandbox with network, execution role, log group and cluster. */
export async function startStage(options: Partial<SandboxOptions> = {}): Promise<Stage> {
  const time = steppedTime();
  const sandbox = await startTestSandbox({ clock: time, ...options });
  return { ...clientsOf(sandbox), sandbox, time, ...(await prepare(sandbox)) };
}

/** SDK clients for a sandbox. */
export const clientsOf = (sandbox: Sandbox) => {
  const config = clientConfig(sandbox);
  return {
    ecs: new ECSClient(config),
    elb: new ElasticLoadBalancingV2Client(config),
    ec2: new EC2Client(config),
    iam: new IAMClient(config),
    logs: new CloudWatchLogsClient(config),
  };
};

async function prepare(sandbox: Sandbox) {
  const { ecs, ec2, iam, logs } = clientsOf(sandbox);
  const vpcs = await ec2.send(new DescribeVpcsCommand({}));
  const vpcId = vpcs.Vpcs?.[0]?.VpcId ?? '';
  const found = await ec2.send(new DescribeSubnetsCommand({}));
  const subnets = (found.Subnets ?? []).slice(0, 2).map(subnet => subnet.SubnetId ?? '');
  const balancer = await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'balancer', Description: 'balancer', VpcId: vpcId }));
  const tasks = await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'tasks', Description: 'tasks', VpcId: vpcId }));
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: tasks.GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: balancer.GroupId }] }],
    }),
  );
  const role = await iam.send(
    new CreateRoleCommand({
      RoleName: 'execution',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      }),
    }),
  );
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: 'execution',
      PolicyArn: 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
    }),
  );
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/ecs/web' }));
  await ecs.send(new CreateClusterCommand({ clusterName: 'demo' }));
  return {
    vpcId,
    subnets,
    balancerGroup: balancer.GroupId ?? '',
    taskGroup: tasks.GroupId ?? '',
    executionRoleArn: role.Role?.Arn ?? '',
  };
}

/** A task definition for Fargate with one container `web` on port 80. */
export const webTask = (
  stage: Pick<Stage, 'executionRoleArn'>,
  changes: Partial<RegisterTaskDefinitionCommandInput> = {},
): RegisterTaskDefinitionCommandInput => ({
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: stage.executionRoleArn,
  containerDefinitions: [
    {
      name: 'web',
      image: IMAGE,
      essential: true,
      portMappings: [{ containerPort: 80 }],
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'web' },
      },
    },
  ],
  ...changes,
});

/** Registers a task definition and tells its ARN. */
export async function register(stage: Stage, changes: Partial<RegisterTaskDefinitionCommandInput> = {}): Promise<string> {
  const registered = await stage.ecs.send(new RegisterTaskDefinitionCommand(webTask(stage, changes)));
  return registered.taskDefinition?.taskDefinitionArn ?? '';
}

/** A load balancer; it is active after 150 seconds. */
export async function createBalancer(stage: Stage, name = 'demo'): Promise<string> {
  const created = await stage.elb.send(
    new CreateLoadBalancerCommand({ Name: name, Subnets: stage.subnets, SecurityGroups: [stage.balancerGroup] }),
  );
  return created.LoadBalancers?.[0]?.LoadBalancerArn ?? '';
}

/** A target group with quick health checks and a short drain. */
export async function createTargets(stage: Stage, name: string, changes: Partial<CreateTargetGroupCommandInput> = {}): Promise<string> {
  const created = await stage.elb.send(
    new CreateTargetGroupCommand({
      Name: name,
      Protocol: 'HTTP',
      Port: 80,
      VpcId: stage.vpcId,
      TargetType: 'ip',
      HealthCheckIntervalSeconds: 15,
      HealthyThresholdCount: 2,
      ...changes,
    }),
  );
  const TargetGroupArn = created.TargetGroups?.[0]?.TargetGroupArn ?? '';
  await stage.elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
    }),
  );
  return TargetGroupArn;
}

/** A listener that forwards to one target group. */
export async function listen(stage: Stage, LoadBalancerArn: string, Port: number, TargetGroupArn: string): Promise<string> {
  const created = await stage.elb.send(
    new CreateListenerCommand({ LoadBalancerArn, Protocol: 'HTTP', Port, DefaultActions: [{ Type: 'forward', TargetGroupArn }] }),
  );
  return created.Listeners?.[0]?.ListenerArn ?? '';
}

/** Where a listener answers on this machine. */
export function addressOf(stage: Stage, listenerArn: string): string {
  const address = listenerAddress(stage.sandbox.world(), listenerArn);
  if (address === undefined) throw new Error(`the listener ${listenerArn} is not open`);
  return address;
}

/** What CreateService wants for a service of CodeDeploy's. */
export const webService = (
  stage: Stage,
  targetGroupArn: string,
  taskDefinition: string,
  changes: Partial<CreateServiceCommandInput> = {},
): CreateServiceCommandInput => ({
  cluster: 'demo',
  serviceName: 'web',
  taskDefinition,
  desiredCount: 1,
  launchType: 'FARGATE',
  deploymentController: { type: 'CODE_DEPLOY' },
  loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 80 }],
  networkConfiguration: {
    awsvpcConfiguration: { subnets: stage.subnets, securityGroups: [stage.taskGroup], assignPublicIp: 'ENABLED' },
  },
  ...changes,
});

/** Load balancer, blue and green target groups, production and test listeners; all up. */
export async function createFront(stage: Stage) {
  const balancer = await createBalancer(stage);
  const blue = await createTargets(stage, 'demo-blue');
  const green = await createTargets(stage, 'demo-green');
  const production = await listen(stage, balancer, 80, blue);
  const test = await listen(stage, balancer, 8080, green);
  await stage.time.advance(150);
  return { balancer, blue, green, production, test };
}

/** A running, healthy service behind a load balancer. */
export async function createRunningService(stage: Stage, changes: Partial<CreateServiceCommandInput> = {}) {
  const front = await createFront(stage);
  await stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, await register(stage), changes)));
  await stage.time.advanceUntil(async () => (await describe(stage)).taskSets?.[0]?.stabilityStatus === 'STEADY_STATE', 600);
  return front;
}

/** The service `web` now. */
export async function describe(stage: Stage, service = 'web'): Promise<Service> {
  const described = await stage.ecs.send(new DescribeServicesCommand({ cluster: 'demo', services: [service], include: ['TAGS'] }));
  const [found] = described.services ?? [];
  if (!found) throw new Error(`there is no service ${service}`);
  return found;
}
