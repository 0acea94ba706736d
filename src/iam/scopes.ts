import type { Setup } from '../setup.ts';
import { pipelineSources } from '../sources/index.ts';
import { iamRole } from '../resources/iam-role.ts';
import { arnOf } from '../resources/arn.ts';
import { textOf, treeOf, treesIn } from '../paths.ts';
import { allNodes } from '../steps/index.ts';
import { codedeployRoleArn } from '../steps/codedeploy.ts';
import { eventsRoleArn, pipelineArn, pipelineRoleArn } from '../steps/pipeline.ts';
import { taskRoleArns } from '../steps/taskdef.ts';
import { APP_TAG, ENV_TAG } from '../aws/tags.ts';
import type { Statement } from './policy.ts';
import { roleArn } from './role-arn.ts';

/** What some actions are allowed on. */
export interface Scope {
  readonly sid: string;
  readonly actions: RegExp;
  readonly resources: (setup: Setup) => readonly string[];
  readonly condition?: (setup: Setup) => NonNullable<Statement['Condition']>;
}

const inRegion =
  (service: string, ...resources: readonly ((setup: Setup) => string)[]) =>
  (setup: Setup): readonly string[] =>
    resources.map(resource => arnOf(setup.place, service, resource(setup)));

const inAccount = ({ place }: Setup, resource: string): string => `arn:${place.partition}:iam::${place.account}:${resource}`;

const everything = (): readonly string[] => ['*'];

/** The roles that the set-up makes itself. */
const ourRoles = (setup: Setup): readonly string[] =>
  allNodes(setup).flatMap(({ kind, spec }) => (kind === iamRole ? [roleArn(setup.place, textOf(treeOf(spec)?.['name']))] : []));

/** AWS services that keep a role of their own in the account. */
const LINKED = ['ecs.amazonaws.com', 'elasticloadbalancing.amazonaws.com'];

const passing = (sid: string, service: string, resources: Scope['resources']): Scope => ({
  sid,
  actions: /^iam:PassRole$/,
  resources,
  condition: () => ({ StringEquals: { 'iam:PassedToService': service } }),
});

/** Our own log group, and those that the user's own task definition names. */
const logGroups = ({ names, files }: Setup): readonly string[] => {
  const written = treesIn(files.taskdef?.definition['containerDefinitions']).map(container =>
    textOf(treeOf(treeOf(container['logConfiguration'])?.['options'])?.['awslogs-group']),
  );
  return [...new Set([names.logGroup, ...written])].filter(Boolean);
};

const bucket = ({ names, place }: Setup): string => `arn:${place.partition}:s3:::${names.bucket}`;

const service = ({ config }: Setup): string => `${config.service.cluster}/${config.service.name}`;

