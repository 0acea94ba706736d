import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import {
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import {
  AddListenerCertificatesCommand,
  AddTagsCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DescribeAccountLimitsCommand,
  DescribeCapacityReservationCommand,
  DescribeListenerAttributesCommand,
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeSSLPoliciesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  DeregisterTargetsCommand,
  ModifyListenerAttributesCommand,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyRuleCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  RemoveListenerCertificatesCommand,
  RemoveTagsCommand,
  SetIpAddressTypeCommand,
  SetRulePrioritiesCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
  type CreateListenerCommandInput,
  type CreateLoadBalancerCommandInput,
  type CreateTargetGroupCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { beforeAll, describe, expect, test } from 'vitest';
import { issueCertificate } from '../../../../src/sandbox/local-authority.ts';
import { clientConfig } from '../../../helpers/sandbox.ts';
import { createBalancer, createFront, createTargets, listen, startStage, type Stage } from '../../../helpers/stage.ts';

const UNKNOWN = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/none/0000000000000000';
const UNKNOWN_THERE = 'arn:aws:elasticloadbalancing:us-west-2:111122223333:loadbalancer/app/none/0000000000000000';

describe('a load balancer', () => {
  test('is provisioning for minutes, then active', async () => {
    const stage = await startStage();
    const created = await stage.elb.send(
      new CreateLoadBalancerCommand({ Name: 'demo', Subnets: stage.subnets, SecurityGroups: [stage.balancerGroup] }),
    );
    expect(created.LoadBalancers).toMatchObject([
      {
        LoadBalancerName: 'demo',
        State: { Code: 'provisioning' },
        Scheme: 'internet-facing',
        Type: 'application',
        VpcId: stage.vpcId,
        DNSName: expect.stringMatching(/^demo-\d+\.us-east-1\.elb\.amazonaws\.com$/),
        SecurityGroups: [stage.balancerGroup],
      },
    ]);
    const state = async () => (await stage.elb.send(new DescribeLoadBalancersCommand({ Names: ['demo'] }))).LoadBalancers?.[0]?.State?.Code;
    await stage.time.advance(149);
    expect(await state()).toBe('provisioning');
    await stage.time.advance(1);
    expect(await state()).toBe('active');
  });

  test('is the same one when it is made again, and refused with other settings', async () => {
    const stage = await startStage();
    const first = await createBalancer(stage);
    expect(await createBalancer(stage)).toBe(first);
    await expect(
      stage.elb.send(
        new CreateLoadBalancerCommand({ Name: 'demo', Subnets: stage.subnets, SecurityGroups: [stage.balancerGroup], Scheme: 'internal' }),
      ),
    ).rejects.toMatchObject({
      name: 'DuplicateLoadBalancerNameException',
      Code: 'DuplicateLoadBalancerName',
      message: "A load balancer with the same name 'demo' exists, but with different settings",
    });
  });

  test('holds its security group by its network interfaces for a minute after it is deleted', async () => {
    const stage = await startStage();
    const LoadBalancerArn = await createBalancer(stage);
    const interfaces = async () =>
      (await stage.ec2.send(new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'group-id', Values: [stage.balancerGroup] }] })))
        .NetworkInterfaces;
    expect(await interfaces()).toMatchObject([{ Description: expect.stringMatching(/^ELB app\/demo\/[0-9a-f]{16}$/) }, {}]);
    await stage.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    await stage.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    await expect(stage.elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] }))).rejects.toMatchObject({
      name: 'LoadBalancerNotFoundException',
    });
    await stage.time.advance(59);
    expect(await interfaces()).toHaveLength(2);
    await expect(stage.ec2.send(new DeleteSecurityGroupCommand({ GroupId: stage.balancerGroup }))).rejects.toMatchObject({
      name: 'DependencyViolation',
    });
    await stage.time.advance(1);
    expect(await interfaces()).toEqual([]);
  });

  test('is not deleted while it is protected', async () => {
    const stage = await startStage();
    const LoadBalancerArn = await createBalancer(stage);
    const protect = (Value: string) =>
      stage.elb.send(
        new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes: [{ Key: 'deletion_protection.enabled', Value }] }),
      );
    await protect('true');
    const { Attributes } = await stage.elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
    expect(Attributes).toContainEqual({ Key: 'deletion_protection.enabled', Value: 'true' });
    await expect(stage.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
    await protect('false');
    await stage.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
  });

  test('has no capacity of its own reserved', async () => {
    const stage = await startStage();
    const of = (LoadBalancerArn: string) => stage.elb.send(new DescribeCapacityReservationCommand({ LoadBalancerArn }));
    const reserved = await of(await createBalancer(stage));
    expect(reserved.MinimumLoadBalancerCapacity).toBeUndefined();
    expect(reserved.CapacityReservationState).toBeUndefined();
    await expect(of(UNKNOWN.replace('targetgroup/', 'loadbalancer/app/'))).rejects.toMatchObject({ name: 'LoadBalancerNotFoundException' });
  });

  test.each([UNKNOWN, 'loadbalancer/app/none/0000000000000000', UNKNOWN_THERE])('is not asked about by %s', async arn => {
    const stage = await startStage();
    const refusal = { name: 'ValidationError', message: `'${arn}' is not a valid load balancer ARN` };
    await expect(stage.elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }))).rejects.toMatchObject(refusal);
    await expect(stage.elb.send(new DescribeListenersCommand({ LoadBalancerArn: arn }))).rejects.toMatchObject(refusal);
  });

  test('changes its security groups and subnets', async () => {
    const stage = await startStage();
    const LoadBalancerArn = await createBalancer(stage);
    const { GroupId = '' } = await stage.ec2.send(
      new CreateSecurityGroupCommand({ GroupName: 'other', Description: 'other', VpcId: stage.vpcId }),
    );
    await stage.elb.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: [GroupId] }));
    const { NetworkInterfaces } = await stage.ec2.send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'group-id', Values: [GroupId] }] }),
    );
    expect(NetworkInterfaces).toHaveLength(2);
    const { AvailabilityZones } = await stage.elb.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets: stage.subnets.toReversed() }));
    expect(AvailabilityZones?.map(zone => zone.SubnetId)).toEqual(stage.subnets.toReversed());
  });
});

