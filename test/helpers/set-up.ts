import type { Aws } from '../../src/aws/aws.ts';
import { applyPlan } from '../../src/engine/apply.ts';
import { makePlan, planDestroy, type DestroyOptions, type PlanOptions } from '../../src/engine/plan.ts';
import type { Node, Plan, Reporter, State, Store } from '../../src/engine/types.ts';
import { KINDS } from '../../src/resources/index.ts';

export const QUIET: Reporter = { starting() {}, note() {}, made() {}, done() {}, failed() {}, skipped() {} };

/** What a plan does, by node: the action, then the fields that it is about. What is kept is left out. */
export type Changes = Readonly<Record<string, readonly string[]>>;

/** A set-up whose state is kept in memory, planned and applied as a command does it. */
export interface SetUp {
  readonly aws: Aws;
  plan(nodes: readonly Node[], options?: PlanOptions): Promise<Changes>;
  up(nodes: readonly Node[], options?: PlanOptions): Promise<Changes>;
  down(nodes: readonly Node[], options?: DestroyOptions): Promise<Changes>;
  state(): State;
  /** Forgets what was noted, of these nodes or of all. */
  lose(...ids: readonly string[]): void;
}

export function setUp(aws: Aws, noted?: State): SetUp {
  const blank: State = { schema: 1, owner: aws.owner, account: aws.account, region: aws.region, serial: 0, entries: {} };
  let state = noted ?? blank;
  const store: Store = {
    load: async () => state,
    save: async saved => {
      state = saved;
    },
  };
  const apply = async (plan: Plan, nodes: readonly Node[]): Promise<Changes> => {
    await applyPlan(plan, nodes, KINDS, store, aws, QUIET);
    return changesOf(plan);
  };
  return {
    aws,
    plan: async (nodes, options) => changesOf(await makePlan(nodes, state, aws, options)),
    up: async (nodes, options) => apply(await makePlan(nodes, state, aws, options), nodes),
    down: async (nodes, options) => apply(await planDestroy(nodes, state, aws, options), nodes),
    state: () => state,
    lose(...ids) {
      const kept = Object.entries(state.entries).filter(([id]) => ids.length > 0 && !ids.includes(id));
      state = { ...state, entries: Object.fromEntries(kept) };
    },
  };
}

const changesOf = ({ changes }: Plan): Changes =>
  Object.fromEntries(
    changes
      .filter(({ action }) => action !== 'keep')
      .map(({ id, action, fields }) => [id, [action, ...fields.map(({ field }) => field).sort()]]),
  );
