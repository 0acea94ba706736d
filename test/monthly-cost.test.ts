import { describe, expect, it } from 'vitest';
import type { Change } from '../src/engine/types.ts';
import { monthlyCost } from '../src/monthly-cost.ts';
import { priceOf } from '../src/prices.ts';
import { loadBalancer } from '../src/resources/load-balancer.ts';

const change = (action: Change['action'], spec: unknown = { scheme: 'internal', subnetIds: ['a', 'b'] }): Change => ({
  id: 'load-balancer',
  type: loadBalancer.type,
  step: 'alb',
  action,
  fields: [],
  needs: [],
  spec,
});

const HOURS = 730;

describe('monthlyCost', () => {
  it('counts what is there after the plan, made now or before', () => {
    const one = monthlyCost({ changes: [change('create')] }, 'ap-northeast-2')?.usd ?? 0;
    expect(one).toBeGreaterThanOrEqual(HOURS * (priceOf('alb-hour', 'ap-northeast-2') ?? 0));
    expect(monthlyCost({ changes: [change('create'), change('keep')] }, 'ap-northeast-2')?.usd).toBeCloseTo(2 * one);
  });

  it('is unknown for a plan that only removes', () => {
    expect(monthlyCost({ changes: [change('delete', undefined)] }, 'ap-northeast-2')).toBeUndefined();
  });

  it('is unknown in a region whose prices are not known', () => {
    expect(monthlyCost({ changes: [change('create')] }, 'xx-nowhere-1')).toBeUndefined();
  });

  it('is nothing to speak of for what is free', () => {
    expect(
      monthlyCost({ changes: [{ ...change('create'), type: 'ecs.cluster', spec: { name: 'shop' } }] }, 'ap-northeast-2'),
    ).toBeUndefined();
  });
});