describe('CreateLoadBalancer refuses', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });

  const cases: readonly [string, (stage: Stage) => Partial<CreateLoadBalancerCommandInput>, string, RegExp][] = [
    [
      'one subnet',
      ({ subnets }) => ({ Subnets: subnets.slice(0, 1) }),
      'ValidationError',
      /^At least two subnets in two different Availability Zones must be specified$/,
    ],
    [
      'a subnet that is not there',
      () => ({ Subnets: ['subnet-0', 'subnet-1'] }),
      'SubnetNotFoundException',
      /^The subnet ID 'subnet-0' does not exist$/,
    ],
    ['a group that is not there', () => ({ SecurityGroups: ['sg-0'] }), 'InvalidSecurityGroupException', /sg-0/],
    [
      'a name with an underscore',
      () => ({ Name: 'my_app' }),
      'ValidationError',
      /can only contain characters that are alphanumeric characters and hyphens/,
    ],
    ['a name that begins with internal-', () => ({ Name: 'internal-app' }), 'ValidationError', /cannot begin with 'internal-'/],
    ['a name that ends with a hyphen', () => ({ Name: 'app-' }), 'ValidationError', /cannot begin or end with '-'/],
    ['a long name', () => ({ Name: 'a'.repeat(33) }), 'ValidationError', /cannot be longer than '32' characters/],
  ];
  test.each(cases)('%s', async (_, change, name, message) => {
    const input = { Name: 'fresh', Subnets: stage.subnets, SecurityGroups: [stage.balancerGroup], ...change(stage) };
    await expect(stage.elb.send(new CreateLoadBalancerCommand(input))).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });
});

