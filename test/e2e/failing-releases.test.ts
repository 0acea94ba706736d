import {
  CreateRouteCommand,
  DeleteRouteCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { BatchDeleteImageCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { readFile, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { clientConfig } from '../helpers/client-config.ts';
import { emptyProject, runWizard, type Run } from '../helpers/cli.ts';
import { hammer } from '../helpers/hammer.ts';

const TIMEOUT = 180_000;

/** One project whose production address is under load while one release after the other fails. */
let folder: string;
let iam: IAMClient;
let ecr: ECRClient;
let ec2: EC2Client;
let stopLoad: ReturnType<typeof hammer>;
let url: string;

const wizard = (...words: readonly string[]): Promise<Run> => runWizard(folder, [...words, '--sandbox', '--json']);
const release = (...words: readonly string[]): Promise<Run> => wizard('release', '--fail-fast', ...words);
const load = (): ReturnType<typeof hammer> =>
  hammer({
    address: url,
    agents: [new Agent({ keepAlive: true }), new Agent({ keepAlive: true })],
    describe: ({ status }) => String(status),
  });

beforeAll(async () => {
  folder = await emptyProject();
  await runWizard(folder, ['sandbox', 'start', '--speed', '200']);
  const made = await wizard('init', '--yes', '--app', 'shop', '--codedeploy-termination-wait', '4');
  url = String(made.result?.['url']);
  const { variables } = (await runWizard(folder, ['sandbox', 'env', '--json'])).result as unknown as {
    readonly variables: Readonly<Record<string, string>>;
  };
  const config = clientConfig({ endpoint: variables['AWS_ENDPOINT_URL'] ?? '', region: variables['AWS_REGION'] ?? '' });
  [iam, ecr, ec2] = [new IAMClient(config), new ECRClient(config), new EC2Client(config)];
  stopLoad = load();
}, TIMEOUT);

const role = (use: string): string => `shop-${use}-ap-northeast-2`;

/** Takes an action out of a policy in a role. */
async function forbid(RoleName: string, action: string): Promise<void> {
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: RoleName }));
  const policy = JSON.parse(decodeURIComponent(PolicyDocument)) as { Statement: { Action: string | string[] }[] };
  const statements = policy.Statement.map(one => ({ ...one, Action: [one.Action].flat().filter(name => name !== action) }));
  const Statement = statements.filter(({ Action }) => Action.length > 0);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: RoleName, PolicyDocument: JSON.stringify({ ...policy, Statement }) }));
}

const detach = (RoleName: string, policy: string): Promise<unknown> =>
  iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: `arn:aws:iam::aws:policy/${policy}` }));

/** Changes a file of the project; returns what undoes that. */
async function edit(name: string, change: (text: string) => string): Promise<() => Promise<void>> {
  const path = join(folder, name);
  const before = await readFile(path, 'utf8');
  await writeFile(path, change(before));
  return () => writeFile(path, before);
}

/** A container port that the security group of the tasks lets nobody in on. */
const onClosedPort = async (): Promise<void> => {
  undo = await edit('wizard.yaml', text => `${text}\ntaskdef: { port: 8081 }\n`);
};

const ANYWHERE = { DestinationCidrBlock: '0.0.0.0/0' };

/** The tables of the only network there is, which lead everywhere through its gateway. */
const routeTables = async (): Promise<readonly (string | undefined)[]> =>
  ((await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables ?? []).map(({ RouteTableId }) => RouteTableId);

async function dropRoutes(): Promise<void> {
  for (const RouteTableId of await routeTables()) await ec2.send(new DeleteRouteCommand({ RouteTableId, ...ANYWHERE }));
}

async function addRoutes(): Promise<void> {
  const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({}));
  const GatewayId = InternetGateways?.[0]?.InternetGatewayId;
  for (const RouteTableId of await routeTables()) await ec2.send(new CreateRouteCommand({ RouteTableId, GatewayId, ...ANYWHERE }));
}

