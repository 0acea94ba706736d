import { describe, expect, it } from 'vitest';
import { node } from '../src/engine/refs.ts';
import type { AnyKind, Change, Node } from '../src/engine/types.ts';
import { KINDS } from '../src/resources/index.ts';
import { typicalDuration, typicalSeconds } from '../src/typical-duration.ts';

const kind = (type: string): AnyKind => KINDS.get(type)!;
const plan = (nodes: readonly Node[], action: Change['action']) => ({
  changes: nodes.map(({ id, kind: { type }, step }): Change => ({ id, type, step, action, fields: [], needs: [] })),
});

describe('the typical duration of a plan', () => {
  const balancer = node('alb', 'load-balancer', kind('elbv2.load-balancer'), {});
  const role = node('taskdef', 'role', kind('iam.role'), {});

  it('is that of the longest chain, not the sum', () => {
    const nodes = [balancer, role];
    expect(typicalDuration(plan(nodes, 'create'), nodes)).toBe(typicalSeconds('elbv2.load-balancer'));
  });

  it('waits only where the value comes late', () => {
    const early = node('alb', 'listener', kind('elbv2.listener'), { loadBalancerArn: balancer.out['arn'] });
    const late = node('service', 'service', kind('ecs.service'), { ready: [balancer.out['activeArn']] });
    expect(typicalDuration(plan([balancer, early], 'create'), [balancer, early])).toBe(typicalSeconds('elbv2.load-balancer'));
    expect(typicalDuration(plan([balancer, late], 'create'), [balancer, late])).toBe(
      typicalSeconds('elbv2.load-balancer') + typicalSeconds('ecs.service'),
    );
  });

  it('is nothing for what is only kept, and has the first release with a new pipeline', () => {
    expect(typicalDuration(plan([balancer], 'keep'), [balancer])).toBe(0);
    const pipeline = node('pipeline', 'pipeline', kind('codepipeline.pipeline'), {});
    expect(typicalDuration(plan([pipeline], 'create'), [pipeline])).toBeGreaterThan(100);
  });
});
