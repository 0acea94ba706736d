import { CodeCommitClient, GetBranchCommand, PutFileCommand } from '@aws-sdk/client-codecommit';
import { CodeDeployClient, CreateDeploymentCommand, GetDeploymentCommand, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { clientConfig } from '../helpers/client-config.ts';
import { emptyProject, finished, runWizard, startWizard, type Run } from '../helpers/cli.ts';
import { ask, hammer } from '../helpers/hammer.ts';
import { KEYS, runInTerminal } from '../helpers/terminal.ts';

const TIMEOUT = 300_000;

/** One project with a whole set-up, in which commands can be run inside of tasks. */
let folder: string;
let url: string;
let config: ReturnType<typeof clientConfig>;

const UNATTENDED = ['--sandbox', '--yes', '--json'];
const wizard = (...words: readonly string[]): Promise<Run> => runWizard(folder, [...words, ...UNATTENDED]);
const begin = (...words: readonly string[]): ChildProcess => startWizard(folder, [...words, ...UNATTENDED]);
const windowIsOver = () => runWizard(folder, ['sandbox', 'skip', '7200']);
const speed = (factor: number) => runWizard(folder, ['sandbox', 'speed', String(factor)]);

beforeAll(async () => {
  folder = await emptyProject();
  await runWizard(folder, ['sandbox', 'start', '--speed', '60']);
  const made = await wizard(
    'init',
    '--app',
    'shop',
    '--image',
    'sandbox/sample:v1',
    '--service-exec',
    'yes',
    '--codedeploy-termination-wait',
    '15',
  );
  url = String(made.result?.['url']);
  const { variables } = (await runWizard(folder, ['sandbox', 'env', '--json'])).result as unknown as {
    readonly variables: Readonly<Record<string, string>>;
  };
  config = clientConfig({ endpoint: variables['AWS_ENDPOINT_URL'] ?? '', region: variables['AWS_REGION'] ?? '' });
  await windowIsOver();
}, TIMEOUT);

// What one test has slowed down is not to hold up the next.
afterEach(() => speed(60));

const errorsOf = ({ result }: Run): readonly string[] =>
  ((result?.['errors'] ?? []) as readonly { code: string }[]).map(({ code }) => code).toSorted();

interface Live {
  readonly taskDefinition: string;
  readonly image: string;
  readonly digest: string;
  readonly by: string;
  readonly deploymentId: string;
}

const live = async (): Promise<Live> => (await wizard('status')).result?.['live'] as Live;

const page = async (): Promise<string> => /sample · (v\d)/.exec((await ask(url, new Agent())).body)?.[1] ?? '';

/** Reads on until an event of this type comes; what follows is read by `finished`. */
async function until(child: ChildProcess, type: string, also = ''): Promise<void> {
  let seen = '';
  await new Promise<void>(resolve => {
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes(`"type":"${type}"`) && seen.includes(also)) resolve();
    });
    child.once('close', () => resolve());
  });
}

/** The version that serves with more memory, registered by hand. Returns what deploys it with the calls of `aws ecs deploy`. */
async function prepareByHand(): Promise<() => Promise<{ readonly taskDefinition: string; readonly deploymentId: string }>> {
  const ecs = new ECSClient(config);
  const { taskDefinition: definition } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: (await live()).taskDefinition }),
  );
  const { family, containerDefinitions, networkMode, cpu, executionRoleArn, taskRoleArn, requiresCompatibilities } = definition ?? {};
  const copy = { family, containerDefinitions, networkMode, cpu, executionRoleArn, taskRoleArn, requiresCompatibilities };
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand({ ...copy, memory: '1024' }));
  const TaskDefinition = taskDefinition?.taskDefinitionArn ?? '';
  const [container] = containerDefinitions ?? [];
  const LoadBalancerInfo = { ContainerName: container?.name, ContainerPort: container?.portMappings?.[0]?.containerPort };
  const content = JSON.stringify({
    version: '0.0',
    Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition, LoadBalancerInfo } } }],
  });
  const sha256 = createHash('sha256').update(content).digest('hex');
  return async () => {
    const { deploymentId = '' } = await new CodeDeployClient(config).send(
      new CreateDeploymentCommand({
        applicationName: 'AppECS-shop-shop-service',
        deploymentGroupName: 'DgpECS-shop-shop-service',
        revision: { revisionType: 'AppSpecContent', appSpecContent: { content, sha256 } },
      }),
    );
    return { taskDefinition: TaskDefinition, deploymentId };
  };
}

const deployByHand = async () => (await prepareByHand())();

