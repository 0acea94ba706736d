import { expect, it, vi } from 'vitest';
import { trusting, type CliStage } from './cli-stage.ts';

/** What the tutorial has made. */
export interface BlueGreen {
  readonly vpc: string;
  readonly subnets: readonly string[];
  readonly securityGroup: string;
  readonly loadBalancer: string;
  readonly listener: string;
  readonly blue: string;
  readonly green: string;
  /** Where the load balancer answers. */
  readonly url: string;
}

/** The cluster of the tutorial. */
export const CLUSTER = 'tutorial-bluegreen-cluster';
/** The family of its task definitions. */
export const TASK_FAMILY = 'tutorial-task-def';
const SERVICE = `--cluster ${CLUSTER} --services service-bluegreen`;
const GROUP = '--application-name tutorial-bluegreen-app --deployment-group-name tutorial-bluegreen-dg';

/** Its task definition, whose server answers with a page. */
export const taskDefinition = (page: string) => ({
  family: TASK_FAMILY,
  networkMode: 'awsvpc',
  containerDefinitions: [
    {
      name: 'sample-app',
      image: `sandbox/sample:${page}`,
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
      essential: true,
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/ecs/tutorial', 'awslogs-region': 'ap-northeast-2', 'awslogs-stream-prefix': 'web' },
      },
    },
  ],
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
});

/** The network that every account has, the roles that the tutorial takes for granted, and a log group. */
async function prepare({ aws, file }: CliStage) {
  const tasks = await file('ecs-tasks.json', trusting('ecs-tasks.amazonaws.com'));
  const deploy = await file('codedeploy.json', trusting('codedeploy.amazonaws.com'));
  const [vpc] = await Promise.all([
    aws.text('ec2 describe-vpcs --filters Name=is-default,Values=true --query Vpcs[].VpcId'),
    aws.text(`iam create-role --role-name ecsTaskExecutionRole --assume-role-policy-document ${tasks}`),
    aws.text(`iam create-role --role-name ecsCodeDeployRole --assume-role-policy-document ${deploy}`),
    aws.text('logs create-log-group --log-group-name /ecs/tutorial'),
  ]);
  const [subnets, securityGroup] = await Promise.all([
    aws.text(`ec2 describe-subnets --filters Name=vpc-id,Values=${vpc} --query Subnets[:2].SubnetId`),
    aws.text('ec2 create-security-group --group-name tutorial --query GroupId --description', 'for the tutorial', '--vpc-id', vpc),
    aws.text(
      'iam attach-role-policy --role-name ecsTaskExecutionRole --policy-arn arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
    ),
    aws.text('iam attach-role-policy --role-name ecsCodeDeployRole --policy-arn arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS'),
  ]);
  await aws.text(`ec2 authorize-security-group-ingress --group-id ${securityGroup} --protocol tcp --port 80 --cidr 0.0.0.0/0`);
  return { vpc, subnets: subnets.split('\t'), securityGroup };
}

/**
 * AWS's "Tutorial: Creating a service using a blue/green deployment" (Amazon ECS developer guide), command by command, on an empty account.
 * Returns where to read what it made; the test cases after it may use that.
 */
