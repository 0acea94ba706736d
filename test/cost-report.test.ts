import { describe, expect, it } from 'vitest';
import { costReport } from '../src/cost-report.ts';
import type { Change } from '../src/engine/types.ts';
import { priceOf } from '../src/prices.ts';
import { resolveConfig } from '../src/resolve-config.ts';

const REGION = 'ap-northeast-2';
const HOURS = 730;
const { config } = resolveConfig({}, { env: 'default', sandbox: false, region: REGION });

const change = (type: string, spec: object): Change => ({ id: type, type, step: 'x', action: 'create', fields: [], needs: [], spec });
const balancer = (scheme: string) => change('elbv2.load-balancer', { name: 'shop', scheme, subnetIds: ['a', 'b'] });
const service = (architecture: string) =>
  change('ecs.service', { name: 'web', cluster: 'shop', request: { desiredCount: 1 }, task: { cpu: 1024, memory: 2048, architecture } });

const usd = (price: string, units: number): number => units * (priceOf(price, REGION) ?? Number.NaN);

describe('costReport', () => {
  it('says what costs what, the dearest first, and what the old version adds while it is kept', () => {
    const report = costReport({ changes: [balancer('internet-facing'), service('X86_64')] }, REGION, config);
    const tasks = usd('fargate-vcpu-hour', HOURS) + usd('fargate-gb-hour', 2 * HOURS);
    const front = usd('alb-hour', HOURS) + usd('public-ipv4-hour', 2 * HOURS);
    expect(report?.resources).toEqual([
      { kind: 'ecs.service', name: 'web', usd: expect.closeTo(tasks, 6) },
      { kind: 'elbv2.load-balancer', name: 'shop', usd: expect.closeTo(front, 6) },
    ]);
    expect(report?.usd).toBeCloseTo(tasks + front, 6);
    expect(report?.release).toEqual({ minutes: 5, usd: expect.closeTo((tasks / HOURS / 60) * 5, 9) });
  });

  it('says what would be cheaper: Graviton, and no public addresses', () => {
    const report = costReport({ changes: [balancer('internet-facing'), service('X86_64')] }, REGION, config);
    const arm = usd('fargate-arm-vcpu-hour', HOURS) + usd('fargate-arm-gb-hour', 2 * HOURS);
    const x86 = usd('fargate-vcpu-hour', HOURS) + usd('fargate-gb-hour', 2 * HOURS);
    expect(report?.savings).toEqual([
      { by: 'arm', usd: expect.closeTo(x86 - arm, 6) },
      { by: 'internal', usd: expect.closeTo(usd('public-ipv4-hour', 2 * HOURS), 6) },
    ]);
    expect(costReport({ changes: [balancer('internal'), service('ARM64')] }, REGION, config)?.savings).toEqual([]);
  });

  it('names what has no price in the region, and knows nothing of a region without any', () => {
    const changes = [change('s3.bucket', { name: 'artifacts' }), balancer('internal')];
    expect(costReport({ changes }, 'us-east-1', config)?.without).toEqual(['s3-gb-month']);
    expect(costReport({ changes }, 'xx-nowhere-1', config)).toBeUndefined();
  });
});