const shifted = async (deploymentId: string): Promise<void> => {
  const codedeploy = new CodeDeployClient(config);
  const look = async () => (await codedeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo;
  await expect.poll(async () => (await look())?.instanceTerminationWaitTimeStarted, { timeout: 60_000 }).toBe(true);
};

describe('two releases at once', () => {
  it('do each other no harm: the second is refused while traffic moves, whoever began the first', { timeout: TIMEOUT }, async () => {
    // Traffic moves long enough for others to come in between.
    await speed(5);
    const first = begin('release', '--image', 'sandbox/sample:v2');
    const run = finished(first, true);
    await until(first, 'lifecycle');
    const [second, byHand] = await Promise.all([
      wizard('release', '--image', 'sandbox/sample:v1'),
      deployByHand().catch((error: Error) => error.name),
    ]);
    expect({ code: second.code, errors: errorsOf(second) }).toEqual({ code: EXIT.refused, errors: ['deploymentRunning'] });
    expect(byHand).toBe('DeploymentLimitExceededException');
    await speed(60);
    expect((await run).code).toBe(EXIT.done);
    expect(await page()).toBe('v2');
    await windowIsOver();
  });

  it('do each other no harm where the first was made by hand', { timeout: TIMEOUT }, async () => {
    await speed(5);
    const { deploymentId } = await deployByHand();
    const refused = await wizard('release', '--image', 'sandbox/sample:v1');
    expect({ code: refused.code, errors: errorsOf(refused) }).toEqual({ code: EXIT.refused, errors: ['deploymentRunning'] });
    await speed(60);
    await shifted(deploymentId);
    expect((await live()).deploymentId).toBe(deploymentId);
    await windowIsOver();
  });

  it('begun at the same moment say truly which of them serves', { timeout: TIMEOUT }, async () => {
    const versions = ['v1', 'v2'];
    const runs = await Promise.all(versions.map(version => wizard('release', '--image', `sandbox/sample:${version}`)));
    const codes = runs.map(run => [run.code, ...errorsOf(run)].join(' '));
    // One may also have waited for the other to be done.
    const endings = ['0', `${EXIT.refused} deploymentRunning`, `${EXIT.resumable} releaseOvertaken`];
    expect(endings).toEqual(expect.arrayContaining(codes));
    expect(versions.filter((_, at) => codes[at] === '0')).toContain(await page());
    await windowIsOver();
  });

  it('go live together where one is a push to the repository', { timeout: TIMEOUT }, async () => {
    const version = (await page()) === 'v1' ? 'v2' : 'v1';
    const release = begin('release', '--image', `sandbox/sample:${version}`);
    const run = finished(release, true);
    await until(release, 'pushed');
    const codecommit = new CodeCommitClient(config);
    const place = { repositoryName: 'shop', branchName: 'main' };
    const { branch } = await codecommit.send(new GetBranchCommand(place));
    const fileContent = new Uint8Array(Buffer.from('Somebody was here.'));
    await codecommit.send(new PutFileCommand({ ...place, parentCommitId: branch?.commitId, filePath: 'README.md', fileContent }));
    expect((await run).code).toBe(EXIT.done);
    expect(await page()).toBe(version);
    await windowIsOver();
  });
});

describe('a release that is killed', () => {
  it('is taken up by the next one, and by a watch', { timeout: TIMEOUT }, async () => {
    const version = (await page()) === 'v1' ? 'v2' : 'v1';
    for (const moment of ['pushed', 'execution-found']) {
      const child = begin('release', '--image', `sandbox/sample:${version}`);
      await until(child, moment);
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    const watching = begin('status', '--watch');
    const again = await wizard('release', '--image', `sandbox/sample:${version}`);
    expect([EXIT.done, EXIT.refused]).toContain(again.code);
    await expect.poll(page, { timeout: 60_000 }).toBe(version);
    const seen = finished(watching, true);
    await expect.poll(async () => (await live()).by, { timeout: 60_000 }).toBe('pipeline');
    watching.kill('SIGINT');
    const events = (await seen).events.map(({ type }) => type);
    expect(events).toEqual(expect.arrayContaining(['status', 'lifecycle']));
    await windowIsOver();
  });
});

describe('a set-up with ECS Exec', () => {
  it('has it in its service, in its tasks and in the task role', { timeout: TIMEOUT }, async () => {
    const ecs = new ECSClient(config);
    const { taskArns: tasks } = await ecs.send(new ListTasksCommand({ cluster: 'shop' }));
    const described = await ecs.send(new DescribeTasksCommand({ cluster: 'shop', tasks }));
    expect(described.tasks?.map(task => task.enableExecuteCommand)).toEqual([true]);
    const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: (await live()).taskDefinition }));
    const name = taskDefinition?.taskRoleArn?.split('/').at(-1) ?? '';
    const { PolicyDocument } = await new IAMClient(config).send(new GetRolePolicyCommand({ RoleName: name, PolicyName: name }));
    expect(decodeURIComponent(PolicyDocument ?? '')).toContain('ssmmessages:OpenDataChannel');
    expect((await wizard('plan', '--exit-code')).code).toBe(EXIT.done);
    const off = await wizard('service', '--service-exec', 'no', '--dry-run');
    expect(off.events.find(({ type }) => type === 'plan')).toMatchObject({
      changes: expect.arrayContaining([expect.objectContaining({ id: 'service', action: 'update' })]),
    });
  });
});