describe('a target group', () => {
  test('has AWS defaults, and is the same one when it is made again', async () => {
    const stage = await startStage();
    const input = { Name: 'blue', Protocol: 'HTTP', Port: 80, VpcId: stage.vpcId, TargetType: 'ip' } as const;
    const created = await stage.elb.send(new CreateTargetGroupCommand(input));
    expect(created.TargetGroups).toMatchObject([
      {
        TargetGroupName: 'blue',
        HealthCheckPath: '/',
        HealthCheckPort: 'traffic-port',
        HealthCheckIntervalSeconds: 30,
        HealthyThresholdCount: 5,
        UnhealthyThresholdCount: 2,
        Matcher: { HttpCode: '200' },
        LoadBalancerArns: [],
        TargetType: 'ip',
        ProtocolVersion: 'HTTP1',
      },
    ]);
    // As Terraform sends it.
    const again = await stage.elb.send(new CreateTargetGroupCommand({ ...input, ProtocolVersion: '' }));
    expect(again.TargetGroups?.[0]?.TargetGroupArn).toBe(created.TargetGroups?.[0]?.TargetGroupArn);
    await expect(stage.elb.send(new CreateTargetGroupCommand({ ...input, Port: 81 }))).rejects.toMatchObject({
      name: 'DuplicateTargetGroupNameException',
    });
  });

  test('is modified, listed by load balancer, and deleted once no listener uses it', async () => {
    const stage = await startStage();
    const { balancer, blue, green, production } = await createFront(stage);
    const modified = await stage.elb.send(
      new ModifyTargetGroupCommand({ TargetGroupArn: blue, HealthCheckPath: '/up', Matcher: { HttpCode: '200-299' } }),
    );
    expect(modified.TargetGroups).toMatchObject([
      { HealthCheckPath: '/up', HealthCheckIntervalSeconds: 15, Matcher: { HttpCode: '200-299' } },
    ]);
    const behind = await stage.elb.send(new DescribeTargetGroupsCommand({ LoadBalancerArn: balancer }));
    expect(behind.TargetGroups?.map(group => group.TargetGroupArn)).toEqual([blue, green]);
    expect(behind.TargetGroups?.[0]?.LoadBalancerArns).toEqual([balancer]);
    await expect(stage.elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: blue }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
      Code: 'ResourceInUse',
      message: `Target group '${blue}' is currently in use by a listener or a rule`,
    });
    await stage.elb.send(new DeleteListenerCommand({ ListenerArn: production }));
    await stage.elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: blue }));
    await expect(stage.elb.send(new DescribeTargetGroupsCommand({ Names: ['demo-blue'] }))).rejects.toMatchObject({
      name: 'TargetGroupNotFoundException',
    });
  });

  test('takes attributes in their range only', async () => {
    const stage = await startStage();
    const TargetGroupArn = await createTargets(stage, 'blue');
    const set = (Key: string, Value: string) =>
      stage.elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: [{ Key, Value }] }));
    await expect(set('deregistration_delay.timeout_seconds', '3601')).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(set('no.such.key', '1')).rejects.toMatchObject({ name: 'ValidationError' });
    const { Attributes } = await stage.elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
    expect(Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '30' });
  });
});

describe('CreateTargetGroup refuses', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });

  const cases: readonly [string, Partial<CreateTargetGroupCommandInput>, RegExp][] = [
    ['an interval below 5 seconds', { HealthCheckIntervalSeconds: 4 }, /interval '4' must be between 5 and 300|[Ii]nterval/],
    [
      'a timeout that is not below the interval',
      { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 5 },
      /must be smaller than the interval/,
    ],
    ['a threshold of one', { HealthyThresholdCount: 1 }, /[Hh]ealthyThresholdCount|[Hh]ealthy threshold/],
    ['a matcher beyond 499', { Matcher: { HttpCode: '200-599' } }, /200-499/],
    ['a path without a slash', { HealthCheckPath: 'up' }, /must begin with '\/'/],
    ['a VPC that is not there', { VpcId: 'vpc-0' }, /vpc-0/],
  ];
  test.each(cases)('%s', async (_, change, message) => {
    const input = { Name: 'fresh', Protocol: 'HTTP', Port: 80, VpcId: stage.vpcId, TargetType: 'ip', ...change } as const;
    await expect(stage.elb.send(new CreateTargetGroupCommand(input))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(message),
    });
  });
});

