import { node } from '../../src/engine/refs.ts';
import { cluster } from '../../src/resources/cluster.ts';
import { codedeployApplication } from '../../src/resources/codedeploy-application.ts';
import { codecommitCommit } from '../../src/resources/codecommit-commit.ts';
import { codecommitRepository } from '../../src/resources/codecommit-repository.ts';
import { artifactBucket, privateBucket } from '../../src/resources/artifact-bucket.ts';
import { deploymentGroup } from '../../src/resources/deployment-group.ts';
import { ecrImage } from '../../src/resources/ecr-image.ts';
import { ecrRepository } from '../../src/resources/ecr-repository.ts';
import { iamRole } from '../../src/resources/iam-role.ts';
import { listener } from '../../src/resources/listener.ts';
import { loadBalancer } from '../../src/resources/load-balancer.ts';
import { network } from '../../src/resources/network.ts';
import { pipeline } from '../../src/resources/pipeline.ts';
import { ALL_EGRESS, securityGroup } from '../../src/resources/security-group.ts';
import { service } from '../../src/resources/service.ts';
import { targetGroup } from '../../src/resources/target-group.ts';
import { taskDefinition } from '../../src/resources/task-definition.ts';

/** A small set-up, made of the kinds themselves: what a kind under test needs to exist. */

export const trust = (principal: string): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: principal }, Action: 'sts:AssumeRole' }],
});

export const allow = (...actions: string[]): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});

export const role = (id: string, principal: string, extra: { managedPolicies?: string[]; policy?: object }) =>
  node('roles', id, iamRole, { name: `demo-${id}`, description: '', trust: trust(principal), managedPolicies: [], ...extra });

export const theNetwork = () => node('alb', 'network', network, { scheme: 'internet-facing' as const });

export const loadBalancing = () => {
  const net = theNetwork();
  const group = node('alb', 'alb-group', securityGroup, {
    name: 'demo-alb',
    vpcId: net.out.vpcId,
    description: 'Load balancer of demo',
    ingress: [
      { port: 80, cidr: '0.0.0.0/0', description: 'production' },
      { port: 8080, cidr: '0.0.0.0/0', description: 'test' },
    ],
    egress: ALL_EGRESS,
  });
  const balancer = node('alb', 'load-balancer', loadBalancer, {
    name: 'demo',
    scheme: 'internet-facing' as const,
    subnetIds: net.out.subnetIds,
    securityGroupIds: [group.out.id],
  });
  const colour = (name: string) =>
    node('alb', name, targetGroup, {
      name: `demo-${name}`,
      vpcId: net.out.vpcId,
      port: 80,
      healthCheckPath: '/',
      healthCheckIntervalSeconds: 10,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      matcher: '200-399',
      deregistrationDelaySeconds: 5,
    });
  const blue = colour('blue');
  const green = colour('green');
  const production = node('alb', 'production', listener, {
    loadBalancerArn: balancer.out.arn,
    port: 80,
    targetGroupArn: blue.out.arn,
  });
  const test = node('alb', 'test', listener, { loadBalancerArn: balancer.out.arn, port: 8080, targetGroupArn: green.out.arn });
  return { net, group, balancer, blue, green, production, test, nodes: [net, group, balancer, blue, green, production, test] };
};

export const container = {
  name: 'web',
  essential: true,
  portMappings: [{ containerPort: 80, protocol: 'tcp' }],
};

export const taskRequest = {
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [container],
};

export const NGINX = 'public.ecr.aws/nginx/nginx:latest';

export const running = (image: string = NGINX) => {
  const balancing = loadBalancing();
  const { net, group, blue } = balancing;
  const execution = role('execution', 'ecs-tasks.amazonaws.com', {
    managedPolicies: ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'],
  });
  const tasks = node('alb', 'task-group', securityGroup, {
    name: 'demo-tasks',
    vpcId: net.out.vpcId,
    description: 'Tasks of demo',
    ingress: [{ port: 80, sourceGroupId: group.out.id, description: 'from the load balancer' }],
    egress: ALL_EGRESS,
  });
  const ecs = node('service', 'cluster', cluster, { name: 'demo', containerInsights: 'disabled' as const });
  const seed = node('taskdef', 'task-definition', taskDefinition, {
    family: 'demo',
    definition: { ...taskRequest, executionRoleArn: execution.out.arn },
    container: 'web',
    image,
  });
  const request = {
    taskDefinition: seed.out.arn,
    desiredCount: 1,
    launchType: 'FARGATE',
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'CODE_DEPLOY' },
    healthCheckGracePeriodSeconds: 60,
    loadBalancers: [{ targetGroupArn: blue.out.arn, containerName: 'web', containerPort: 80 }],
    networkConfiguration: {
      awsvpcConfiguration: { subnets: net.out.subnetIds, securityGroups: [tasks.out.id], assignPublicIp: net.out.assignPublicIp },
    },
  };
  const nodes = [...balancing.nodes, execution, tasks, ecs, seed];
  return { ...balancing, execution, tasks, ecs, seed, request, nodes };
};

