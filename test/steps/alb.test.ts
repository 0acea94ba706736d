import { describe, expect, it } from 'vitest';
import { needsOf } from '../../src/engine/refs.ts';
import { alb } from '../../src/steps/alb.ts';
import { setupOf, specOf } from './helpers.ts';

const nodes = (answers: Parameters<typeof setupOf>[0] = {}) => alb.resources(setupOf(answers));

describe('the way in', () => {
  it('leads from production to blue and from test to green at first', () => {
    expect(specOf(nodes(), 'production-listener')).toEqual({
      loadBalancerArn: '<load-balancer.arn>',
      port: 80,
      targetGroupArn: '<target-group-blue.arn>',
      otherTargetGroupArn: '<target-group-green.arn>',
    });
    expect(specOf(nodes(), 'test-listener')).toEqual({
      loadBalancerArn: '<load-balancer.arn>',
      port: 8080,
      targetGroupArn: '<target-group-green.arn>',
      otherTargetGroupArn: '<target-group-blue.arn>',
    });
  });

  it('goes before both colours go, whichever a deployment has turned it to', () => {
    const listeners = nodes().filter(({ kind }) => kind.type === 'elbv2.listener');
    expect(listeners).toHaveLength(2);
    for (const { spec } of listeners) expect(needsOf(spec)).toEqual(expect.arrayContaining(['target-group-blue', 'target-group-green']));
  });

  it('lets users to the load balancer, and only the load balancer to the tasks', () => {
    const open = nodes({ 'alb.testCidr': '203.0.113.7/32', 'taskdef.port': 3000 });
    expect(specOf(open, 'load-balancer-security-group')).toMatchObject({
      ingress: [
        { port: 80, cidr: '0.0.0.0/0' },
        { port: 8080, cidr: '203.0.113.7/32' },
      ],
    });
    expect(specOf(open, 'task-security-group')).toMatchObject({
      ingress: [{ port: 3000, sourceGroupId: '<load-balancer-security-group.id>' }],
    });
  });

  it('is looked for in the default VPC, or where the user says', () => {
    expect(specOf(nodes(), 'network')).toEqual({ scheme: 'internet-facing' });
    const said = { 'alb.vpc': 'vpc-1', 'alb.subnets': ['subnet-1', 'subnet-2'], 'alb.scheme': 'internal' } as const;
    expect(specOf(nodes(said), 'network')).toEqual({ scheme: 'internal', vpc: 'vpc-1', subnets: ['subnet-1', 'subnet-2'] });
  });

  it('has two target groups that differ in nothing but their names', () => {
    const [blue, green] = ['target-group-blue', 'target-group-green'].map(id => specOf(nodes(), id));
    expect(blue).toEqual({ ...(green as object), name: 'ecs-codepipeline-blue' });
    expect(green).toMatchObject({ name: 'ecs-codepipeline-green', port: 80, healthCheckPath: '/', matcher: '200-399' });
  });
});
