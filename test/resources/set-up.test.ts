import { GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { DescribeListenersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, it, vi } from 'vitest';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { setUp } from '../helpers/set-up.ts';
import { thePipeline } from './graph.ts';
import { connectTo } from './stage.ts';

it(
  'makes everything at once, keeps it after a deployment has swapped the colours, and removes it in order',
  { timeout: 120_000 },
  async () => {
    const aws = await connectTo(await startTestSandbox());
    const { nodes } = thePipeline();
    const ours = setUp(aws);

    await ours.up(nodes);
    const { entries } = ours.state();
    const blueArn = entries['blue']?.outputs?.['arn'];
    const LoadBalancerArn = String(entries['load-balancer']?.outputs?.['arn']);
    await vi.waitFor(
      async () => {
        const { stageStates } = await aws.codepipeline.send(new GetPipelineStateCommand({ name: 'demo' }));
        const { Listeners = [] } = await aws.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
        expect(stageStates?.[1]?.latestExecution?.status).toBe('InProgress');
        expect(Listeners.find(({ Port }) => Port === 80)?.DefaultActions?.[0]?.TargetGroupArn).not.toBe(blueArn);
      },
      { timeout: 30_000, interval: 50 },
    );
    expect(await ours.plan(nodes)).toEqual({});
    const another = setUp(aws);
    expect(await another.plan(nodes)).toEqual({});

    await ours.down(nodes);
    expect(ours.state().entries).toEqual({});
    expect(await another.down(nodes)).toEqual({});
  },
);
