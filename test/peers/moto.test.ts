import { DeletePipelineCommand } from '@aws-sdk/client-codepipeline';
import { CodeCommitClient, GetRepositoryCommand } from '@aws-sdk/client-codecommit';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/aws/connect.ts';
import { explain } from '../../src/aws/explain.ts';
import { Failures } from '../../src/engine/failures.ts';
import { KINDS } from '../../src/resources/index.ts';
import { setUp } from '../helpers/set-up.ts';
import { source } from '../resources/graph.ts';
import { SAMPLES } from '../resources/samples.ts';
import { DUMMY, stubCredentials } from './moto/credentials.ts';
import { DIFFERENT } from './moto/different.ts';
import { changedNodes, NODES, STAYING } from './moto/graph.ts';
import { connectDefaultVpc, putImage, startTaskSet, tagBucket } from './moto/in-its-place.ts';
import { inventory } from './moto/inventory.ts';
import { MISSING } from './moto/missing.ts';
import { withNumericDates } from './moto/numeric-dates.ts';
import { startMoto, type Peer } from './moto/server.ts';

let moto: Peer;
let mended: Peer;

beforeAll(async () => {
  stubCredentials();
  moto = await startMoto();
  mended = await withNumericDates(moto);
});

/** Waits pass a thousand times as fast as on AWS. */
const connectTo = ({ endpoint }: Peer, app = 'demo') => connect({ app, env: 'test', endpoint, pace: 0.001 });

/** The problems that something ends with, by the node that they belong to. */
async function problemsOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Failures)) throw error;
    return Object.fromEntries(error.failures.map(failure => [failure.id, explain(failure.error) ?? failure.error]));
  }
}

const problem = (code: string, facts: object = {}) => expect.objectContaining({ code, facts: expect.objectContaining(facts) });

/** One of each, whatever was looked at or sent again. */
const MADE = {
  alarms: ['demo-errors'],
  applications: ['AppECS-demo'],
  buckets: ['demo-artifacts-111122223333'],
  clusters: ['demo'],
  loadBalancers: ['demo'],
  logGroups: ['/ecs/demo'],
  pipelines: ['demo'],
  repositories: ['demo'],
  rules: ['demo-image'],
  targetGroups: ['demo-blue', 'demo-green'],
};

