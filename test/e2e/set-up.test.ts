import { CodeCommitClient, DeleteRepositoryCommand, ListRepositoriesCommand } from '@aws-sdk/client-codecommit';
import { CodePipelineClient, DeletePipelineCommand, ListPipelinesCommand } from '@aws-sdk/client-codepipeline';
import { BatchDeleteImageCommand, DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  DeleteServiceCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecs';
import {
  DeleteLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { emptyProject, runWizard, startWizard, type Run } from '../helpers/cli.ts';
import { clientConfig } from '../helpers/client-config.ts';

const INIT = ['init', '--sandbox', '--yes', '--non-interactive', '--json'];
const TIMEOUT = 180_000;

interface Inventory {
  readonly [service: string]: Readonly<Record<string, { readonly count: number; readonly names: readonly string[] }>>;
}

async function inventory(folder: string): Promise<Inventory> {
  const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
  const answer = await fetch(`${String(result?.['endpoint'])}/_sandbox/status`);
  const { regions } = (await answer.json()) as { readonly regions: Readonly<Record<string, Inventory>> };
  return regions['ap-northeast-2'] ?? {};
}

/** What there must be one of, and how many of it there are. */
async function counts(folder: string) {
  const { ecs, elbv2, iam, codepipeline, codedeploy, codecommit, ecr, s3 } = await inventory(folder);
  const names = (...groups: (Readonly<Record<string, { readonly names: readonly string[] }>> | undefined)[]) =>
    groups.flatMap(group => Object.entries(group ?? {}).map(([sort, { names: all }]) => `${sort} ${[...all].sort().join(' ')}`));
  return {
    elbv2: names(elbv2).length,
    services: ecs?.['services']?.count,
    roles: iam?.['roles']?.count,
    rest: names(codepipeline, codedeploy, codecommit, ecr, s3).length,
  };
}

/** A config in which everything that can be named has another name. */
const namedAfter = (name: string): string =>
  JSON.stringify({
    app: 'ecs-codepipeline',
    region: 'ap-northeast-2',
    source: { repository: name },
    ecr: { repository: name },
    taskdef: { family: name },
    alb: { name, blueTargetGroup: `${name}-1`, greenTargetGroup: `${name}-2` },
    service: { cluster: name, name },
    codedeploy: { application: name, group: name },
    pipeline: { name },
  });

/** What stays for a while when it is removed, as on AWS: inactive clusters and services, deployments, figures; and roles that belong to the account. */
const withoutHistory = ({ cloudwatch: _metrics, codedeploy, ecs: _inactive, iam, ...rest }: Inventory) => ({
  ...rest,
  applications: codedeploy?.['applications'],
  roles: iam?.['roles']?.names.filter(name => !name.startsWith('awsservicerolefor')) ?? [],
});

async function activeClusters(folder: string): Promise<readonly string[] | undefined> {
  const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
  const ecs = new ECSClient(clientConfig({ endpoint: String(result?.['endpoint']), region: 'ap-northeast-2' }));
  return (await ecs.send(new ListClustersCommand({}))).clusterArns;
}

describe('init in the sandbox', () => {
  it('sets everything up in an empty folder, releases once, and tells a URL that serves the sample', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const { code, result, events } = await runWizard(folder, INIT);
    expect(result).toMatchObject({ type: 'result', ok: true, changed: true, answers: true });
    expect(code).toBe(0);
    const page = await fetch(String(result?.['url']));
    expect(page.status).toBe(200);
    expect(page.headers.get('x-sandbox-colour')).toBe('green');
    expect(events.filter(event => event.type === 'lifecycle' && event['status'] === 'Succeeded').map(event => event['event'])).toEqual([
      'BeforeInstall',
      'Install',
      'AfterInstall',
      'AllowTestTraffic',
      'AfterAllowTestTraffic',
      'BeforeAllowTraffic',
      'AllowTraffic',
      'AfterAllowTraffic',
    ]);

    const again = await runWizard(folder, INIT);
    expect(again.result).toMatchObject({ ok: true, changed: false });
    expect(again.events.filter(event => event.type === 'resource')).toEqual([]);

    const before = await counts(folder);
    const others = ['ecr-repository', 'service-cluster', 'codedeploy-application'].flatMap(flag => [`--${flag}`, 'other']);
    const renamed = await runWizard(folder, [...INIT, ...others]);
    const { errors } = renamed.result as unknown as { readonly errors: readonly { readonly code: string; readonly facts: object }[] };
    expect(renamed.code).toBe(EXIT.config);
    expect(errors.map(({ facts }) => facts)).toEqual(
      expect.arrayContaining(['ecr.repository', 'ecs.cluster', 'codedeploy.application'].map(type => expect.objectContaining({ type }))),
    );
    expect(await counts(folder)).toEqual(before);

    await rm(join(folder, '.wizard', 'default.sandbox.state.json'));
    const withoutState = await runWizard(folder, INIT);
    expect(withoutState.result).toMatchObject({ ok: true, changed: false });
    expect(await counts(folder)).toEqual(before);

    const destroyed = await runWizard(folder, ['destroy', '--sandbox', '--yes', '--delete-data', '--json']);
    expect(destroyed.result).toMatchObject({ ok: true, changed: true, left: [] });
    expect(destroyed.code).toBe(0);
    const left = await inventory(folder);
    expect(left).not.toHaveProperty('codepipeline.pipelines');
    expect(left).not.toHaveProperty('codecommit.repositories');
    expect(left).not.toHaveProperty('codedeploy.applications');
    expect(left).not.toHaveProperty('ecr.repositories');
    expect(left).not.toHaveProperty('elbv2.loadBalancers');
    expect(left).not.toHaveProperty('elbv2.targetGroups');
    expect(left).not.toHaveProperty('events.rules');
    expect(left).not.toHaveProperty('logs.groups');
    expect(left).not.toHaveProperty('s3.buckets');
  });

  it('leaves nothing, also where the state is lost and every name has changed since', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const state = join(folder, '.wizard', 'default.sandbox.state.json');
    await runWizard(folder, ['sandbox', 'start']);
    const before = await inventory(folder);
    await runWizard(folder, INIT);
    const destroy = ['destroy', '--sandbox', '--yes', '--delete-data', '--json'];
    await writeFile(join(folder, 'wizard.yaml'), namedAfter('renamed'));
    await rm(state);
    const shown = await runWizard(folder, ['destroy', '--sandbox', '--dry-run', '--delete-data', '--json']);
    const ours = ['ecs-codepipeline-service', 'ecs-codepipeline-ecr-repo', 'ecs-codepipeline-green'].map(name =>
      expect.objectContaining({ name }),
    );
    expect(shown.events.find(({ type }) => type === 'plan')).toMatchObject({ changes: expect.arrayContaining(ours) });

    // A second set-up beside the first, which nobody remembers.
    const second = await runWizard(folder, INIT);
    expect(second.code).toBe(EXIT.done);
    const strays = second.events.find(({ code }) => code === 'strays');
    expect(strays).toMatchObject({ what: expect.stringContaining('ecs.service ecs-codepipeline ecs-codepipeline-service') });
    expect((await inventory(folder))['elbv2']?.['loadBalancers']?.count).toBe(2);
    const rebuilt = await runWizard(folder, ['status', '--rebuild', '--sandbox', '--json']);
    expect(rebuilt.events.find(({ code }) => code === 'strays')).toEqual(strays);
    const destroyed = await runWizard(folder, destroy);
    expect(destroyed.result).toMatchObject({ ok: true, changed: true, left: [], unseen: [] });
    expect(withoutHistory(await inventory(folder))).toEqual(withoutHistory(before));
    expect(await activeClusters(folder)).toEqual([]);
    expect((await runWizard(folder, destroy)).result).toMatchObject({ ok: true, changed: false });
  });

  it('takes a service over only where what it runs is written down', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await runWizard(folder, INIT);
    const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
    const ecs = new ECSClient(clientConfig({ endpoint: String(result?.['endpoint']), region: 'ap-northeast-2' }));
    const [service] =
      (await ecs.send(new DescribeServicesCommand({ cluster: 'ecs-codepipeline', services: ['ecs-codepipeline-service'] }))).services ?? [];
    await ecs.send(new UntagResourceCommand({ resourceArn: service?.serviceArn, tagKeys: ['ecs-bluegreen:app', 'ecs-bluegreen:env'] }));
    await rm(join(folder, '.wizard', 'default.sandbox.state.json'));
    await rm(join(folder, 'taskdef.json'));
    const plan = ['plan', '--adopt', '--sandbox', '--json'];
    const refused = await runWizard(folder, plan);
    expect(refused.result).toMatchObject({
      errors: [{ code: 'definitionLost', facts: { file: 'taskdef.json', definition: 'ecs-taskdef:2' } }],
    });
    const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'ecs-taskdef:2', include: ['TAGS'] }));
    const { taskDefinition, tags } = described;
    await writeFile(join(folder, 'taskdef.json'), JSON.stringify({ taskDefinition, tags }));
    expect((await runWizard(folder, plan)).result).toMatchObject({ ok: true });
  });

  it('leads to what serves again when somebody has deleted the load balancer', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await runWizard(folder, [...INIT, '--codedeploy-termination-wait', '0']);
    const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
    const elbv2 = new ElasticLoadBalancingV2Client(clientConfig({ endpoint: String(result?.['endpoint']), region: 'ap-northeast-2' }));
    const { LoadBalancers } = await elbv2.send(new DescribeLoadBalancersCommand({}));
    const running = async () => (await runWizard(folder, ['status', '--sandbox', '--json'])).result?.['running'];
    // Only one colour has tasks once the first version is let go.
    await expect.poll(running, { timeout: 60_000 }).toBeNull();
    await elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn }));
    const status = await runWizard(folder, ['status', '--sandbox']);
    expect(status.stdout).toMatch(
      /not complete: 27 resources exist\. Not there: elbv2\.load-balancer \S+, elbv2\.listener 80, elbv2\.listener 8080\. /,
    );
    const { result: asJson } = await runWizard(folder, ['status', '--sandbox', '--json']);
    expect(asJson?.['missing']).toEqual(['load-balancer', 'production-listener', 'test-listener']);
    const refused = await runWizard(folder, ['release', '--image', 'sandbox/sample:v2', '--sandbox', '--json']);
    expect(refused.result).toMatchObject({ errors: [{ code: 'partsGone', facts: { parts: expect.stringContaining('elbv2.listener') } }] });
    const again = await runWizard(folder, INIT);
    expect(again.result).toMatchObject({ ok: true, changed: true, answers: true });
    const page = await fetch(String(again.result?.['url']));
    expect([page.status, page.headers.get('x-sandbox-colour')]).toEqual([200, 'green']);
  });

  it('begins where production points when somebody has deleted the service', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await runWizard(folder, [...INIT, '--codedeploy-termination-wait', '0']);
    const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
    const ecs = new ECSClient(clientConfig({ endpoint: String(result?.['endpoint']), region: 'ap-northeast-2' }));
    const status = async () => (await runWizard(folder, ['status', '--sandbox', '--json'])).result;
    await expect.poll(async () => (await status())?.['running'], { timeout: 60_000 }).toBeNull();
    const green = expect.stringContaining('green') as string;
    expect(await status()).toMatchObject({ weights: [{ targetGroup: green, percent: 100 }] });
    const cluster = (await ecs.send(new ListClustersCommand({}))).clusterArns?.[0];
    const service = (await ecs.send(new ListServicesCommand({ cluster }))).serviceArns?.[0];
    await ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
    const again = await runWizard(folder, INIT);
    expect(again.result).toMatchObject({ ok: true, changed: true, answers: true });
    expect((await fetch(String(again.result?.['url']))).headers.get('x-sandbox-colour')).toBe('green');
    expect(await status()).toMatchObject({
      weights: [{ targetGroup: green, percent: 100 }],
      versions: [{ targetGroup: green }],
      drift: 0,
      missing: [],
    });
    const released = await runWizard(folder, ['release', '--image', 'sandbox/sample:v2', '--sandbox', '--yes', '--json']);
    expect([released.code, released.result]).toEqual([0, expect.objectContaining({ ok: true })]);
    expect((await fetch(String(again.result?.['url']))).headers.get('x-sandbox-colour')).toBe('blue');
  });

  it(
    'tells before it what a pipeline that somebody has deleted, or files that are committed anew, will release by themselves',
    { timeout: TIMEOUT },
    async () => {
      const folder = await emptyProject();
      const own = ({ events }: Run) => events.map(({ code }) => String(code)).filter(code => code.endsWith('Releases'));
      expect(own(await runWizard(folder, INIT))).toEqual([]);
      const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
      const config = clientConfig({ endpoint: String(result?.['endpoint']), region: 'ap-northeast-2' });
      const pipelines = new CodePipelineClient(config);
      const name = (await pipelines.send(new ListPipelinesCommand({}))).pipelines?.[0]?.name;
      await pipelines.send(new DeletePipelineCommand({ name }));
      const ecr = new ECRClient(config);
      const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}));
      const { repositoryName } = repositories?.[0] ?? {};
      const plan = ['plan', '--sandbox', '--json'];
      expect(own(await runWizard(folder, plan))).toEqual(['newPipelineReleases']);
      await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageTag: 'nginx' }] }));
      const { events } = await runWizard(folder, plan);
      const image = `${repositoryName}:nginx`;
      expect(events).toContainEqual({ type: 'note', code: 'newPipelineReleases', pipeline: name, what: expect.stringContaining(image) });
      expect(events).toContainEqual({ type: 'note', code: 'newImageReleases', from: 'sandbox/sample:v1', image });
      expect((await runWizard(folder, INIT)).result).toMatchObject({ ok: true, changed: true, answers: true });
      expect(own(await runWizard(folder, plan))).toEqual([]);
      const codecommit = new CodeCommitClient(config);
      const repositoryOfFiles = (await codecommit.send(new ListRepositoriesCommand({}))).repositories?.[0]?.repositoryName;
      await codecommit.send(new DeleteRepositoryCommand({ repositoryName: repositoryOfFiles }));
      expect(own(await runWizard(folder, plan))).toEqual(['newCommitReleases']);
    },
  );

  it('is complete and has nothing twice after kill -9 in the middle', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const child = startWizard(folder, INIT);
    let seen = '';
    for await (const chunk of child.stdout ?? []) {
      seen += String(chunk);
      if (seen.split('"status":"done"').length > 12) break;
    }
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const resumed = await runWizard(folder, INIT);
    expect(resumed.result).toMatchObject({ ok: true, changed: true, answers: true });
    expect(resumed.code).toBe(0);
    const { iam, elbv2, ecr } = await inventory(folder);
    expect(iam?.['roles']?.names.filter(name => name.includes('ecs-codepipeline'))).toHaveLength(5);
    expect(elbv2?.['targetGroups']?.count).toBe(2);
    expect(ecr?.['repositories']?.count).toBe(1);
  });

  it(
    'is made again on the commits that a removal has kept, and in a sandbox that was emptied meanwhile',
    { timeout: TIMEOUT },
    async () => {
      const folder = await emptyProject();
      expect((await runWizard(folder, INIT)).code).toBe(0);
      expect((await runWizard(folder, ['destroy', '--sandbox', '--yes', '--json'])).code).toBe(0);
      const again = await runWizard(folder, INIT);
      expect(again.result).toMatchObject({ ok: true, changed: true, answers: true });
      const { result } = await runWizard(folder, ['rollback', '--sandbox', '--list', '--json']);
      expect(result?.['versions']).toHaveLength(1);

      expect((await runWizard(folder, ['sandbox', 'reset'])).code).toBe(0);
      const anew = await runWizard(folder, INIT);
      expect([anew.code, anew.result]).toEqual([0, expect.objectContaining({ ok: true, changed: true, answers: true })]);
    },
  );

  it('does not take a release that failed before it for its own', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await runWizard(folder, INIT);
    const sick = await runWizard(folder, ['release', '--sandbox', '--yes', '--image', 'sandbox/crash-at-start:latest']);
    expect(sick.code).toBe(EXIT.deploymentFailed);
    const mended = await runWizard(folder, [...INIT.filter(word => word !== '--json'), '--service-grace-period', '120']);
    expect([mended.code, mended.stderr]).toEqual([0, expect.stringMatching(/newest execution of the pipeline \(\S+\) has failed/)]);
    expect(mended.stderr).toContain('gracePeriod');
  });

  it('never overwrites a taskdef.json that the user has edited', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await runWizard(folder, [...INIT, '--dry-run']);
    await runWizard(folder, ['source', '--sandbox', '--yes', '--non-interactive']);
    const own = {
      family: 'mine',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      revision: 7,
      status: 'ACTIVE',
      containerDefinitions: [{ name: 'web', image: 'nginx', essential: true, portMappings: [{ containerPort: 80 }] }],
    };
    const text = JSON.stringify(own);
    await writeFile(join(folder, 'taskdef.json'), text);
    const { result, events } = await runWizard(folder, INIT);
    expect(result).toMatchObject({ ok: true, answers: true });
    expect(await readFile(join(folder, 'taskdef.json'), 'utf8')).toBe(text);
    expect(events.filter(event => event.type === 'file-change').map(event => event['path'])).toEqual(
      expect.arrayContaining(['revision', 'status', 'containerDefinitions.0.image']),
    );
  });
});