export function blueGreenTutorial(stageOf: () => CliStage): () => BlueGreen {
  let made: BlueGreen | undefined;
  const place = (): BlueGreen => {
    if (!made) throw new Error('the tutorial has not come so far');
    return made;
  };

  it('makes load balancer, target group and listener', async () => {
    const stage = stageOf();
    const { aws } = stage;
    const { vpc, subnets, securityGroup } = await prepare(stage);
    const loadBalancer = await aws.text(
      `elbv2 create-load-balancer --name bluegreen-alb --subnets ${subnets.join(' ')} --security-groups ${securityGroup} --query LoadBalancers[].LoadBalancerArn`,
    );
    const targetGroup = (name: string): Promise<string> =>
      aws.text(
        `elbv2 create-target-group --name ${name} --protocol HTTP --port 80 --target-type ip --vpc-id ${vpc} --query TargetGroups[].TargetGroupArn`,
      );
    const blue = await targetGroup('bluegreentarget1');
    const listener = await aws.text(
      `elbv2 create-listener --load-balancer-arn ${loadBalancer} --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=${blue} --query Listeners[].ListenerArn`,
    );
    const green = await targetGroup('bluegreentarget2');
    // It answers as soon as the load balancer is no longer provisioning.
    const url = await vi.waitUntil(() => stage.sandbox.world().runtime.listeners.get(listener)?.url, { timeout: 30_000 });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    made = { vpc, subnets, securityGroup, loadBalancer, listener, blue, green, url };
  });

  it('makes cluster and service, whose first version answers', async () => {
    const { aws, file } = stageOf();
    const { subnets, securityGroup, blue, url } = place();
    expect(await aws.json(`ecs create-cluster --cluster-name ${CLUSTER}`)).toMatchObject({ cluster: { status: 'ACTIVE' } });
    const task = await file('fargate-task.json', taskDefinition('v1'));
    await aws.json(`ecs register-task-definition --cli-input-json ${task}`);
    const service = await file('service-bluegreen.json', {
      cluster: CLUSTER,
      serviceName: 'service-bluegreen',
      taskDefinition: 'tutorial-task-def',
      loadBalancers: [{ targetGroupArn: blue, containerName: 'sample-app', containerPort: 80 }],
      launchType: 'FARGATE',
      schedulingStrategy: 'REPLICA',
      deploymentController: { type: 'CODE_DEPLOY' },
      platformVersion: 'LATEST',
      networkConfiguration: { awsvpcConfiguration: { assignPublicIp: 'ENABLED', securityGroups: [securityGroup], subnets } },
      desiredCount: 1,
    });
    expect(await aws.json(`ecs create-service --cli-input-json ${service}`)).toMatchObject({
      service: { status: 'ACTIVE', deploymentController: { type: 'CODE_DEPLOY' }, taskSets: [{ status: 'PRIMARY' }] },
    });
    await expect.poll(async () => (await fetch(url)).text(), { timeout: 30_000 }).toContain('v1');
  });

  it('makes application and deployment group', async () => {
    const { aws, file } = stageOf();
    const { listener } = place();
    await aws.json('deploy create-application --application-name tutorial-bluegreen-app --compute-platform ECS');
    const group = await file('tutorial-deployment-group.json', {
      applicationName: 'tutorial-bluegreen-app',
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
        terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 },
      },
      deploymentGroupName: 'tutorial-bluegreen-dg',
      deploymentStyle: { deploymentOption: 'WITH_TRAFFIC_CONTROL', deploymentType: 'BLUE_GREEN' },
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: [{ name: 'bluegreentarget1' }, { name: 'bluegreentarget2' }],
            prodTrafficRoute: { listenerArns: [listener] },
          },
        ],
      },
      serviceRoleArn: 'arn:aws:iam::111122223333:role/ecsCodeDeployRole',
      ecsServices: [{ serviceName: 'service-bluegreen', clusterName: CLUSTER }],
    });
    expect(await aws.json(`deploy create-deployment-group --cli-input-json ${group}`)).toEqual({
      deploymentGroupId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
  });

  it('deploys a revision from a bucket, which `aws deploy wait deployment-successful` waits for; the new version answers', async () => {
    const { aws, file } = stageOf();
    const { url, green } = place();
    const task = await file('fargate-task.json', taskDefinition('v2'));
    const registered = await aws.text(`ecs register-task-definition --cli-input-json ${task} --query taskDefinition.taskDefinitionArn`);
    await file(
      'appspec.yaml',
      `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: "${registered}"
        LoadBalancerInfo:
          ContainerName: "sample-app"
          ContainerPort: 80
        PlatformVersion: "LATEST"
`,
    );
    expect(await aws.text('s3 mb s3://tutorial-bluegreen-bucket')).toBe('make_bucket: tutorial-bluegreen-bucket');
    expect(await aws.text('s3 cp ./appspec.yaml s3://tutorial-bluegreen-bucket/appspec.yaml --no-progress')).toBe(
      'upload: ./appspec.yaml to s3://tutorial-bluegreen-bucket/appspec.yaml',
    );
    const revision = {
      revisionType: 'S3',
      s3Location: { bucket: 'tutorial-bluegreen-bucket', key: 'appspec.yaml', bundleType: 'YAML' },
    };
    const input = await file('create-deployment.json', {
      applicationName: 'tutorial-bluegreen-app',
      deploymentGroupName: 'tutorial-bluegreen-dg',
      revision,
    });
    const deployment = await aws.text(`deploy create-deployment --cli-input-json ${input} --query deploymentId`);
    expect(deployment).toMatch(/^d-[A-Z0-9]{9}$/);
    const target = `deploy get-deployment-target --deployment-id ${deployment} --target-id ${CLUSTER}:service-bluegreen`;
    // In one process: the deployment takes few seconds.
    const [second, underWay] = await aws.batch([
      `deploy create-deployment ${GROUP} --revision ${await file('revision.json', revision)}`,
      `${target} --output json`,
    ]);
    expect(second?.stderr).toContain('(DeploymentLimitExceededException) when calling the CreateDeployment operation');
    expect(JSON.parse(underWay?.stdout ?? '')).toMatchObject({
      deploymentTarget: { deploymentTargetType: 'ECSTarget', ecsTarget: { deploymentId: deployment, status: 'InProgress' } },
    });
    await aws.text(`deploy wait deployment-successful --deployment-id ${deployment}`);
    expect(await aws.json(target)).toMatchObject({
      deploymentTarget: {
        ecsTarget: {
          status: 'Succeeded',
          lifecycleEvents: ['BeforeInstall', 'Install', 'AfterInstall', 'BeforeAllowTraffic', 'AllowTraffic', 'AfterAllowTraffic'].map(
            lifecycleEventName => expect.objectContaining({ lifecycleEventName, status: 'Succeeded' }),
          ),
        },
      },
    });
    expect(await aws.text(`deploy get-deployment --deployment-id ${deployment} --query deploymentInfo.status`)).toBe('Succeeded');
    expect(await (await fetch(url)).text()).toContain('v2');
    expect(await aws.json(`ecs describe-services ${SERVICE} --query services[].taskSets[].loadBalancers[].targetGroupArn`)).toEqual([
      green,
    ]);
  });
  return place;
}