describe('a deployment by hand', () => {
  it('is told as such, is what a rollback returns to, and stands in no way', { timeout: TIMEOUT }, async () => {
    const before = await live();
    const { taskDefinition, deploymentId } = await deployByHand();
    await shifted(deploymentId);
    expect(await live()).toMatchObject({ taskDefinition, deploymentId, by: 'hand' });
    // While it keeps its old version the pipeline could deploy nothing: the release waits for that to end.
    const released = await wizard('release', '--wait', 'traffic');
    expect(released.code).toBe(EXIT.done);
    // The old version is kept for long enough to go back to it.
    await speed(5);
    expect((await live()).by).toBe('pipeline');
    const back = await wizard('rollback');
    expect(back.result).toMatchObject({ ok: true, way: 'stopped', live: taskDefinition });
    await speed(60);
    // Until CodeDeploy has cleared up, going back means what it leads back to.
    await expect.poll(async () => (await wizard('status')).result?.['running'], { timeout: 60_000 }).toBeNull();
    expect((await wizard('rollback')).result).toMatchObject({ ok: true, live: before.taskDefinition });
    await windowIsOver();
  });
});

describe('a deployment by hand that begins just before that of a release', () => {
  it('is waited for, and the release goes live after it', { timeout: TIMEOUT }, async () => {
    const version = (await page()) === 'v1' ? 'v2' : 'v1';
    const deploy = await prepareByHand();
    // The pipeline is long enough at its sources.
    await speed(1);
    const release = begin('release', '--image', `sandbox/sample:${version}`);
    const run = finished(release, true);
    await until(release, 'pushed');
    const { deploymentId } = await deploy();
    await speed(60);
    const { code, events, result } = await run;
    expect(code).toBe(EXIT.done);
    expect(events).toContainEqual({ type: 'blocked', deploymentId });
    expect(result).toMatchObject({ live: { image: expect.stringContaining('@sha256:') } });
    expect(await page()).toBe(version);
    await windowIsOver();
  });
});

/** Runs something with another text in the place of one in wizard.yaml. */
async function withConfig<T>(edit: (text: string) => string, run: () => Promise<T>): Promise<T> {
  const file = join(folder, 'wizard.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, edit(text));
  try {
    return await run();
  } finally {
    await writeFile(file, text);
  }
}

describe('an image and files that change together', () => {
  it('are one release, made by one deployment, and go back together', { timeout: TIMEOUT }, async () => {
    const before = await live();
    const from = await page();
    const version = from === 'v1' ? 'v2' : 'v1';
    const codedeploy = new CodeDeployClient(config);
    const group = { applicationName: 'AppECS-shop-shop-service', deploymentGroupName: 'DgpECS-shop-shop-service' };
    const deployments = async () => (await codedeploy.send(new ListDeploymentsCommand(group))).deployments ?? [];
    const earlier = await deployments();
    const change = (text: string): string => `${text}\ntaskdef: { memory: 2048 }\n`;
    const released = await withConfig(change, () => wizard('release', '--image', `sandbox/sample:${version}`, '--wait', 'complete'));
    expect(released.code).toBe(EXIT.done);
    expect(released.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['pushed', 'committed']));
    expect((await wizard('status')).result).toMatchObject({
      execution: { id: released.result?.['executionId'], status: 'Succeeded' },
      live: { executionId: released.result?.['executionId'] },
    });
    expect((await deployments()).filter(id => !earlier.includes(id))).toHaveLength(1);
    expect(await page()).toBe(version);
    expect((await wizard('rollback', '--revert-files')).result).toMatchObject({ ok: true, to: { taskDefinition: before.taskDefinition } });
    expect(await page()).toBe(from);
    await windowIsOver();
  });
});

