import { CreateDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/aws/connect.ts';
import { EXIT } from '../../src/errors.ts';
import { callerStatements, policiesOf, POLICY_SIZE, USES, type Use } from '../../src/iam/caller-policy.ts';
import type { Statement } from '../../src/iam/policy.ts';
import { run } from '../../src/main.ts';
import { readService } from '../../src/release/read-service.ts';
import { resolveConfig } from '../../src/resolve-config.ts';
import { steppedTime } from '../../src/sandbox/clock-stepped.ts';
import type { AccessRequest, PolicyDocument } from '../../src/sandbox/services/iam/policy.ts';
import { evaluate } from '../../src/sandbox/services/iam/policy.ts';
import { createSetup } from '../../src/setup.ts';
import { makeDockerSave, makeImage } from '../helpers/make-image.ts';
import { memoryIo } from '../helpers/memory.ts';
import { allowing, restrictedCaller } from '../helpers/restricted-caller.ts';
import { startTestSandbox, temporaryFolder } from '../helpers/sandbox.ts';
import { whileTimePasses } from '../release/stage.ts';

// On AWS, which this is for the program, a look every few seconds is enough; here minutes pass within a second.
vi.mock(import('../../src/aws/connect.ts'), async original => {
  const { connect, ...rest } = await original();
  return { ...rest, connect: options => connect({ pace: 0.001, ...options }) };
});

interface Asked {
  readonly documents: readonly PolicyDocument[];
  readonly request: AccessRequest;
}

const asked: Asked[] = vi.hoisted(() => []);

// Notes what IAM is asked about our users; decides as ever.
vi.mock(import('../../src/sandbox/services/iam/decide.ts'), async original => {
  const { decide, ...rest } = await original();
  return {
    ...rest,
    decide: (policies, request, resource) => {
      if (typeof policies !== 'string' && request.principal?.id.includes(':user/')) asked.push({ documents: policies.identity, request });
      return decide(policies, request, resource);
    },
  };
});

afterEach(() => {
  vi.unstubAllEnvs();
  asked.length = 0;
});

/** A sandbox that the program takes for AWS, with a project beside it. */
async function start() {
  const time = steppedTime();
  const sandbox = await startTestSandbox({ clock: time });
  const folder = await temporaryFolder();
  await writeFile(
    join(folder, 'wizard.yaml'),
    `app: shop\nregion: us-east-1\nimage: { type: archive, from: ${await makeDockerSave(await makeImage('amd64', 'first', 80))} }\ncodedeploy: { terminationWait: 0 }\n`,
  );
  let count = 0;
  const wizard = async (statements: readonly object[], ...words: readonly string[]) => {
    count += 1;
    const { accessKeyId, secretAccessKey } = restrictedCaller(sandbox.world(), statements, `user-${count}`);
    vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
    const io = memoryIo({ cwd: folder });
    const code = await whileTimePasses({ time }, run([...words, '--yes', '--json', '--endpoint-url', sandbox.endpoint], io));
    return { code, text: io.stdout.text + io.stderr.text };
  };
  /** The statements that the program itself prints for a use. */
  const policyFor = async (use: Use, ...words: readonly string[]): Promise<readonly Statement[]> => {
    const io = memoryIo({ cwd: folder });
    expect(await run(['policy', '--for', use, '--account', sandbox.world().account, '--json', ...words], io)).toBe(0);
    const { policies } = JSON.parse(io.stdout.text) as { readonly policies: readonly { readonly Statement: readonly Statement[] }[] };
    return policies.flatMap(({ Statement }) => Statement);
  };
  const newImage = async (): Promise<readonly string[]> => [
    '--archive',
    await makeDockerSave(await makeImage('amd64', `page ${(count += 1)}`, 80)),
  ];
  /** A deployment that somebody starts beside the pipeline, whose AppSpec lies in the bucket. */
  const deployFromBucket = async (): Promise<void> => {
    const aws = await connect({
      app: 'shop',
      env: 'default',
      endpoint: sandbox.endpoint,
      region: sandbox.region,
      sandbox: true,
      pace: 0.001,
    });
    const { config, names } = createSetup(
      resolveConfig({ app: 'shop' }, { env: 'default', sandbox: true, region: sandbox.region }).config,
      aws,
    );
    const service = await readService(aws, config.service.cluster, config.service.name);
    const TaskDefinition = service?.taskSets?.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
    const Properties = {
      TaskDefinition,
      LoadBalancerInfo: { ContainerName: config.taskdef.container, ContainerPort: config.taskdef.port },
    };
    const Body = JSON.stringify({ version: '0.0', Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties } }] });
    await aws.s3.send(new PutObjectCommand({ Bucket: names.bucket, Key: 'appspec.json', Body }));
    const { application: applicationName, group: deploymentGroupName } = config.codedeploy;
    const s3Location = { bucket: names.bucket, key: 'appspec.json', bundleType: 'JSON' } as const;
    await aws.codedeploy.send(
      new CreateDeploymentCommand({ applicationName, deploymentGroupName, revision: { revisionType: 'S3', s3Location } }),
    );
    const { deployments } = sandbox.world().state.codedeploy;
    await time.advanceUntil(() => Object.values(deployments).every(({ completeTime }) => completeTime !== undefined), 3600);
  };
  return { sandbox, time, folder, wizard, policyFor, newImage, deployFromBucket };
}

type Stage = Awaited<ReturnType<typeof start>>;

const isAllowed = (documents: readonly PolicyDocument[], request: AccessRequest): boolean => evaluate(documents, request) === 'allowed';

/** The statements without which something that was asked would have been refused. */
const needed = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ Sid }) => {
    const without = ({ documents }: Asked): readonly PolicyDocument[] =>
      documents.map(document => ({ ...document, statements: document.statements.filter(({ sid }) => sid !== Sid) }));
    return asked.some(one => isAllowed(one.documents, one.request) && !isAllowed(without(one), one.request)) ? [Sid] : [];
  });

