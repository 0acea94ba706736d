import { CreateDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { CreateMultipartUploadCommand, DeleteObjectCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Aws } from '../../src/aws/aws.ts';
import type { AnyKind, Node } from '../../src/engine/types.ts';
import { artifactBucket, privateBucket } from '../../src/resources/artifact-bucket.ts';
import { cluster } from '../../src/resources/cluster.ts';
import { codecommitCommit } from '../../src/resources/codecommit-commit.ts';
import { codecommitRepository } from '../../src/resources/codecommit-repository.ts';
import { codedeployApplication } from '../../src/resources/codedeploy-application.ts';
import { deploymentGroup } from '../../src/resources/deployment-group.ts';
import { ecrImage } from '../../src/resources/ecr-image.ts';
import { ecrRepository } from '../../src/resources/ecr-repository.ts';
import { eventRule } from '../../src/resources/event-rule.ts';
import { iamRole } from '../../src/resources/iam-role.ts';
import { listener } from '../../src/resources/listener.ts';
import { loadBalancer } from '../../src/resources/load-balancer.ts';
import { logGroup } from '../../src/resources/log-group.ts';
import { metricAlarm } from '../../src/resources/metric-alarm.ts';
import { network } from '../../src/resources/network.ts';
import { pipeline } from '../../src/resources/pipeline.ts';
import { ALL_EGRESS, securityGroup } from '../../src/resources/security-group.ts';
import { serviceLinkedRole } from '../../src/resources/service-linked-role.ts';
import { service } from '../../src/resources/service.ts';
import { targetGroup } from '../../src/resources/target-group.ts';
import { taskDefinition } from '../../src/resources/task-definition.ts';
import { allow, deploying, files, loadBalancing, releasing, repository, role, running, source, theNetwork, trust } from './graph.ts';
import { keepStopping } from './keep-stopping.ts';
import { startDeployment } from './start-deployment.ts';

const { name: otherName, policy: otherPolicy } = privateBucket({ partition: 'aws' }, 'other-artifacts-111122223333', 30);
const namedOtherwise = { name: otherName, policy: otherPolicy };

/** One kind, with what the contract needs to know of it. */
export interface Sample {
  readonly kind: AnyKind;
  /** What it needs to exist. */
  readonly needs: readonly Node[];
  readonly spec: object;
  /** Fields that can be changed in place. */
  readonly change?: object | ((aws: Aws) => Promise<object>);
  /** Those of them that are also changed when it is taken over; all, unless said. */
  readonly adopts?: readonly string[];
  /** Another identity. */
  readonly rename?: object;
  /** It is data from the beginning. */
  readonly isData?: true;
  /** It carries no mark of its own, so that it cannot be somebody else's. */
  readonly unmarked?: true;
  /** Removal leaves it, because something else takes it along or because others use it. */
  readonly stays?: true;
  /** Makes its removal harder, or more of what it does happen. */
  readonly crowd?: (aws: Aws, kind: AnyKind) => Promise<void>;
  /** Declared actions that AWS checks outside of the calls of the SDK. */
  readonly elsewhere?: readonly string[];
}

const balancing = loadBalancing();
const tasks = running();
const deployment = deploying();
const release = releasing();
const images = repository();
const repo = source();
const net = theNetwork();
const starter = role('starter', 'events.amazonaws.com', { policy: allow('codepipeline:StartPipelineExecution') });
const other = role('other', 'codedeploy.amazonaws.com', { managedPolicies: ['arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS'] });

export const SAMPLES: readonly Sample[] = [
  {
    kind: iamRole,
    needs: [],
    spec: {
      name: 'demo-role',
      description: 'Runs things',
      trust: trust('ecs-tasks.amazonaws.com'),
      managedPolicies: ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'],
      policy: allow('s3:GetObject'),
    },
    change: {
      description: 'Runs other things',
      trust: trust('codedeploy.amazonaws.com'),
      managedPolicies: ['arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS'],
      policy: allow('s3:PutObject', 's3:GetObject'),
    },
    rename: { name: 'demo-other' },
  },
  { kind: serviceLinkedRole, needs: [], spec: { service: 'ecs.amazonaws.com' }, unmarked: true, stays: true },
  {
    kind: logGroup,
    needs: [],
    spec: { name: '/ecs/demo', retentionDays: 14 },
    change: { retentionDays: 30 },
    rename: { name: '/ecs/other' },
  },
  {
    kind: artifactBucket,
    needs: [],
    spec: privateBucket({ partition: 'aws' }, 'demo-artifacts-111122223333', 30),
    change: { expireDays: 7 },
    rename: namedOtherwise,
    crowd: async ({ s3, account }) => {
      const bucket = { Bucket: 'other-artifacts-111122223333', ExpectedBucketOwner: account };
      await s3.send(new PutBucketVersioningCommand({ ...bucket, VersioningConfiguration: { Status: 'Enabled' } }));
      await s3.send(new PutObjectCommand({ ...bucket, Key: 'a', Body: 'one' }));
      await s3.send(new PutObjectCommand({ ...bucket, Key: 'a', Body: 'two' }));
      await s3.send(new DeleteObjectCommand({ ...bucket, Key: 'a' }));
      await s3.send(new CreateMultipartUploadCommand({ ...bucket, Key: 'b' }));
    },
  },
  {
    kind: ecrRepository,
    needs: [],
    spec: { name: 'demo', scanOnPush: true, mutableTag: 'latest', untaggedDays: 14 },
    change: { scanOnPush: false, mutableTag: 'stable', untaggedDays: 7 },
    rename: { name: 'demo/other' },
  },
  {
    kind: ecrImage,
    isData: true,
    needs: [images],
    spec: {
      repository: images.out.name,
      repositoryUri: images.out.uri,
      tag: 'latest',
      source: { type: 'registry', reference: 'sandbox/sample:v1' },
      architecture: 'X86_64',
    },
    rename: { tag: 'v2' },
    unmarked: true,
    elsewhere: [
      'ecr:BatchCheckLayerAvailability',
      'ecr:InitiateLayerUpload',
      'ecr:UploadLayerPart',
      'ecr:CompleteLayerUpload',
      'ecr:BatchGetImage',
      'ecr:GetDownloadUrlForLayer',
      'ecr:PutImage',
    ],
  },
  { kind: network, needs: [], spec: { scheme: 'internet-facing' }, unmarked: true, stays: true },
  {
    kind: securityGroup,
    needs: [net],
    spec: {
      name: 'demo',
      vpcId: net.out.vpcId,
      description: 'Lets requests in',
      ingress: [
        { port: 80, cidr: '0.0.0.0/0', description: 'production' },
        { port: 80, cidr: '::/0', description: 'production' },
        { port: 8080, cidr: '203.0.113.7/32', description: 'test' },
      ],
      egress: ALL_EGRESS,
    },
    change: {
      ingress: [
        { port: 443, cidr: '0.0.0.0/0', description: 'production' },
        { port: 8080, cidr: '203.0.113.7/32', description: 'tests' },
      ],
      egress: [
        { protocol: 'tcp', fromPort: 443, toPort: 443, to: '0.0.0.0/0' },
        { protocol: 'udp', fromPort: 53, toPort: 53, to: '2001:db8::/32' },
        { protocol: 'all', to: 'pl-0123456789abcdef0' },
      ],
    },
    rename: { name: 'other' },
  },
  {
    kind: loadBalancer,
    needs: [balancing.net, balancing.group, tasks.tasks],
    spec: { ...balancing.balancer.spec, securityGroupIds: [balancing.group.out.id] },
    change: async ({ ec2 }) => {
      const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
      return { subnetIds: Subnets.slice(-2).map(({ SubnetId }) => SubnetId), securityGroupIds: [tasks.tasks.out.id] };
    },
    adopts: ['securityGroupIds'],
    rename: { name: 'other' },
  },
  {
    kind: targetGroup,
    needs: [balancing.net],
    spec: balancing.blue.spec,
    change: {
      healthCheckPath: '/health',
      healthCheckIntervalSeconds: 5,
      healthyThreshold: 3,
      unhealthyThreshold: 3,
      matcher: '200',
      deregistrationDelaySeconds: 30,
    },
    rename: { name: 'demo-other' },
  },
  {
    kind: listener,
    needs: [balancing.net, balancing.group, balancing.balancer, balancing.blue],
    spec: { ...balancing.production.spec, otherTargetGroupArn: balancing.blue.out.arn },
    rename: { port: 81 },
  },
  {
    kind: cluster,
    needs: [],
    spec: { name: 'demo', containerInsights: 'disabled' },
    change: { containerInsights: 'enabled' },
    rename: { name: 'other' },
  },
  {
    kind: taskDefinition,
    needs: [tasks.execution],
    spec: tasks.seed.spec,
    rename: { family: 'other' },
  },
  {
    kind: service,
    needs: tasks.nodes,
    spec: {
      cluster: tasks.ecs.out.name,
      name: 'web',
      request: tasks.request,
      exec: false,
      gracePeriod: 60,
      productionListenerArn: tasks.production.out.arn,
      otherTargetGroupArn: tasks.green.out.arn,
    },
    change: { exec: true, gracePeriod: 120 },
    rename: { name: 'other' },
    crowd: keepStopping,
  },
  {
    kind: metricAlarm,
    needs: [],
    spec: {
      name: 'demo-errors',
      description: 'Stops a release',
      loadBalancerArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/demo/0123456789abcdef',
      metric: 'HTTPCode_Target_5XX_Count',
      statistic: 'Sum',
      periodSeconds: 60,
      periods: 1,
      comparison: 'GreaterThanOrEqualToThreshold',
      threshold: 10,
      missingData: 'notBreaching',
    },
    change: {
      description: 'Stops releases',
      loadBalancerArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/other/0123456789abcdef',
      metric: 'TargetResponseTime',
      statistic: 'Average',
      periodSeconds: 120,
      periods: 2,
      comparison: 'GreaterThanThreshold',
      threshold: 1,
      missingData: 'ignore',
    },
    rename: { name: 'demo-other' },
  },
  {
    kind: codedeployApplication,
    needs: [],
    spec: { name: 'AppECS-demo' },
    rename: { name: 'AppECS-other' },
  },
  {
    kind: deploymentGroup,
    needs: [...deployment.nodes, other],
    spec: { ...deployment.groupSpec, alarms: ['errors', 'slow'] },
    change: {
      roleArn: other.out.arn,
      deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      terminationWaitMinutes: 30,
      alarms: [],
    },
    rename: { name: 'DgpECS-other' },
    crowd: async ({ codedeploy }) => {
      const content = JSON.stringify({
        version: 0,
        Resources: [
          {
            TargetService: {
              Type: 'AWS::ECS::Service',
              Properties: { TaskDefinition: 'demo:1', LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 } },
            },
          },
        ],
      });
      const revision = { revisionType: 'AppSpecContent' as const, appSpecContent: { content } };
      await codedeploy.send(new CreateDeploymentCommand({ applicationName: 'AppECS-demo', deploymentGroupName: 'DgpECS-demo', revision }));
    },
  },
  {
    kind: codecommitRepository,
    needs: [],
    spec: { name: 'demo', description: 'taskdef and appspec' },
    change: { description: 'both files' },
    rename: { name: 'other' },
  },
  {
    kind: codecommitCommit,
    isData: true,
    needs: [repo],
    spec: { repository: repo.out.name, branch: 'main', message: 'first', files, pipeline: 'demo' },
    rename: { branch: 'other' },
    unmarked: true,
    stays: true,
    crowd: async (aws, kind) => {
      const spec = {
        repository: 'demo',
        branch: 'main',
        message: 'first',
        files: [{ path: 'taskdef.json', content: '{}' }],
        pipeline: 'demo',
      };
      await kind.read(aws, spec);
    },
  },
  {
    kind: pipeline,
    needs: release.nodes,
    spec: release.pipelineSpec,
    change: { stages: release.pipelineSpec.stages.map(stage => ({ ...stage, name: `${stage.name}2` })) },
    rename: { name: 'other' },
    crowd: startDeployment,
  },
  {
    kind: eventRule,
    needs: [starter],
    spec: {
      name: 'demo-image',
      description: 'Starts the pipeline',
      pattern: { source: ['aws.ecr'], detail: { 'image-tag': ['latest'] } },
      enabled: true,
      targetArn: 'arn:aws:codepipeline:us-east-1:111122223333:demo',
      targetRoleArn: starter.out.arn,
      inputPaths: { digest: '$.detail.image-digest' },
      inputTemplate: '{"sourceRevisions":[{"actionName":"Image","revisionType":"IMAGE_DIGEST","revisionValue":"<digest>"}]}',
    },
    change: {
      description: 'Starts it',
      pattern: { source: ['aws.ecr'], detail: { 'image-tag': ['stable'] } },
      enabled: false,
      targetArn: 'arn:aws:codepipeline:us-east-1:111122223333:other',
      inputPaths: { image: '$.detail.image-digest' },
      inputTemplate: '{"sourceRevisions":[{"actionName":"Image","revisionType":"IMAGE_DIGEST","revisionValue":"<image>"}]}',
    },
    rename: { name: 'demo-other' },
  },
];
