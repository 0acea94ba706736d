import { GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { DescribeListenersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, it, vi } from 'vitest';
import { applyPlan } from '../../src/engine/apply.ts';
import { makePlan, planDestroy } from '../../src/engine/plan.ts';
import type { Plan, State, Store } from '../../src/engine/types.ts';
import { KINDS } from '../../src/resources/index.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { thePipeline } from './graph.ts';
import { connectTo, QUIET } from './stage.ts';

const actionsOf = ({ changes }: Plan) => [...new Set(changes.map(({ action }) => action))];

it(
  'makes everything at once, keeps it after a deployment has swapped the colours, and removes it in order',
  { timeout: 120_000 },
  async () => {
    const aws = await connectTo(await startTestSandbox());
    const { nodes } = thePipeline();
    let state: State = { schema: 1, owner: aws.owner, account: aws.account, region: aws.region, serial: 0, entries: {} };
    const store: Store = {
      load: async () => state,
      save: async saved => {
        state = saved;
      },
    };
    const apply = async (plan: Plan) => applyPlan(plan, nodes, KINDS, store, aws, QUIET);

    await apply(await makePlan(nodes, state, aws));
    const blueArn = state.entries['blue']?.outputs?.['arn'];
    const LoadBalancerArn = String(state.entries['load-balancer']?.outputs?.['arn']);
    await vi.waitFor(
      async () => {
        const { stageStates } = await aws.codepipeline.send(new GetPipelineStateCommand({ name: 'demo' }));
        const { Listeners = [] } = await aws.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
        expect(stageStates?.[1]?.latestExecution?.status).toBe('InProgress');
        expect(Listeners.find(({ Port }) => Port === 80)?.DefaultActions?.[0]?.TargetGroupArn).not.toBe(blueArn);
      },
      { timeout: 30_000, interval: 50 },
    );
    expect(actionsOf(await makePlan(nodes, state, aws))).toEqual(['keep']);
    const lost = { ...state, entries: {} };
    expect(actionsOf(await makePlan(nodes, lost, aws))).toEqual(['keep']);

    await apply(await planDestroy(nodes, state, aws));
    expect(state.entries).toEqual({});
    expect((await planDestroy(nodes, lost, aws)).changes).toEqual([]);
  },
);