describe('a listener', () => {
  test('returns a single target group both plain and as ForwardConfig, a weighted forward as ForwardConfig', async () => {
    const stage = await startStage();
    const { balancer, blue, green, production } = await createFront(stage);
    const forward = async () =>
      (await stage.elb.send(new DescribeListenersCommand({ ListenerArns: [production] }))).Listeners?.[0]?.DefaultActions;
    expect(await forward()).toEqual([
      {
        Type: 'forward',
        TargetGroupArn: blue,
        ForwardConfig: { TargetGroups: [{ TargetGroupArn: blue, Weight: 1 }], TargetGroupStickinessConfig: { Enabled: false } },
      },
    ]);
    const TargetGroups = [
      { TargetGroupArn: blue, Weight: 90 },
      { TargetGroupArn: green, Weight: 10 },
    ];
    await stage.elb.send(
      new ModifyListenerCommand({ ListenerArn: production, DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }] }),
    );
    expect(await forward()).toEqual([
      { Type: 'forward', ForwardConfig: { TargetGroups, TargetGroupStickinessConfig: { Enabled: false } } },
    ]);
    const listed = await stage.elb.send(new DescribeListenersCommand({ LoadBalancerArn: balancer }));
    expect(listed.Listeners?.map(listener => listener.Port)).toEqual([80, 8080]);
  });

  test('is the same one when it is made again, and refused with other settings on its port', async () => {
    const stage = await startStage();
    const { balancer, blue, green, production } = await createFront(stage);
    expect(await listen(stage, balancer, 80, blue)).toBe(production);
    await expect(listen(stage, balancer, 80, green)).rejects.toMatchObject({
      name: 'DuplicateListenerException',
      message: `A listener already exists on this port for this load balancer '${balancer}'`,
    });
  });

  const refusals: readonly [string, Partial<CreateListenerCommandInput>, string][] = [
    [
      'a target group that is not there',
      { DefaultActions: [{ Type: 'forward', TargetGroupArn: UNKNOWN }] },
      'TargetGroupNotFoundException',
    ],
    ['a protocol of network load balancers', { Protocol: 'TCP' }, 'UnsupportedProtocolException'],
    ['HTTPS without a certificate', { Protocol: 'HTTPS' }, 'ValidationError'],
    [
      'a certificate that is not there',
      { Protocol: 'HTTPS', Certificates: [{ CertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1' }] },
      'CertificateNotFoundException',
    ],
  ];
  test.each(refusals)('is refused with %s', async (_, change, name) => {
    const stage = await startStage();
    const LoadBalancerArn = await createBalancer(stage);
    const TargetGroupArn = await createTargets(stage, 'blue');
    const input = { LoadBalancerArn, Protocol: 'HTTP' as const, Port: 80, DefaultActions: [{ Type: 'forward' as const, TargetGroupArn }] };
    await expect(stage.elb.send(new CreateListenerCommand({ ...input, ...change }))).rejects.toMatchObject({
      name,
    });
  });

  test('cannot take the target group of another load balancer', async () => {
    const stage = await startStage();
    const { blue } = await createFront(stage);
    const other = await createBalancer(stage, 'other');
    await expect(listen(stage, other, 80, blue)).rejects.toMatchObject({
      name: 'TargetGroupAssociationLimitException',
      message: `The following target groups cannot be associated with more than one load balancer: ${blue}`,
    });
  });

  test('has a default rule with an ARN, and rules in the order of their priorities', async () => {
    const stage = await startStage();
    const { blue, production } = await createFront(stage);
    const rule = (Priority: number) =>
      stage.elb.send(
        new CreateRuleCommand({
          ListenerArn: production,
          Priority,
          Conditions: [{ Field: 'path-pattern', Values: [`/${Priority}`] }],
          Actions: [{ Type: 'forward', TargetGroupArn: blue }],
        }),
      );
    const late = (await rule(20)).Rules?.[0]?.RuleArn ?? '';
    const early = (await rule(10)).Rules?.[0]?.RuleArn ?? '';
    await expect(rule(10)).rejects.toMatchObject({ name: 'PriorityInUseException', message: "Priority '10' is currently in use" });
    const rules = async () => (await stage.elb.send(new DescribeRulesCommand({ ListenerArn: production }))).Rules ?? [];
    expect((await rules()).map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
      ['10', false],
      ['20', false],
      ['default', true],
    ]);
    expect((await rules())[0]?.Conditions).toEqual([{ Field: 'path-pattern', Values: ['/10'], PathPatternConfig: { Values: ['/10'] } }]);
    const defaultArn = (await rules())[2]?.RuleArn ?? '';
    expect(defaultArn).toContain(':listener-rule/app/demo/');
    expect((await stage.elb.send(new DescribeRulesCommand({ RuleArns: [defaultArn] }))).Rules).toMatchObject([{ IsDefault: true }]);
    await expect(stage.elb.send(new DeleteRuleCommand({ RuleArn: defaultArn }))).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
    await stage.elb.send(
      new SetRulePrioritiesCommand({
        RulePriorities: [
          { RuleArn: early, Priority: 20 },
          { RuleArn: late, Priority: 10 },
        ],
      }),
    );
    expect((await rules())[0]?.RuleArn).toBe(late);
    await stage.elb.send(new ModifyRuleCommand({ RuleArn: late, Conditions: [{ Field: 'host-header', Values: ['a.example'] }] }));
    expect((await rules())[0]?.Conditions).toMatchObject([{ HostHeaderConfig: { Values: ['a.example'] } }]);
    await stage.elb.send(new DeleteRuleCommand({ RuleArn: late }));
    await expect(stage.elb.send(new DeleteRuleCommand({ RuleArn: late }))).rejects.toMatchObject({ name: 'RuleNotFoundException' });
  });
});