/**
 * Which resources each action can be limited to, the first that fits; actions that IAM knows no resource for come last.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const SCOPES: readonly Scope[] = [
  { sid: 'Roles', actions: /^iam:(?!PassRole|CreateServiceLinkedRole|ListRoles$|Simulate)/, resources: ourRoles },
  {
    sid: 'ServiceLinkedRoles',
    actions: /^iam:CreateServiceLinkedRole$/,
    resources: setup => LINKED.map(name => inAccount(setup, `role/aws-service-role/${name}/*`)),
    condition: () => ({ StringEquals: { 'iam:AWSServiceName': LINKED } }),
  },
  passing('PassTaskRoles', 'ecs-tasks.amazonaws.com', taskRoleArns),
  passing('PassCodeDeployRole', 'codedeploy.amazonaws.com', setup => [codedeployRoleArn(setup)]),
  passing('PassPipelineRole', 'codepipeline.amazonaws.com', setup => [pipelineRoleArn(setup)]),
  passing('PassEventsRole', 'events.amazonaws.com', setup => [eventsRoleArn(setup)]),
  {
    sid: 'Simulate',
    actions: /^iam:SimulatePrincipalPolicy$/,
    resources: setup => [inAccount(setup, 'user/*'), inAccount(setup, 'role/*')],
  },
  { sid: 'Files', actions: /^codecommit:/, resources: inRegion('codecommit', ({ config }) => config.source.repository) },
  {
    sid: 'Images',
    actions: /^ecr:(?!GetAuthorizationToken$)/,
    resources: inRegion('ecr', ({ config }) => `repository/${config.ecr.repository}`),
  },
  {
    sid: 'Logs',
    actions: /^logs:(?!DescribeLogGroups$)/,
    // Policies name a group with `:*`, but for its tags: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    resources: setup => logGroups(setup).flatMap(group => ['', ':*'].map(end => arnOf(setup.place, 'logs', `log-group:${group}${end}`))),
  },
  { sid: 'ArtifactObjects', actions: /^s3:(?:.*Object|AbortMultipartUpload)/, resources: setup => [`${bucket(setup)}/*`] },
  { sid: 'ArtifactBucket', actions: /^s3:/, resources: setup => [bucket(setup)] },
  {
    sid: 'NewSecurityGroups',
    actions: /^ec2:CreateSecurityGroup$/,
    resources: inRegion(
      'ec2',
      () => 'security-group/*',
      () => 'vpc/*',
    ),
  },
  {
    sid: 'TagSecurityGroups',
    actions: /^ec2:CreateTags$/,
    resources: inRegion('ec2', () => 'security-group/*'),
    condition: () => ({ StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup' } }),
  },
  {
    // Their ids are AWS's: the mark tells which are ours.
    sid: 'SecurityGroups',
    actions: /^ec2:(?!Describe)/,
    resources: inRegion('ec2', () => 'security-group/*'),
    condition: ({ config }) => ({
      StringEquals: { [`aws:ResourceTag/${APP_TAG}`]: config.app, [`aws:ResourceTag/${ENV_TAG}`]: config.env },
    }),
  },
  {
    sid: 'LoadBalancing',
    actions: /^elasticloadbalancing:(?!Describe)/,
    resources: inRegion(
      'elasticloadbalancing',
      ({ config }) => `loadbalancer/app/${config.alb.name}/*`,
      ({ config }) => `listener/app/${config.alb.name}/*`,
      ({ config }) => `targetgroup/${config.alb.blueTargetGroup}/*`,
      ({ config }) => `targetgroup/${config.alb.greenTargetGroup}/*`,
    ),
  },
  {
    sid: 'ListTasks',
    actions: /^ecs:ListTasks$/,
    resources: everything,
    condition: ({ config, place }) => ({ ArnEquals: { 'ecs:cluster': arnOf(place, 'ecs', `cluster/${config.service.cluster}`) } }),
  },
  {
    sid: 'Service',
    actions: /^ecs:(?!ListTaskDefinitions|(?:Describe|Register|Deregister)TaskDefinition$)/,
    resources: inRegion(
      'ecs',
      ({ config }) => `cluster/${config.service.cluster}`,
      setup => `service/${service(setup)}`,
      ({ config }) => `task/${config.service.cluster}/*`,
      ({ app }) => `task-definition/${app.family}:*`,
    ),
  },
  {
    sid: 'Deployments',
    actions: /^codedeploy:(?!BatchGetDeploymentTargets|StopDeployment|ContinueDeployment)/,
    resources: inRegion(
      'codedeploy',
      ({ config }) => `application:${config.codedeploy.application}`,
      ({ config }) => `deploymentgroup:${config.codedeploy.application}/${config.codedeploy.group}`,
      // Whichever the deployment group has: it is changed by those who may, and this policy is for others too.
      () => 'deploymentconfig:CodeDeployDefault.ECS*',
    ),
  },
  { sid: 'Alarm', actions: /^cloudwatch:(?!Describe)/, resources: inRegion('cloudwatch', ({ names }) => `alarm:${names.errorAlarm}`) },
  { sid: 'Pipeline', actions: /^codepipeline:/, resources: setup => [pipelineArn(setup)] },
  {
    sid: 'Rules',
    actions: /^events:/,
    resources: setup => pipelineSources(setup).map(source => arnOf(setup.place, 'events', `rule/${source.trigger(setup).name}`)),
  },
  { sid: 'WithoutResource', actions: /./, resources: everything },
];
