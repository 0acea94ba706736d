import { DisableStageTransitionCommand, EnableStageTransitionCommand, StartPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import {
  CreateTargetGroupCommand,
  DescribeListenersCommand,
  DescribeTargetGroupsCommand,
  ModifyListenerCommand,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeSecurityGroupsCommand, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { DisableRuleCommand, RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, DetachRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/aws/connect.ts';
import type { CheckContext, CheckName } from '../../src/diagnosis/checks/check.ts';
import { CHECKS, runChecks } from '../../src/diagnosis/checks/index.ts';
import { outputsOf } from '../../src/outputs-of.ts';
import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { runningDeployment } from '../../src/release/running.ts';
import { resolveConfig } from '../../src/resolve-config.ts';
import { createSetup } from '../../src/setup.ts';
import { allNodes } from '../../src/steps/index.ts';
import { findingWords } from '../../src/ui/checks-view.ts';
import { allowing, restrictedCaller } from '../helpers/restricted-caller.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { startShop, type Shop } from './stage.ts';

const TIMEOUT = 120_000;

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
}, TIMEOUT);

afterEach(() => void vi.unstubAllEnvs());

function contextOf({ aws, setup, state }: Pick<Shop, 'aws' | 'setup' | 'state'>): CheckContext {
  const lookup = outputsOf(state());
  const { cluster, name } = setup.config.service;
  return {
    aws,
    regionSource: 'wizard.yaml',
    setup,
    nodes: allNodes(setup),
    state: state(),
    renamed: undefined,
    output(id, attr) {
      const value = lookup({ $ref: id, attr });
      return typeof value === 'string' ? value : undefined;
    },
    service: async () => (await aws.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }))).services?.[0],
    command: words => `wizard ${words} --sandbox`,
  };
}

/** What the checks found, by name, without what is of no account. */
async function found(here: Pick<Shop, 'aws' | 'setup' | 'state'> = shop): Promise<Readonly<Record<string, readonly string[]>>> {
  const checks = await runChecks(contextOf(here));
  return Object.fromEntries(checks.map(({ name, findings }) => [name, findings.map(({ status, code }) => `${status} ${code}`)]));
}

/** All findings as words, in both languages. */
async function words(name: CheckName): Promise<readonly string[]> {
  const checks = await runChecks(contextOf(shop));
  const findings = checks.find(one => one.name === name)?.findings ?? [];
  return Object.values(LANGUAGES).flatMap(messages => findings.map(finding => findingWords(messages, finding)));
}