test('a target by hand that answers nowhere is unused, then initial, then unhealthy by timeout, then draining, then gone', async () => {
  const stage = await startStage();
  const LoadBalancerArn = await createBalancer(stage);
  const TargetGroupArn = await createTargets(stage, 'blue');
  await stage.elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '172.31.0.99' }] }));
  const health = async () => (await stage.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }))).TargetHealthDescriptions ?? [];
  expect(await health()).toMatchObject([
    {
      Target: { Id: '172.31.0.99', Port: 80, AvailabilityZone: 'us-east-1a' },
      TargetHealth: { State: 'unused', Reason: 'Target.NotInUse' },
    },
  ]);
  await listen(stage, LoadBalancerArn, 80, TargetGroupArn);
  expect(await health()).toMatchObject([{ TargetHealth: { State: 'initial', Reason: 'Elb.RegistrationInProgress' } }]);
  await stage.time.advance(150);
  expect(await health()).toMatchObject([{ TargetHealth: { State: 'initial', Reason: 'Elb.InitialHealthChecking' } }]);
  await stage.time.advance(30);
  expect(await health()).toMatchObject([
    { TargetHealth: { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' } },
  ]);
  await stage.elb.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '172.31.0.99' }] }));
  expect(await health()).toMatchObject([{ TargetHealth: { State: 'draining', Reason: 'Target.DeregistrationInProgress' } }]);
  await stage.time.advance(30);
  expect(await health()).toEqual([]);
  const asked = await stage.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn, Targets: [{ Id: '172.31.0.99' }] }));
  expect(asked.TargetHealthDescriptions).toMatchObject([{ TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered' } }]);
});

test('a target in a zone that the load balancer is not in is unused', async () => {
  const stage = await startStage();
  const LoadBalancerArn = await createBalancer(stage);
  const TargetGroupArn = await createTargets(stage, 'blue');
  await listen(stage, LoadBalancerArn, 80, TargetGroupArn);
  const { Subnets = [] } = await stage.ec2.send(new DescribeSubnetsCommand({}));
  const third = Subnets.find(subnet => !stage.subnets.includes(subnet.SubnetId ?? ''));
  const Id = third?.CidrBlock?.replace(/\.\d+\/\d+$/, '.99') ?? '';
  await stage.elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id }] }));
  const health = async () => (await stage.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }))).TargetHealthDescriptions;
  expect(await health()).toMatchObject([
    {
      TargetHealth: {
        State: 'unused',
        Reason: 'Target.NotInUse',
        Description: expect.stringContaining('not enabled for the load balancer'),
      },
    },
  ]);
  await stage.elb.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets: [...stage.subnets, third?.SubnetId ?? ''] }));
  expect(await health()).toMatchObject([{ TargetHealth: { State: 'initial' } }]);
});

test('tags are given at birth, added, replaced and removed', async () => {
  const stage = await startStage();
  const created = await stage.elb.send(
    new CreateTargetGroupCommand({
      Name: 'blue',
      Protocol: 'HTTP',
      Port: 80,
      VpcId: stage.vpcId,
      TargetType: 'ip',
      Tags: [{ Key: 'a', Value: '1' }],
    }),
  );
  const arn = created.TargetGroups?.[0]?.TargetGroupArn ?? '';
  const tags = async () => (await stage.elb.send(new DescribeTagsCommand({ ResourceArns: [arn] }))).TagDescriptions;
  expect(await tags()).toEqual([{ ResourceArn: arn, Tags: [{ Key: 'a', Value: '1' }] }]);
  await stage.elb.send(
    new AddTagsCommand({
      ResourceArns: [arn],
      Tags: [
        { Key: 'a', Value: '2' },
        { Key: 'b', Value: '3' },
      ],
    }),
  );
  await stage.elb.send(new RemoveTagsCommand({ ResourceArns: [arn], TagKeys: ['b'] }));
  expect(await tags()).toEqual([{ ResourceArn: arn, Tags: [{ Key: 'a', Value: '2' }] }]);
  await expect(stage.elb.send(new DescribeTagsCommand({ ResourceArns: [UNKNOWN] }))).rejects.toMatchObject({
    name: 'TargetGroupNotFoundException',
  });
});