interface Mishap {
  readonly what: string;
  readonly arrange: () => Promise<unknown>;
  readonly exit: number;
  /** The cause where it has failed, else the code of the error. */
  readonly code: string;
  /** Words of the remedy, the command first. */
  readonly remedy: RegExp;
  /** The command that the remedy names, or what puts the files right. */
  readonly mend: () => Promise<unknown>;
}

const again = (step: string) => (): Promise<unknown> => wizard(step, '--yes');
const MISHAPS: readonly Mishap[] = [
  {
    what: 'the role of the pipeline may not deploy',
    arrange: () => forbid(role('pipeline'), 'codedeploy:CreateDeployment'),
    exit: EXIT.deploymentFailed,
    code: 'permissionMissing',
    remedy: /wizard pipeline --sandbox/,
    mend: again('pipeline'),
  },
  {
    what: 'the role of CodeDeploy may do nothing',
    arrange: () => detach(role('codedeploy'), 'AWSCodeDeployRoleForECS'),
    exit: EXIT.deploymentFailed,
    code: 'codedeployRoleWeak',
    remedy: /wizard codedeploy --sandbox/,
    mend: again('codedeploy'),
  },
  {
    what: 'the execution role may do nothing',
    arrange: () => detach(role('execution'), 'service-role/AmazonECSTaskExecutionRolePolicy'),
    exit: EXIT.deploymentFailed,
    code: 'permissionMissing',
    remedy: /wizard taskdef --sandbox/,
    mend: again('taskdef'),
  },
  {
    what: 'the tag that the pipeline takes names no image',
    arrange: () => ecr.send(new BatchDeleteImageCommand({ repositoryName: 'shop-ecr-repo', imageIds: [{ imageTag: 'latest' }] })),
    exit: EXIT.usage,
    code: 'imageNotFound',
    remedy: /./,
    mend: () => release('--image', 'sandbox/sample:v1'),
  },
  {
    what: 'the security group of the tasks is closed',
    arrange: onClosedPort,
    exit: EXIT.usage,
    code: 'releasePort',
    remedy: /./,
    mend: () => undo(),
  },
  {
    what: 'the tasks have no route to their image',
    arrange: dropRoutes,
    exit: EXIT.deploymentFailed,
    code: 'noRoute',
    remedy: /0\.0\.0\.0\/0.*wizard release --sandbox/,
    mend: addRoutes,
  },
];

let undo: () => Promise<void>;

interface Told {
  readonly code: string;
  readonly remedy: string;
  readonly facts: { readonly cause?: { readonly code: string }; readonly rolledBack?: boolean };
}

describe('a release fails for one reason, says which and what to do, and nobody notices, where', () => {
  it.each(MISHAPS)('$what', { timeout: TIMEOUT }, async ({ arrange, exit, code, remedy, mend }) => {
    await arrange();
    const { code: status, result } = await release();
    await mend();
    const errors = (result?.['errors'] ?? []) as readonly Told[];
    expect({ status, errors }).toMatchObject({ status: exit, errors: [{ remedy: expect.stringMatching(remedy) }] });
    expect(errors[0]?.facts.cause?.code ?? errors[0]?.code).toBe(code);
  });
});

describe('a release goes well all the same, and tells, where', () => {
  it.each([
    ['taskdef.json', '<IMAGE1_NAME>', '<IMAGE_NAME>'],
    ['appspec.yaml', '<TASK_DEFINITION>', '<TASKDEF>'],
  ])('a placeholder of %s is misspelt: it is put right', { timeout: TIMEOUT }, async (file, right, wrong) => {
    const restore = await edit(file, text => text.replace(right, wrong));
    const run = await release('--image', 'sandbox/sample:v1');
    await restore();
    expect(run.code).toBe(EXIT.done);
    expect(run.events.filter(({ type }) => type === 'file-change')).toContainEqual(
      expect.objectContaining({ file, from: wrong, to: right }),
    );
  });

  it('a push starts nothing: it is started by hand, and told', { timeout: TIMEOUT }, async () => {
    await iam.send(new DeleteRolePolicyCommand({ RoleName: role('events'), PolicyName: role('events') }));
    const byHand = await release('--image', 'sandbox/sample:v2');
    expect(byHand).toMatchObject({ code: EXIT.done });
    expect(byHand.events.map(({ type }) => type)).toContain('trigger-silent');
    await wizard('pipeline', '--yes');
    const byPush = await release('--image', 'sandbox/sample:v1');
    expect(byPush.events.find(({ type }) => type === 'execution-found')).toMatchObject({ by: 'push' });
  });
});