describe('the checks', { timeout: TIMEOUT }, () => {
  it('find nothing wrong with a set-up that was just made', async () => {
    const results = await found();
    expect(Object.keys(results)).toEqual(CHECKS.map(({ name }) => name));
    expect(
      Object.values(results)
        .flat()
        .filter(result => /^(?:failed|warning)/.test(result)),
    ).toEqual([]);
    expect(results).toMatchObject({
      clock: ['ok clockRight'],
      network: ['ok networkFits'],
      resources: ['ok asWanted'],
      source: ['ok branchThere'],
      image: ['ok imageFits'],
      listeners: ['ok listenersFit'],
      path: ['ok pathOpen'],
      service: ['ok serviceRuns'],
      targets: ['ok targetsHealthy'],
      triggers: ['ok triggersOn'],
      pipeline: ['ok pipelineOpen'],
      deployment: ['ok noDeployment'],
      codecommit: ['ok codecommitOpen'],
      vcpus: ['ok vcpusFew'],
      healthCheck: ['ok healthPathAnswers'],
    });
  });

  it('skip what is not made yet, and look at what is wanted', async () => {
    const { endpoint, region } = await startTestSandbox();
    const aws = await connect({ app: 'shop', env: 'default', endpoint, region, sandbox: true });
    const state = () => ({ ...shop.state(), entries: {} });
    const results = await found({ aws, setup: shop.setup, state });
    expect(results).toMatchObject({
      network: ['ok networkFits'],
      image: ['ok imageFits'],
      resources: ['ok namesFree'],
      codecommit: ['skipped codecommitUntried'],
      vcpus: ['ok vcpusFew'],
      service: ['skipped notMade'],
      healthCheck: ['skipped notMade'],
    });
  });

  it('tell names that somebody else has, and that CodeCommit lets this account in', async () => {
    const { endpoint, region } = await startTestSandbox();
    const aws = await connect({ app: 'shop', env: 'default', endpoint, region, sandbox: true });
    await aws.codecommit.send(
      new CreateRepositoryCommand({ repositoryName: 'shop', tags: { 'ecs-bluegreen:app': 'theirs', 'ecs-bluegreen:env': 'x' } }),
    );
    const here = { aws, setup: shop.setup, state: () => ({ ...shop.state(), entries: {} }) };
    expect(await found(here)).toMatchObject({ resources: ['failed problem'], codecommit: ['ok codecommitOpen'] });
  });

  it('count the vCPUs of both versions', async () => {
    const { config } = resolveConfig(
      { app: 'shop', 'taskdef.cpu': 2048, 'taskdef.memory': 4096, 'service.desiredCount': 2 },
      { env: 'default', sandbox: true, region: shop.sandbox.region },
    );
    const here = { ...shop, setup: createSetup(config, shop.aws), state: () => ({ ...shop.state(), entries: {} }) };
    const checks = await runChecks(contextOf(here));
    expect(checks.find(({ name }) => name === 'vcpus')?.findings).toMatchObject([
      { status: 'warning', code: 'vcpusMany', facts: { needed: '8', least: '6' } },
    ]);
  });

  it('tell that the quota of vCPUs is used up, as long as the service is not steady again', async () => {
    const { cluster, name } = shop.setup.config.service;
    const { services } = await shop.aws.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
    const [service] = services ?? [];
    const message =
      "(service x) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently.";
    const codesAfter = async (events: readonly string[]): Promise<readonly string[]> => {
      const said = events.map(text => ({ message: text }));
      const context = { ...contextOf(shop), service: async () => service && { ...service, events: said } };
      return (await runChecks(context)).find(one => one.name === 'vcpus')?.findings.map(({ code }) => code) ?? [];
    };
    expect(await codesAfter([message, '(service x) has reached a steady state.'])).toEqual(['vcpusUsed']);
    expect(await codesAfter(['(service x) has reached a steady state.', message])).toEqual(['vcpusFew']);
  });

  it('compare what the health check wants with what the container answers', async () => {
    const Names = ['shop-blue', 'shop-green'];
    const { TargetGroups = [] } = await shop.aws.elbv2.send(new DescribeTargetGroupsCommand({ Names }));
    const want = async (HttpCode: string): Promise<void> => {
      for (const { TargetGroupArn } of TargetGroups)
        await shop.aws.elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn, Matcher: { HttpCode } }));
    };
    expect((await found())['healthCheck']).toEqual(['ok healthPathAnswers']);
    const before = TargetGroups[0]?.Matcher?.HttpCode ?? '';
    await want('299');
    await shop.time.advanceUntil(async () => (await found())['healthCheck']?.[0] === 'failed healthPathWrong', 300);
    for (const text of await words('healthCheck')) {
      expect(text).toContain('299');
      expect(text).toContain('wizard alb --sandbox --alb-health-check-path');
    }
    await want(before);
    await shop.time.advanceUntil(async () => (await found())['healthCheck']?.[0] === 'ok healthPathAnswers', 600);
    expect((await found())['healthCheck']).toEqual(['ok healthPathAnswers']);
  });

  it('tell a production listener that somebody has moved, and how it is put back', async () => {
    const ListenerArn = contextOf(shop).output('production-listener', 'arn') ?? '';
    const { Listeners } = await shop.aws.elbv2.send(new DescribeListenersCommand({ ListenerArns: [ListenerArn] }));
    const { TargetGroups } = await shop.aws.elbv2.send(new DescribeTargetGroupsCommand({ Names: ['shop-blue'] }));
    const { VpcId } = TargetGroups?.[0] ?? {};
    const foreign = { Name: 'theirs', Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'ip' } as const;
    const made = await shop.aws.elbv2.send(new CreateTargetGroupCommand(foreign));
    const theirs = made.TargetGroups?.[0]?.TargetGroupArn;
    const before = Listeners?.[0]?.DefaultActions ?? [];
    const ours = before[0]?.ForwardConfig?.TargetGroups?.find(({ Weight = 1 }) => Weight > 0)?.TargetGroupArn ?? '';
    const move = (DefaultActions: typeof before) => shop.aws.elbv2.send(new ModifyListenerCommand({ ListenerArn, DefaultActions }));
    const putBack = `--listener-arn ${ListenerArn} --default-actions Type=forward,TargetGroupArn=${ours}`;

    await move([{ Type: 'forward', TargetGroupArn: theirs }]);
    expect(await found()).toMatchObject({ listeners: ['failed listenerAstray'], resources: ['ok asWanted'] });
    for (const text of await words('listeners')) expect(text).toMatch(/theirs 100%/);
    for (const text of await words('listeners')) expect(text).toContain(putBack);

    const divided = [
      { TargetGroupArn: ours, Weight: 3 },
      { TargetGroupArn: theirs, Weight: 1 },
    ];
    await move([{ Type: 'forward', ForwardConfig: { TargetGroups: divided } }]);
    expect((await found())['listeners']).toEqual(['warning listenerDivided']);
    for (const text of await words('listeners')) expect(text).toMatch(/75%, theirs 25%/);
    for (const text of await words('listeners')) expect(text).toContain(putBack);

    await move([{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }]);
    expect((await found())['listeners']).toEqual(['failed listenerAstray']);
    for (const text of await words('listeners')) expect(text).toContain('fixed-response');

    await move(before);
    expect((await found())['listeners']).toEqual(['ok listenersFit']);
  });

  it('tell a role that lost its rights, and the command that gives them back', async () => {
    const RoleName = shop.setup.names.codedeployRole;
    await shop.aws.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS' }));
    expect((await found())['resources']).toEqual(['failed roleChanged']);
    for (const text of await words('resources')) expect(text).toContain('wizard codedeploy --sandbox');
    await shop.mend();
    expect((await found())['resources']).toEqual(['ok asWanted']);
  });

  it('tell a security group that is closed', async () => {
    const Filters = [{ Name: 'group-name', Values: [shop.setup.names.taskSecurityGroup] }];
    const { SecurityGroups } = await shop.aws.ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    const { GroupId, IpPermissions } = SecurityGroups?.[0] ?? {};
    await shop.aws.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    expect(await found()).toMatchObject({ path: ['failed pathClosed'], resources: ['failed changed'] });
    await shop.mend();
    expect((await found())['path']).toEqual(['ok pathOpen']);
  });

  it('tell a rule that is off or leads nowhere', async () => {
    const { filesRule, imageRule } = shop.setup.names;
    await shop.aws.eventbridge.send(new DisableRuleCommand({ Name: filesRule }));
    await shop.aws.eventbridge.send(new RemoveTargetsCommand({ Rule: imageRule, Ids: ['pipeline'] }));
    expect(await found()).toMatchObject({
      triggers: ['failed ruleOff', 'failed ruleBroken'],
      resources: ['warning changed', 'warning changed'],
    });
    await shop.mend();
    expect((await found())['triggers']).toEqual(['ok triggersOn']);
  });

  it('tell a stage that nothing may enter', async () => {
    const stage = { pipelineName: shop.setup.config.pipeline.name, stageName: 'Deploy', transitionType: 'Inbound' } as const;
    await shop.aws.codepipeline.send(new DisableStageTransitionCommand({ ...stage, reason: 'freeze' }));
    expect((await found())['pipeline']).toEqual(['failed stageClosed']);
    for (const text of await words('pipeline')) expect(text).toContain('freeze');
    await shop.aws.codepipeline.send(new EnableStageTransitionCommand(stage));
  });

  it('tell a service that was scaled to nothing', async () => {
    const { cluster, name: service } = shop.setup.config.service;
    await shop.aws.ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount: 0 }));
    expect((await found())['service']).toEqual(['failed serviceAtZero']);
    await shop.aws.ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount: 1 }));
    await shop.time.advance(300);
    expect((await found())['service']).toEqual(['ok serviceRuns']);
  });

  it('tell a deployment that moves traffic from one that only keeps the old version', async () => {
    const { application, group } = shop.setup.config.codedeploy;
    const running = () => runningDeployment(shop.aws, application, group);
    await shop.aws.codepipeline.send(new StartPipelineExecutionCommand({ name: shop.setup.config.pipeline.name }));
    expect(await shop.time.advanceUntil(async () => (await running()) !== undefined, 600)).toBe(true);
    expect((await found())['deployment']).toEqual(['warning deploymentRuns']);
    expect(await shop.time.advanceUntil(async () => (await running())?.shifted === true, 600)).toBe(true);
    expect((await found())['deployment']).toEqual(['ok deploymentKeeps']);
    expect(await shop.time.advanceUntil(async () => (await running()) === undefined, 900)).toBe(true);
    expect((await found())['deployment']).toEqual(['ok noDeployment']);
  });

  it('tell what the caller may not do', async () => {
    const { endpoint, region, world } = shop.sandbox;
    const state = () => ({ ...shop.state(), entries: {} });
    const asking = async (statements: readonly object[], name: string): Promise<readonly string[] | undefined> => {
      const { accessKeyId, secretAccessKey } = restrictedCaller(world(), statements, name);
      vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
      const aws = await connect({ app: 'shop', env: 'default', endpoint, region });
      return (await found({ aws, setup: shop.setup, state }))['permissions'];
    };
    const all = { Effect: 'Allow', Action: '*', Resource: '*' };
    expect(await asking([all], 'mighty')).toEqual(['ok allAllowed']);
    expect(await asking([all, { Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' }], 'forbidden')).toEqual(['failed forbidden']);
    expect(await asking(allowing('iam:*', 's3:*'), 'weak')).toEqual(['warning notAllowed']);
    expect(await asking(allowing('s3:*'), 'blind')).toEqual(['skipped notReadable']);
  });

  it('tell what a session of a role may not do, also where the role has a path, as those of IAM Identity Center have', async () => {
    const { endpoint, region } = shop.sandbox;
    const Path = '/aws-reserved/sso.amazonaws.com/';
    const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${shop.aws.account}:root` }, Action: 'sts:AssumeRole' };
    const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
    const asking = async (RoleName: string, ...statements: readonly object[]): Promise<unknown> => {
      vi.unstubAllEnvs();
      const role = await shop.aws.iam.send(new CreateRoleCommand({ Path, RoleName, AssumeRolePolicyDocument: document(trust) }));
      await shop.aws.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'only', PolicyDocument: document(...statements) }));
      const sts = new STSClient({ endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: role.Role?.Arn, RoleSessionName: 'kim@example.com' }));
      vi.stubEnv('AWS_ACCESS_KEY_ID', Credentials?.AccessKeyId);
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', Credentials?.SecretAccessKey);
      vi.stubEnv('AWS_SESSION_TOKEN', Credentials?.SessionToken);
      const aws = await connect({ app: 'shop', env: 'default', endpoint, region });
      expect(aws.principal).toContain(`:assumed-role/${RoleName}/kim@example.com`);
      const { permissions, expiry } = await found({ aws, setup: shop.setup, state: () => ({ ...shop.state(), entries: {} }) });
      return [permissions, expiry];
    };
    const all = { Effect: 'Allow', Action: '*', Resource: '*' };
    expect(await asking('AWSReservedSSO_Admin_1', all)).toEqual([['ok allAllowed'], ['ok lastUnknown']]);
    expect(await asking('AWSReservedSSO_Weak_2', ...allowing('iam:*'))).toEqual([['warning notAllowed'], ['ok lastUnknown']]);
  });

  it('skip what may not be read, and say so', async () => {
    const refused = async () => {
      throw Object.assign(new Error('User: x is not authorized to perform: codecommit:GetBranch'), {
        name: 'AccessDeniedException',
        $metadata: { httpStatusCode: 403 },
      });
    };
    const aws = { ...shop.aws, codecommit: { ...shop.aws.codecommit, send: refused as unknown as typeof shop.aws.codecommit.send } };
    expect((await found({ ...shop, aws }))['source']).toEqual(['skipped notReadable']);
  });
});