const sids = (statements: readonly Statement[]): readonly string[] => statements.map(({ Sid }) => Sid);

const anybody = allowing('*');

async function expectDone(stage: Stage, statements: readonly object[], lines: readonly (readonly string[])[]): Promise<void> {
  for (const words of lines) {
    const { code, text } = await stage.wizard(statements, ...words);
    expect(code, `${words.join(' ')}\n${text.slice(-1500)}`).toBe(0);
  }
}

describe('the policy for', () => {
  it('set-up is enough for everything from init to destroy, and no statement of it is too many', { timeout: 240_000 }, async () => {
    const stage = await start();
    const statements = await stage.policyFor('set-up');
    await expectDone(stage, statements, [['init'], ['release', ...(await stage.newImage())], ['rollback'], ['status'], ['logs']]);
    await expectDone(stage, statements, [['plan'], ['doctor'], ['destroy'], ['destroy', '--delete-data']]);
    expect(needed(statements)).toEqual(sids(statements));
  });

  it('release is enough to release and to go back, and no statement of it is too many', { timeout: 240_000 }, async () => {
    const stage = await start();
    await expectDone(stage, anybody, [['init']]);
    asked.length = 0;
    const statements = await stage.policyFor('release');
    await expectDone(stage, statements, [['release', ...(await stage.newImage())], ['rollback'], ['status'], ['logs']]);
    await stage.deployFromBucket();
    await expectDone(stage, statements, [['rollback', '--list']]);
    expect(needed(statements)).toEqual(sids(statements));
    expect(await stage.wizard(statements, 'destroy')).toMatchObject({ code: EXIT.refused });
  });

  it('look is enough to look, and no statement of it is too many', { timeout: 240_000 }, async () => {
    const stage = await start();
    await expectDone(stage, anybody, [['init']]);
    asked.length = 0;
    const statements = await stage.policyFor('look');
    await expectDone(stage, statements, [['status'], ['plan'], ['doctor'], ['logs']]);
    await stage.deployFromBucket();
    await expectDone(stage, statements, [['status']]);
    expect(needed(statements)).toEqual(sids(statements));
    expect(await stage.wizard(statements, 'release', ...(await stage.newImage()))).toMatchObject({ code: EXIT.refused });
  });
});

describe('a state in a bucket', () => {
  it('is in the policies, and no statement about it is too many', { timeout: 240_000 }, async () => {
    const stage = await start();
    await appendFile(join(stage.folder, 'wizard.yaml'), 'state: s3://team-state/shop\n');
    const { endpoint, region } = stage.sandbox;
    const aws = await connect({ app: 'shop', env: 'default', endpoint, region, sandbox: true });
    await aws.s3.send(new CreateBucketCommand({ Bucket: 'team-state' }));
    const aboutState = (statements: readonly Statement[]) => sids(statements).filter(sid => sid.startsWith('State'));

    const setUp = await stage.policyFor('set-up');
    await expectDone(stage, setUp, [['source'], ['status', '--rebuild'], ['destroy', '--delete-data']]);
    expect(aboutState(setUp).filter(sid => !needed(setUp).includes(sid))).toEqual([]);
    await expectDone(stage, setUp, [['source']]);
    asked.length = 0;
    for (const use of ['look', 'release'] as const) {
      const statements = await stage.policyFor(use);
      await expectDone(stage, statements, [['status']]);
      expect(aboutState(statements)).toEqual(['State', 'StateBucket']);
      expect(await stage.wizard(statements, 'status', '--rebuild')).toMatchObject({ code: EXIT.refused });
    }
  });
});

describe('the policies', () => {
  const place = { account: '111122223333', region: 'ap-northeast-2', partition: 'aws' };
  const setupOf = (answers: object) =>
    createSetup(resolveConfig({ app: 'shop', ...answers }, { env: 'default', sandbox: false, region: place.region }).config, place);

  it('fit into managed policies, and lose no statement by it', () => {
    const { config } = setupOf({});
    const setup = createSetup({ ...config, alb: { ...config.alb, name: 'a'.repeat(32) }, app: 'b'.repeat(60) }, place);
    for (const use of Object.keys(USES) as Use[]) {
      const statements = callerStatements(use, setup);
      const policies = policiesOf(statements) as readonly { readonly Statement: readonly Statement[] }[];
      expect(policies.flatMap(({ Statement }) => Statement)).toEqual(statements);
      for (const one of policies) expect(JSON.stringify(one).length).toBeLessThanOrEqual(POLICY_SIZE);
    }
  });

  it('let nobody make roles where all roles are given, and pass on these alone', () => {
    const roles = {
      'taskdef.executionRole': 'a',
      'taskdef.taskRole': 'b',
      'codedeploy.role': 'c',
      'pipeline.role': 'd',
      'pipeline.eventsRole': 'e',
    };
    const statements = callerStatements('set-up', setupOf(roles));
    expect(statements.flatMap(({ Action }) => Action)).not.toContain('iam:CreateRole');
    const passed = statements.filter(({ Action }) => Action.includes('iam:PassRole')).flatMap(({ Resource }) => Resource);
    expect(new Set(passed.map(arn => arn.split('/').at(-1)))).toEqual(new Set(['a', 'b', 'c', 'd', 'e']));
  });

  it('of whoever makes the roles beforehand are about IAM alone', () => {
    const actions = callerStatements('roles', setupOf({})).flatMap(({ Action }) => Action);
    expect(actions).toContain('iam:CreateRole');
    expect(actions.every(action => action.startsWith('iam:'))).toBe(true);
  });
});