/** An imported certificate for a name. */
async function importCertificate({ sandbox }: Stage, name: string): Promise<string> {
  const { certificate, privateKey } = issueCertificate(sandbox.world(), [name], 30, 'ec');
  const input = { Certificate: Buffer.from(certificate), PrivateKey: Buffer.from(privateKey) };
  return (await new ACMClient(clientConfig(sandbox)).send(new ImportCertificateCommand(input))).CertificateArn ?? '';
}

test('a listener has certificates besides its own, which it keeps', async () => {
  const stage = await startStage();
  const [own, other] = [await importCertificate(stage, 'www.example.com'), await importCertificate(stage, 'shop.example.com')];
  const blue = await createTargets(stage, 'blue');
  const created = await stage.elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: await createBalancer(stage),
      Protocol: 'HTTPS',
      Port: 443,
      Certificates: [{ CertificateArn: own }],
      DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }],
    }),
  );
  const ListenerArn = created.Listeners?.[0]?.ListenerArn;
  const Certificates = [{ CertificateArn: other }];
  const list = async () => (await stage.elb.send(new DescribeListenerCertificatesCommand({ ListenerArn }))).Certificates;
  const added = await stage.elb.send(new AddListenerCertificatesCommand({ ListenerArn, Certificates }));
  expect(added.Certificates).toEqual([{ CertificateArn: other, IsDefault: false }]);
  expect(await list()).toEqual([
    { CertificateArn: own, IsDefault: true },
    { CertificateArn: other, IsDefault: false },
  ]);
  await stage.elb.send(new RemoveListenerCertificatesCommand({ ListenerArn, Certificates }));
  expect(await list()).toEqual([{ CertificateArn: own, IsDefault: true }]);
  const removing = stage.elb.send(new RemoveListenerCertificatesCommand({ ListenerArn, Certificates: [{ CertificateArn: own }] }));
  await expect(removing).rejects.toMatchObject({ name: 'OperationNotPermittedException' });
});

test('a listener keeps its attributes, and a load balancer its kind of addresses', async () => {
  const stage = await startStage();
  const LoadBalancerArn = await createBalancer(stage);
  const ListenerArn = await listen(stage, LoadBalancerArn, 80, await createTargets(stage, 'blue'));
  const attribute = { Key: 'routing.http.response.server.enabled', Value: 'false' };
  const modify = (...Attributes: { Key: string; Value: string }[]) =>
    stage.elb.send(new ModifyListenerAttributesCommand({ ListenerArn, Attributes }));
  expect((await modify(attribute)).Attributes).toContainEqual(attribute);
  expect((await stage.elb.send(new DescribeListenerAttributesCommand({ ListenerArn }))).Attributes).toContainEqual(attribute);
  await expect(modify({ Key: 'routing.http.none', Value: 'false' })).rejects.toMatchObject({ name: 'ValidationError' });
  const setType = (IpAddressType: 'ipv4' | 'dualstack') => stage.elb.send(new SetIpAddressTypeCommand({ LoadBalancerArn, IpAddressType }));
  expect(await setType('ipv4')).toMatchObject({ IpAddressType: 'ipv4' });
  await expect(setType('dualstack')).rejects.toMatchObject({ name: 'ValidationError' });
  const { LoadBalancers } = await stage.elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] }));
  expect(LoadBalancers).toMatchObject([{ IpAddressType: 'ipv4' }]);
});

test('limits and TLS policies can be asked for', async () => {
  const stage = await startStage();
  const { Limits } = await stage.elb.send(new DescribeAccountLimitsCommand({}));
  expect(Limits).toContainEqual({ Name: 'application-load-balancers', Max: '50' });
  const { SslPolicies } = await stage.elb.send(new DescribeSSLPoliciesCommand({ Names: ['ELBSecurityPolicy-2016-08'] }));
  expect(SslPolicies).toHaveLength(1);
});