export const deploying = () => {
  const base = running();
  const { ecs, request, blue, green, production, test, balancer } = base;
  const web = node('service', 'service', service, {
    cluster: ecs.out.name,
    name: 'web',
    request,
    productionListenerArn: production.out.arn,
    otherTargetGroupArn: green.out.arn,
  });
  const codedeploy = role('codedeploy', 'codedeploy.amazonaws.com', {
    managedPolicies: ['arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS'],
  });
  const application = node('codedeploy', 'application', codedeployApplication, { name: 'AppECS-demo' });
  const group = {
    application: application.out.name,
    name: 'DgpECS-demo',
    roleArn: codedeploy.out.arn,
    cluster: ecs.out.name,
    service: web.out.name,
    blueTargetGroup: blue.out.name,
    greenTargetGroup: green.out.name,
    productionListenerArn: production.out.arn,
    testListenerArn: test.out.arn,
    deploymentConfig: 'CodeDeployDefault.ECSAllAtOnce',
    // Long enough that a test sees a deployment wait.
    terminationWaitMinutes: 60,
    alarms: [],
  };
  return { ...base, balancer, web, codedeploy, application, groupSpec: group, nodes: [...base.nodes, web, codedeploy, application] };
};

export const repository = () =>
  node('ecr', 'repository', ecrRepository, { name: 'demo', scanOnPush: true, mutableTag: 'latest', untaggedDays: 14 });

export const source = () => node('source', 'source', codecommitRepository, { name: 'demo', description: 'taskdef and appspec' });

const appspec = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: web, ContainerPort: 80 }
`;

const taskdef = JSON.stringify({
  ...taskRequest,
  family: 'demo',
  executionRoleArn: 'arn:aws:iam::111122223333:role/demo-execution',
  containerDefinitions: [{ ...container, image: '<IMAGE1_NAME>' }],
});

export const files = [
  { path: 'taskdef.json', content: taskdef },
  { path: 'appspec.yaml', content: appspec },
];

export const releasing = () => {
  const base = deploying();
  const { web, groupSpec } = base;
  const group = node('codedeploy', 'group', deploymentGroup, groupSpec);
  const images = repository();
  const image = node('ecr', 'image', ecrImage, {
    repository: images.out.name,
    repositoryUri: images.out.uri,
    tag: 'latest',
    source: { type: 'registry', reference: 'sandbox/sample:v1' },
    architecture: 'X86_64' as const,
  });
  const repo = source();
  const first = node('source', 'commit', codecommitCommit, {
    repository: repo.out.name,
    branch: 'main',
    message: 'first',
    files,
    pipeline: 'demo',
  });
  const bucket = node('pipeline', 'bucket', artifactBucket, privateBucket({ partition: 'aws' }, 'demo-artifacts-111122223333', 30));
  const runner = role('pipeline', 'codepipeline.amazonaws.com', {
    policy: allow('s3:*', 'codecommit:*', 'ecr:*', 'codedeploy:*', 'ecs:*', 'iam:PassRole'),
  });
  const action = (category: string, provider: string) => ({ category, owner: 'AWS', provider, version: '1' });
  const spec = {
    name: 'demo',
    roleArn: runner.out.arn,
    bucket: bucket.out.name,
    ready: [first.out.commitId, image.out.digest, web.out.steadyArn],
    stages: [
      {
        name: 'Source',
        actions: [
          {
            name: 'Source',
            actionTypeId: action('Source', 'CodeCommit'),
            configuration: { RepositoryName: repo.out.name, BranchName: 'main', PollForSourceChanges: 'false' },
            outputArtifacts: [{ name: 'SourceArtifact' }],
          },
          {
            name: 'Image',
            actionTypeId: action('Source', 'ECR'),
            configuration: { RepositoryName: images.out.name, ImageTag: 'latest' },
            outputArtifacts: [{ name: 'MyImage' }],
          },
        ],
      },
      {
        name: 'Deploy',
        actions: [
          {
            name: 'Deploy',
            actionTypeId: action('Deploy', 'CodeDeployToECS'),
            configuration: {
              ApplicationName: base.application.out.name,
              DeploymentGroupName: group.out.name,
              TaskDefinitionTemplateArtifact: 'SourceArtifact',
              AppSpecTemplateArtifact: 'SourceArtifact',
              Image1ArtifactName: 'MyImage',
              Image1ContainerName: 'IMAGE1_NAME',
            },
            inputArtifacts: [{ name: 'SourceArtifact' }, { name: 'MyImage' }],
          },
        ],
      },
    ],
  };
  return {
    ...base,
    group,
    images,
    image,
    repo,
    first,
    bucket,
    runner,
    pipelineSpec: spec,
    nodes: [...base.nodes, group, images, image, repo, first, bucket, runner],
  };
};

export const thePipeline = () => {
  const base = releasing();
  const it = node('pipeline', 'the-pipeline', pipeline, base.pipelineSpec);
  return { ...base, it, nodes: [...base.nodes, it] };
};
