import { DeleteServiceCommand } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/aws/connect.ts';
import { readVersions, readWeights, weightsOf } from '../../src/release/live.ts';
import { createGroup, deploy, hasShifted, startRelease, until } from '../helpers/release.ts';
import { IMAGE, register } from '../helpers/stage.ts';

const address = { cluster: 'demo', service: 'web', container: 'web' };

async function start() {
  const release = await startRelease();
  await createGroup(release);
  const { endpoint, region } = release.sandbox;
  const aws = await connect({ app: 'web', env: 'default', endpoint, region, sandbox: true });
  return { release, aws };
}

describe('readVersions', () => {
  it('tells the one version of a service that was just made', async () => {
    const { aws } = await start();
    expect(await readVersions(aws, address)).toEqual([
      expect.objectContaining({ primary: true, targetGroup: 'demo-blue', image: IMAGE, desired: 1, pending: 0, running: 1 }),
    ]);
  });

  it('tells both versions during a deployment, the one that serves first', async () => {
    const { release, aws } = await start();
    const next = await register(release, { cpu: '512', memory: '1024' });
    await until(release, await deploy(release, next), hasShifted);
    const versions = await readVersions(aws, address);
    expect(versions?.map(({ targetGroup, primary }) => `${targetGroup} ${primary}`)).toEqual(['demo-green true', 'demo-blue false']);
    expect(versions?.[0]).toMatchObject({ taskDefinition: next, running: 1 });
  });

  it('takes the first container where none has that name', async () => {
    const { aws } = await start();
    expect((await readVersions(aws, { ...address, container: 'other' }))?.[0]?.image).toBe(IMAGE);
  });

  it('is undefined where there is no such service, or no longer', async () => {
    const { release, aws } = await start();
    expect(await readVersions(aws, { ...address, service: 'nothing' })).toBeUndefined();
    await release.ecs.send(new DeleteServiceCommand({ cluster: 'demo', service: 'web', force: true }));
    expect(await readVersions(aws, address)).toBeUndefined();
  });
});

describe('readWeights', () => {
  it('follows the traffic from blue to green', async () => {
    const { release, aws } = await start();
    expect(await readWeights(aws, release.front.production)).toEqual([{ targetGroup: 'demo-blue', percent: 100 }]);
    await until(release, await deploy(release, await register(release)), hasShifted);
    expect(await readWeights(aws, release.front.production)).toEqual([{ targetGroup: 'demo-green', percent: 100 }]);
  });

  const arn = (name: string): string => `arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/${name}/0123456789abcdef`;

  it.each([
    { what: 'no forward at all', actions: [{ Type: 'fixed-response' as const }], expected: [] },
    {
      what: 'a plain forward',
      actions: [{ Type: 'forward' as const, TargetGroupArn: arn('blue') }],
      expected: [{ targetGroup: 'blue', percent: 100 }],
    },
    {
      what: 'weights, which count more than the plain target group',
      actions: [
        {
          Type: 'forward' as const,
          TargetGroupArn: arn('blue'),
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: arn('blue'), Weight: 90 },
              { TargetGroupArn: arn('green'), Weight: 10 },
            ],
          },
        },
      ],
      expected: [
        { targetGroup: 'blue', percent: 90 },
        { targetGroup: 'green', percent: 10 },
      ],
    },
    {
      what: 'weights of which all are zero',
      actions: [{ Type: 'forward' as const, ForwardConfig: { TargetGroups: [{ TargetGroupArn: arn('blue'), Weight: 0 }] } }],
      expected: [],
    },
  ])('reads $what', ({ actions, expected }) => {
    expect(weightsOf(actions)).toEqual(expected);
  });
});
