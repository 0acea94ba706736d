import { createHash } from 'node:crypto';
import {
  BatchGetApplicationsCommand,
  BatchGetDeploymentGroupsCommand,
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentConfigCommand,
  DeleteApplicationCommand,
  DeleteDeploymentConfigCommand,
  DeleteDeploymentGroupCommand,
  GetApplicationCommand,
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  GetDeploymentConfigCommand,
  GetDeploymentGroupCommand,
  ListApplicationRevisionsCommand,
  ListApplicationsCommand,
  ListDeploymentConfigsCommand,
  ListDeploymentGroupsCommand,
  ListTagsForResourceCommand,
  RegisterApplicationRevisionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApplicationCommand,
  UpdateDeploymentGroupCommand,
  type CreateDeploymentConfigCommandInput,
  type CreateDeploymentGroupCommandInput,
  type RevisionLocation,
} from '@aws-sdk/client-codedeploy';
import { CreateServiceCommand } from '@aws-sdk/client-ecs';
import { DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { appSpec, createGroup, createRole, deploy, groupInput, startRelease, type Release } from '../../../helpers/release.ts';
import { webService } from '../../../helpers/stage.ts';
import { wording } from '../../../helpers/wording.ts';

type Changes = (release: Release) => Partial<CreateDeploymentGroupCommandInput>;

const pairOf = (release: Release) => groupInput(release).loadBalancerInfo?.targetGroupPairInfoList?.[0] ?? {};

const pair =
  (changes: object): Changes =>
  release => ({ loadBalancerInfo: { targetGroupPairInfoList: [{ ...pairOf(release), ...changes }] } });

const ready = { actionOnTimeout: 'CONTINUE_DEPLOYMENT' } as const;
const terminate = { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 } as const;

describe('CreateDeploymentGroup refuses', () => {
  let release: Release;
  beforeAll(async () => {
    release = await startRelease();
    await createRole(release, 'foreign', 'ecs-tasks.amazonaws.com');
    const rolling = webService(release, release.front.blue, 'web:1', { serviceName: 'rolling', deploymentController: { type: 'ECS' } });
    await release.ecs.send(new CreateServiceCommand(rolling));
    await release.codedeploy.send(new CreateApplicationCommand({ applicationName: 'taken', computePlatform: 'ECS' }));
  });

  test.each<[string, Changes, string, string | RegExp]>([
    [
      'a role that is not there',
      () => ({ serviceRoleArn: 'arn:aws:iam::111122223333:role/none' }),
      'InvalidRoleException',
      'Cannot assume role provided.',
    ],
    [
      'a role for another service',
      () => ({ serviceRoleArn: 'arn:aws:iam::111122223333:role/foreign' }),
      'InvalidRoleException',
      'Cannot assume role provided.',
    ],
    [
      'another style',
      () => ({ deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' } }),
      'InvalidDeploymentStyleException',
      'For ECS deployment, the deployment type must be BLUE_GREEN, and deployment option must be WITH_TRAFFIC_CONTROL.',
    ],
    [
      'no load balancer',
      () => ({ loadBalancerInfo: undefined }),
      'InvalidLoadBalancerInfoException',
      'For ECS deployment group, loadBalancerInfo must be specified',
    ],
    [
      'no blue/green settings',
      () => ({ blueGreenDeploymentConfiguration: undefined }),
      'InvalidBlueGreenDeploymentConfigurationException',
      /must be specified$/,
    ],
    [
      'no ready option',
      () => ({ blueGreenDeploymentConfiguration: { terminateBlueInstancesOnDeploymentSuccess: terminate } }),
      'InvalidBlueGreenDeploymentConfigurationException',
      /deploymentReadyOption/,
    ],
    [
      'a fleet option',
      () => ({
        blueGreenDeploymentConfiguration: {
          deploymentReadyOption: ready,
          terminateBlueInstancesOnDeploymentSuccess: terminate,
          greenFleetProvisioningOption: { action: 'DISCOVER_EXISTING' },
        },
      }),
      'InvalidBlueGreenDeploymentConfigurationException',
      /greenFleetProvisioningOption/,
    ],
    [
      'a wait of more than two days',
      () => ({
        blueGreenDeploymentConfiguration: {
          deploymentReadyOption: ready,
          terminateBlueInstancesOnDeploymentSuccess: { ...terminate, terminationWaitTimeInMinutes: 2881 },
        },
      }),
      'InvalidBlueGreenDeploymentConfigurationException',
      /between 0 and 2880 minutes/,
    ],
    ['one target group', pair({ targetGroups: [{ name: 'demo-blue' }] }), 'InvalidTargetGroupPairException', /Two different target groups/],
    [
      'the same target group twice',
      pair({ targetGroups: [{ name: 'demo-blue' }, { name: 'demo-blue' }] }),
      'InvalidTargetGroupPairException',
      /Two different target groups/,
    ],
    [
      'a target group that is not there',
      pair({ targetGroups: [{ name: 'demo-blue' }, { name: 'none' }] }),
      'InvalidTargetGroupPairException',
      /none could not be found/,
    ],
    [
      'a listener that is not there',
      pair({ prodTrafficRoute: { listenerArns: ['arn:none'] } }),
      'InvalidTargetGroupPairException',
      /arn:none could not be found/,
    ],
    ['no production listener', pair({ prodTrafficRoute: { listenerArns: [] } }), 'InvalidTargetGroupPairException', /Exactly one listener/],
    [
      'a service that is not there',
      () => ({ ecsServices: [{ clusterName: 'demo', serviceName: 'none' }] }),
      'InvalidECSServiceException',
      /^Could not load ECS service information for cluster demo, service none/,
    ],
    [
      'a service of the ECS controller',
      () => ({ ecsServices: [{ clusterName: 'demo', serviceName: 'rolling' }] }),
      'InvalidECSServiceException',
      "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
    ],
    ['no service', () => ({ ecsServices: [] }), 'InvalidECSServiceException', /exactly one ECS service/],
    [
      'a configuration that is not there',
      () => ({ deploymentConfigName: 'none' }),
      'DeploymentConfigDoesNotExistException',
      'No Deployment Configuration found for name: none',
    ],
    [
      'a configuration for servers',
      () => ({ deploymentConfigName: 'CodeDeployDefault.OneAtATime' }),
      'InvalidDeploymentConfigNameException',
      /not for the ECS compute platform/,
    ],
    ['alarms without an alarm', () => ({ alarmConfiguration: { enabled: true } }), 'InvalidAlarmConfigException', /no alarms/],
    [
      'rollback without an event',
      () => ({ autoRollbackConfiguration: { enabled: true } }),
      'InvalidAutoRollbackConfigException',
      /no events/,
    ],
    [
      'tags of instances',
      () => ({ ec2TagFilters: [{ Key: 'a', Value: 'b', Type: 'KEY_AND_VALUE' }] }),
      'InvalidInputException',
      /Should not specify/,
    ],
    [
      'an application that is not there',
      () => ({ applicationName: 'none' }),
      'ApplicationDoesNotExistException',
      'No application found for name: none',
    ],
  ])('%s', async (_, changes, name, message) => {
    await expect(createGroup(release, changes(release))).rejects.toMatchObject({ name, message: wording(message) });
  });
});

test('an application made without a compute platform fits no ECS group', async () => {
  const release = await startRelease();
  await release.codedeploy.send(new CreateApplicationCommand({ applicationName: 'servers' }));
  await expect(createGroup(release, { applicationName: 'servers' })).rejects.toMatchObject({
    name: 'InvalidLoadBalancerInfoException',
    message: expect.stringContaining(
      'deploymentOption value is set to WITH_TRAFFIC_CONTROL, but either no load balancer was specified in elbInfoList',
    ),
  });
  const style = { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' } as const;
  const changes = {
    applicationName: 'servers',
    deploymentStyle: style,
    loadBalancerInfo: undefined,
    blueGreenDeploymentConfiguration: undefined,
  };
  await expect(createGroup(release, changes)).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'Should not specify ECS services parameter for Server deployment group',
  });
});

test('a role that cannot see the service is told so', async () => {
  const release = await startRelease();
  await release.iam.send(
    new DetachRolePolicyCommand({ RoleName: 'codedeploy', PolicyArn: 'arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS' }),
  );
  await expect(createGroup(release)).rejects.toMatchObject({
    name: 'InvalidECSServiceException',
    message: expect.stringMatching(
      /^Could not load ECS service information for cluster demo, service web: .*not authorized to perform: ecs:DescribeServices/,
    ),
  });
});

test('a service belongs to one group', async () => {
  const release = await startRelease();
  await createGroup(release);
  await expect(createGroup(release)).rejects.toMatchObject({ name: 'DeploymentGroupAlreadyExistsException' });
  await expect(createGroup(release, { deploymentGroupName: 'second' })).rejects.toMatchObject({
    name: 'ECSServiceMappingLimitExceededException',
  });
  await release.codedeploy.send(new DeleteDeploymentGroupCommand({ applicationName: 'web', deploymentGroupName: 'web' }));
  await release.codedeploy.send(new DeleteDeploymentGroupCommand({ applicationName: 'web', deploymentGroupName: 'web' }));
  await expect(createGroup(release, { deploymentGroupName: 'second' })).resolves.toMatchObject({ deploymentGroupId: expect.any(String) });
});

test('a group keeps what it was given, and a change leaves the rest', async () => {
  const release = await startRelease();
  const alarmConfiguration = { enabled: true, alarms: [{ name: '5xx' }] };
  await createGroup(release, { alarmConfiguration, deploymentConfigName: undefined });
  const read = async (deploymentGroupName: string) =>
    (await release.codedeploy.send(new GetDeploymentGroupCommand({ applicationName: 'web', deploymentGroupName }))).deploymentGroupInfo;
  const before = await read('web');
  expect(before).toMatchObject({ computePlatform: 'ECS', alarmConfiguration, deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce' });
  const changes = { newDeploymentGroupName: 'renamed', deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes' };
  await release.codedeploy.send(
    new UpdateDeploymentGroupCommand({ applicationName: 'web', currentDeploymentGroupName: 'web', ...changes }),
  );
  expect(await read('renamed')).toEqual({ ...before, deploymentGroupName: 'renamed', deploymentConfigName: changes.deploymentConfigName });
  await expect(read('web')).rejects.toMatchObject({
    name: 'DeploymentGroupDoesNotExistException',
    message: 'No Deployment Group found for name: web',
  });
  const batch = await release.codedeploy.send(
    new BatchGetDeploymentGroupsCommand({ applicationName: 'web', deploymentGroupNames: ['renamed', 'web'] }),
  );
  expect(batch.deploymentGroupsInfo).toHaveLength(1);
  expect(batch.errorMessage).toContain('web');
  expect((await release.codedeploy.send(new ListDeploymentGroupsCommand({ applicationName: 'web' }))).deploymentGroups).toEqual([
    'renamed',
  ]);
});

test('an application is made once, renamed, tagged and deleted with its groups', async () => {
  const release = await startRelease();
  const { codedeploy } = release;
  await expect(codedeploy.send(new CreateApplicationCommand({ applicationName: 'web' }))).rejects.toMatchObject({
    name: 'ApplicationAlreadyExistsException',
  });
  await createGroup(release);
  await codedeploy.send(new UpdateApplicationCommand({ applicationName: 'web', newApplicationName: 'site' }));
  expect((await codedeploy.send(new GetApplicationCommand({ applicationName: 'site' }))).application).toMatchObject({
    computePlatform: 'ECS',
    linkedToGitHub: false,
  });
  expect((await codedeploy.send(new BatchGetApplicationsCommand({ applicationNames: ['site'] }))).applicationsInfo).toHaveLength(1);
  await codedeploy.send(new CreateApplicationCommand({ applicationName: 'other' }));
  expect((await codedeploy.send(new ListApplicationsCommand({}))).applications).toEqual(['other', 'site']);
  for (const ResourceArn of [
    'arn:aws:codedeploy:us-east-1:111122223333:application:site',
    'arn:aws:codedeploy:us-east-1:111122223333:deploymentgroup:site/web',
  ]) {
    await codedeploy.send(
      new TagResourceCommand({
        ResourceArn,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    );
    await codedeploy.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['b'] }));
    expect((await codedeploy.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual([{ Key: 'a', Value: '1' }]);
  }
  await codedeploy.send(new DeleteApplicationCommand({ applicationName: 'site' }));
  await codedeploy.send(new DeleteApplicationCommand({ applicationName: 'site' }));
  await expect(codedeploy.send(new GetApplicationCommand({ applicationName: 'site' }))).rejects.toMatchObject({
    name: 'ApplicationDoesNotExistException',
  });
});

test('own configurations are made, used and not deleted while they are', async () => {
  const release = await startRelease();
  const { codedeploy } = release;
  const trafficRoutingConfig = { type: 'TimeBasedCanary', timeBasedCanary: { canaryPercentage: 20, canaryInterval: 2 } } as const;
  const create = (changes: Partial<CreateDeploymentConfigCommandInput> = {}) =>
    codedeploy.send(
      new CreateDeploymentConfigCommand({ deploymentConfigName: 'quick', computePlatform: 'ECS', trafficRoutingConfig, ...changes }),
    );
  await create();
  await expect(create()).rejects.toMatchObject({ name: 'DeploymentConfigAlreadyExistsException' });
  await expect(create({ deploymentConfigName: 'CodeDeployDefault.Mine' })).rejects.toMatchObject({
    name: 'InvalidDeploymentConfigNameException',
  });
  await expect(create({ deploymentConfigName: 'x', minimumHealthyHosts: { type: 'HOST_COUNT', value: 1 } })).rejects.toMatchObject({
    name: 'InvalidMinimumHealthyHostValueException',
  });
  const linear = { type: 'TimeBasedLinear', timeBasedLinear: { linearPercentage: 0, linearInterval: 1 } } as const;
  await expect(create({ deploymentConfigName: 'x', trafficRoutingConfig: linear })).rejects.toMatchObject({
    name: 'InvalidTrafficRoutingConfigurationException',
  });
  const read = await codedeploy.send(new GetDeploymentConfigCommand({ deploymentConfigName: 'quick' }));
  expect(read.deploymentConfigInfo).toMatchObject({ computePlatform: 'ECS', trafficRoutingConfig });
  const { deploymentConfigsList } = await codedeploy.send(new ListDeploymentConfigsCommand({}));
  expect(deploymentConfigsList).toEqual(
    expect.arrayContaining(['CodeDeployDefault.ECSAllAtOnce', 'CodeDeployDefault.ECSLinear10PercentEvery3Minutes', 'quick']),
  );
  await createGroup(release, { deploymentConfigName: 'quick' });
  const remove = (deploymentConfigName: string) => codedeploy.send(new DeleteDeploymentConfigCommand({ deploymentConfigName }));
  await expect(remove('quick')).rejects.toMatchObject({ name: 'DeploymentConfigInUseException' });
  await expect(remove('CodeDeployDefault.ECSAllAtOnce')).rejects.toMatchObject({ name: 'InvalidOperationException' });
  await codedeploy.send(new DeleteDeploymentGroupCommand({ applicationName: 'web', deploymentGroupName: 'web' }));
  await remove('quick');
  await expect(codedeploy.send(new GetDeploymentConfigCommand({ deploymentConfigName: 'quick' }))).rejects.toMatchObject({
    name: 'DeploymentConfigDoesNotExistException',
  });
});

describe('revisions', () => {
  let release: Release;
  const good = appSpec('web:1');
  beforeAll(async () => {
    release = await startRelease();
    await createGroup(release);
    await release.s3.send(new CreateBucketCommand({ Bucket: 'revisions' }));
    await release.s3.send(new PutObjectCommand({ Bucket: 'revisions', Key: 'appspec.json', Body: JSON.stringify({ version: 0 }) }));
  });
  const names = { applicationName: 'web', deploymentGroupName: 'web' };
  const create = (revision: RevisionLocation) => release.codedeploy.send(new CreateDeploymentCommand({ ...names, revision }));
  const inline = (content: string, sha256?: string): RevisionLocation => ({
    revisionType: 'AppSpecContent',
    appSpecContent: { content, sha256 },
  });
  const inS3 = (key: string): RevisionLocation => ({ revisionType: 'S3', s3Location: { bucket: 'revisions', key, bundleType: 'JSON' } });

  test.each<[string, RevisionLocation]>([
    ['that is neither YAML nor JSON', inline('{]')],
    ['of another version', inline(good.replace('0.0', '1.0'))],
    ['without resources', inline('version: 0.0')],
    ['for another kind of resource', inline(good.replace('AWS::ECS::Service', 'AWS::Lambda::Function'))],
    ['without a task definition', inline(good.replace('TaskDefinition: web:1', 'TaskDefinition: ""'))],
    ['whose port is text', inline(good.replace('ContainerPort: 80', 'ContainerPort: "80"'))],
    ['with an unknown hook', inline(`${good}Hooks:\n  - BeforeLunch: eat\n`)],
    ['with another hash', inline(good, 'a'.repeat(64))],
    ['that is empty', inline('')],
    ['from GitHub', { revisionType: 'GitHub', gitHubLocation: { repository: 'a/b', commitId: 'a'.repeat(40) } }],
    ['that is not in S3', inS3('none')],
    ['in S3 that is no AppSpec', inS3('appspec.json')],
  ])('%s are refused', async (_, revision) => {
    await expect(create(revision)).rejects.toMatchObject({ name: 'InvalidRevisionException' });
  });

  test('in JSON and with the right hash are taken, from S3 too, and kept', async () => {
    const spec = {
      version: 0.0,
      Resources: [
        {
          TargetService: {
            Type: 'AWS::ECS::Service',
            Properties: { TaskDefinition: 'web:1', LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 } },
          },
        },
      ],
    };
    await release.s3.send(new PutObjectCommand({ Bucket: 'revisions', Key: 'good.json', Body: JSON.stringify(spec) }));
    const sha256 = createHash('sha256').update(good).digest('hex');
    const register = (revision: RevisionLocation) =>
      release.codedeploy.send(new RegisterApplicationRevisionCommand({ applicationName: 'web', revision, description: 'one' }));
    await register(inline(good));
    const read = await release.codedeploy.send(
      new GetApplicationRevisionCommand({ applicationName: 'web', revision: inline(good, sha256) }),
    );
    expect(read).toMatchObject({ revision: inline(good, sha256), revisionInfo: { description: 'one', deploymentGroups: [] } });
    const { deploymentId } = await create(inS3('good.json'));
    const { deploymentInfo } = await release.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
    expect(deploymentInfo).toMatchObject({ status: 'Created', revision: inS3('good.json') });
    const used = await release.codedeploy.send(new ListApplicationRevisionsCommand({ applicationName: 'web', deployed: 'include' }));
    expect(used.revisions).toEqual([inS3('good.json')]);
  });

  test('and deployments that are not there are told', async () => {
    await expect(release.codedeploy.send(new GetDeploymentCommand({ deploymentId: 'd-AAAAAAAAA' }))).rejects.toMatchObject({
      name: 'DeploymentDoesNotExistException',
    });
    await expect(release.codedeploy.send(new GetDeploymentCommand({ deploymentId: 'x' }))).rejects.toMatchObject({
      name: 'InvalidDeploymentIdException',
    });
    await expect(
      release.codedeploy.send(new CreateDeploymentCommand({ ...names, fileExistsBehavior: 'RETAIN', revision: inline(good) })),
    ).rejects.toMatchObject({
      name: 'InvalidFileExistsBehaviorException',
      message: 'For Lambda and ECS deployment, fileExistsBehavior can not be specified',
    });
    await expect(deploy({ ...release, codedeploy: release.codedeploy }, 'web:1')).rejects.toMatchObject({
      name: 'DeploymentLimitExceededException',
    });
  });
});