it('of all this, nobody who asked has noticed anything', { timeout: TIMEOUT }, async () => {
  expect([...(await stopLoad()).keys()]).toEqual(['200']);
});

describe('a release whose version answers users with errors', () => {
  /** The part of the requests during a release that failed, until its alarm led them all back. */
  async function failedPart(config: string): Promise<number> {
    await wizard('codedeploy', '--yes', '--codedeploy-config', config);
    const stop = load();
    const run = await release('--image', 'sandbox/errors-after-shift');
    const counts = await stop();
    const after = load();
    expect(run.result).toMatchObject({
      errors: [{ code: 'deploymentFailed', facts: { ended: 'alarm', rolledBack: true, cause: { code: 'alarmRang' } } }],
    });
    expect(run.code).toBe(EXIT.deploymentFailed);
    expect([...(await after()).keys()]).toEqual(['200']);
    expect([...counts.keys()].toSorted()).toEqual(['200', '500']);
    return (counts.get('500') ?? 0) / [...counts.values()].reduce((sum, count) => sum + count, 0);
  }

  it('is rolled back by the alarm, and a canary spares most of them', { timeout: TIMEOUT }, async () => {
    // Slow enough that minutes, which load balancer and alarm go by, are told apart.
    await runWizard(folder, ['sandbox', 'speed', '60']);
    const atOnce = await failedPart('CodeDeployDefault.ECSAllAtOnce');
    // The alarm is over before the next release may begin.
    await expect.poll(async () => (await release('--dry-run', '--image', 'sandbox/sample:v1')).code, { timeout: TIMEOUT }).toBe(EXIT.done);
    const canary = await failedPart('CodeDeployDefault.ECSCanary10Percent5Minutes');
    expect(canary).toBeLessThan(atOnce / 2);
  });
});

describe('a set-up whose service does not come up', () => {
  it('comes up once the path of the health check is one that answers', { timeout: TIMEOUT }, async () => {
    const other = await emptyProject();
    await runWizard(other, ['sandbox', 'start', '--speed', '200']);
    const init = ['init', '--sandbox', '--yes', '--json', '--alb-health-check-path'];
    const failed = await runWizard(other, [...init, '/up']);
    expect(failed.result).toMatchObject({
      errors: [{ code: 'serviceNotUp', remedy: expect.stringMatching(/init --alb-health-check-path PATH --sandbox/) }],
    });
    expect((await runWizard(other, [...init, '/'])).result).toMatchObject({ ok: true, answers: true });
  });

  it('says why, and how to begin anew', { timeout: TIMEOUT }, async () => {
    const other = await emptyProject();
    await runWizard(other, ['sandbox', 'start', '--speed', '200']);
    const run = await runWizard(other, ['init', '--sandbox', '--yes', '--json', '--image', 'sandbox/crash-at-start']);
    expect(run.code).toBe(EXIT.deploymentFailed);
    expect(run.events.map(({ type }) => type)).toContain('diagnosis');
    expect(run.result).toMatchObject({
      errors: [
        {
          code: 'serviceNotUp',
          message: expect.stringContaining('ECONNREFUSED'),
          remedy: expect.stringMatching(/wizard destroy --sandbox; .*wizard init --sandbox/),
          facts: { cause: { code: 'containerCrashed' } },
        },
      ],
    });
  });
});