describe('every kind on moto', () => {
  it('is made once, kept, changed, found again, handed over and removed', async () => {
    const before = await inventory(mended.endpoint);
    const aws = await connectTo(mended);
    const ours = setUp(aws);
    await connectDefaultVpc(aws);
    const { changed, fields } = await changedNodes(aws);

    // Made.
    await ours.up(NODES, { only: new Set(['repository']) });
    await putImage(aws, 'demo', 'latest');
    expect(await problemsOf(ours.up(NODES))).toEqual({ 'service settle': problem('waitTimedOut', { last: 'no PRIMARY task set' }) });
    await startTaskSet(aws, 'demo', 'web');
    await tagBucket(aws, 'demo-artifacts-111122223333');
    expect(await ours.up(NODES)).toEqual({ 'the-pipeline': ['create'] });
    expect(await ours.up(NODES)).toEqual({});
    expect(await inventory(mended.endpoint)).toMatchObject(MADE);

    // Changed, and found again without the state.
    const updates = Object.fromEntries(Object.entries(fields).map(([id, names]) => [id, ['update', ...names]]));
    expect(await ours.up(changed)).toEqual(updates);
    expect(await ours.up(changed)).toEqual({});
    ours.lose();
    expect(await ours.up(changed)).toEqual({});

    // Handed over, and taken back.
    const theirs = setUp(await connectTo(mended, 'other'));
    const only = new Set(Object.keys(fields));
    const foreign = (owner: string) => Object.fromEntries([...only].map(id => [id, problem('foreign', { owner })]));
    expect(await problemsOf(theirs.plan(NODES))).toMatchObject(foreign('demo/test'));
    // A load balancer that was there before keeps its subnets, and its security groups beside ours.
    const adopted = { ...updates, 'load-balancer': ['update', 'securityGroupIds'] };
    expect(await theirs.up(NODES, { adopt: true, only })).toEqual(adopted);
    expect(await problemsOf(ours.plan(NODES, { only }))).toEqual(foreign('other/test'));
    expect(await ours.up(changed, { adopt: true, only })).toEqual({ ...adopted, 'load-balancer': ['update'] });
    ours.lose();
    expect(await ours.up(changed)).toEqual({});

    // Removed, and removed again by a state that does not know.
    const made = ours.state();
    expect(await problemsOf(ours.down(changed, { adopted: true }))).toEqual({
      'the-pipeline': problem('notImplemented', { action: 'codepipeline:GetPipelineState' }),
    });
    await aws.codepipeline.send(new DeletePipelineCommand({ name: 'demo' }));
    const going = changed.filter(({ id }) => !STAYING.has(id));
    ours.lose(...STAYING);
    await ours.down(going, { adopted: true });
    expect(ours.state().entries).toEqual({});
    expect(await ours.down(going, { adopted: true })).toEqual({});
    expect(await inventory(mended.endpoint)).toEqual({
      ...before,
      applications: ['AppECS-demo'],
      roles: [...(before['roles'] ?? []), 'AWSServiceRoleForecs'].sort(),
    });

    const again = setUp(aws, made);
    again.lose(...STAYING);
    expect(Object.keys(await again.down(going, { adopted: true })).length).toBeGreaterThan(15);
    expect(again.state().entries).toEqual({});
  });

  it('is made, and neither changed nor removed where moto cannot tell whose it is: a CodeCommit repository', async () => {
    const ours = setUp(await connectTo(mended));
    const nodes = [source()];
    expect(await ours.up(nodes)).toEqual({ source: ['create'] });
    const unknown = problem('notImplemented', { action: 'codecommit:ListTagsForResource' });
    expect(await problemsOf(ours.plan(nodes))).toEqual({ source: unknown });
    expect(explain(await ours.down(nodes).catch((error: unknown) => error))).toEqual(unknown);
    const client = new CodeCommitClient({ endpoint: mended.endpoint, region: DUMMY.region, credentials: DUMMY });
    expect((await client.send(new GetRepositoryCommand({ repositoryName: 'demo' }))).repositoryMetadata).toMatchObject({
      repositoryName: 'demo',
    });
  });

  it('is in the graph, but for those that moto cannot hold; so are its changes', async () => {
    const tested = new Set([...NODES, source()].map(({ kind }) => kind.type));
    expect([...KINDS.keys()].filter(type => !tested.has(type))).toEqual(['local-file', 'codecommit.commit']);
    const { fields } = await changedNodes(await connectTo(moto));
    const changed = new Set(NODES.filter(({ id }) => id in fields).map(({ kind }) => kind.type));
    const unchanged = SAMPLES.filter(({ kind, change }) => change !== undefined && !changed.has(kind.type));
    expect(unchanged.map(({ kind }) => kind.type)).toEqual([
      'ecs.cluster',
      'ecs.service',
      'codedeploy.deployment-group',
      'codecommit.repository',
    ]);
  });
});

describe('what moto lacks', () => {
  it.each(MISSING)('$action', async ({ action, call }) => {
    const error = await call(await connectTo(moto)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(explain(error)).toMatchObject({ code: 'notImplemented', facts: { action, endpoint: moto.endpoint } });
  });

  it('is the same with its dates mended', async () => {
    const { action, call } = MISSING[0] as (typeof MISSING)[number];
    const error = await call(await connectTo(mended)).catch((reason: unknown) => reason);
    expect(explain(error)).toMatchObject({ code: 'notImplemented', facts: { action } });
  });

  it('a registry', async () => {
    const answer = await fetch(new URL('/v2/', moto.endpoint));
    expect([answer.status, answer.headers.get('docker-distribution-api-version')]).toEqual([404, null]);
  });
});

describe('what moto does otherwise than AWS', () => {
  let fresh: Peer;
  beforeAll(async () => {
    fresh = await startMoto();
  });

  it.each(DIFFERENT)('$title', async ({ ask, moto: answer }) => {
    const told = await ask(await connectTo(fresh)).catch((error: unknown) => explain(error)?.code);
    expect(told).toEqual(answer);
  });
});