describe('a container that is another one', () => {
  it('goes live under another name, and is refused on a port that is closed', { timeout: TIMEOUT }, async () => {
    const set = (line: string) => (text: string) => `${text}\ntaskdef: { ${line} }\n`;
    const closed = await withConfig(set('port: 8081'), () => wizard('release'));
    expect({ code: closed.code, errors: errorsOf(closed) }).toEqual({ code: EXIT.usage, errors: ['releasePort'] });
    expect(closed.events.map(({ type }) => type)).not.toContain('committed');
    const renamed = await withConfig(set('container: other'), () => wizard('release'));
    expect(renamed.code).toBe(EXIT.done);
    await speed(5);
    const { taskDefinition } = await new ECSClient(config).send(
      new DescribeTaskDefinitionCommand({ taskDefinition: (await live()).taskDefinition }),
    );
    expect(taskDefinition?.containerDefinitions?.map(({ name }) => name)).toEqual(['other']);
    const back = begin('rollback', '--revert-files');
    const run = finished(back, true);
    await until(back, 'rollback-step');
    await speed(60);
    expect((await run).result).toMatchObject({ ok: true, way: 'stopped' });
    await windowIsOver();
  });
});

describe('logs', () => {
  it('are those of one task, or of one colour', { timeout: TIMEOUT }, async () => {
    const tasksIn = ({ events }: Run): readonly string[] => [
      ...new Set(events.flatMap(({ type, task, colour }) => (type === 'log' ? [`${String(task)} ${String(colour)}`] : []))),
    ];
    const newest = tasksIn(await wizard('logs', '--since', '1d')).at(-1) ?? '';
    const [task = '', colour = ''] = newest.split(' ');
    expect(['blue', 'green']).toContain(colour);
    expect(tasksIn(await wizard('logs', '--since', '1d', '--task', task.slice(0, 12)))).toEqual([newest]);
    const ofColour = tasksIn(await wizard('logs', '--since', '1d', '--colour', colour));
    expect(ofColour).toContain(newest);
    expect(ofColour.every(one => one.endsWith(` ${colour}`))).toBe(true);
    const unknown = await wizard('logs', '--task', 'ffffffff');
    expect([unknown.code, unknown.result?.['errors']]).toMatchObject([EXIT.usage, [{ code: 'taskUnknown', facts: { task: 'ffffffff' } }]]);
    expect((await wizard('logs', '--colour', 'red')).code).toBe(EXIT.usage);
  });
});

describe('a rollback in a terminal', () => {
  it('offers the versions, the usual one marked, and asks before it begins', { timeout: TIMEOUT }, async () => {
    const { en } = LANGUAGES;
    const { versions } = (await wizard('rollback', '--list')).result as unknown as {
      readonly versions: readonly { readonly revision: string; readonly live: boolean; readonly next: boolean }[];
    };
    const revisionOf = (mark: 'live' | 'next'): string => versions.find(version => version[mark])?.revision ?? '';
    const terminal = runInTerminal(folder, ['rollback', '--sandbox'], { cols: 160 });
    await terminal.waitFor(en.rollback.choose);
    await terminal.waitFor(new RegExp(`❯ ${revisionOf('next')} `));
    expect(terminal.screen()).not.toMatch(new RegExp(`^[ ❯]+${revisionOf('live')} `, 'm'));
    terminal.type(KEYS.enter);
    await terminal.waitFor(en.rollback.confirm);
    terminal.type(`${KEYS.down}${KEYS.enter}`);
    expect(await terminal.exit).toBe(EXIT.done);
    expect(terminal.screen()).toContain(en.ui.declined);
    expect((await live()).taskDefinition).toContain(revisionOf('live'));
  });
});

describe('a rollback of a canary', () => {
  it('leads the part of the traffic back that has moved, and loses no request', { timeout: TIMEOUT }, async () => {
    const canary = ['--codedeploy-config', 'CodeDeployDefault.ECSCanary10Percent15Minutes'];
    expect((await wizard('codedeploy', ...canary)).code).toBe(EXIT.done);
    const before = await page();
    const version = before === 'v1' ? 'v2' : 'v1';
    const agents = Array.from({ length: 4 }, () => new Agent({ keepAlive: true }));
    const stop = hammer({ address: url, agents, describe: ({ status, body }) => `${status} ${/sample · (v\d)/.exec(body)?.[1]}` });
    const release = begin('release', '--image', `sandbox/sample:${version}`);
    const run = finished(release, true);
    await until(release, 'traffic', '"percent":10,');
    // The rest of the traffic moves only after the rollback.
    await speed(5);
    expect((await wizard('rollback')).result).toMatchObject({ ok: true, way: 'stopped' });
    expect((await run).code).toBe(EXIT.deploymentFailed);
    const counts = await stop();
    expect([...counts.keys()].toSorted()).toEqual(['200 v1', '200 v2']);
    expect(counts.get(`200 ${before}`)).toBeGreaterThan(counts.get(`200 ${version}`) ?? 0);
    expect(await page()).toBe(before);
  });
});
