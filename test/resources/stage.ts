import { isDeepStrictEqual } from 'node:util';
import { connect } from '../../src/aws/connect.ts';
import { markedArns } from '../../src/aws/marked-arns.ts';
import type { Aws } from '../../src/aws/aws.ts';
import { applyPlan } from '../../src/engine/apply.ts';
import { makePlan } from '../../src/engine/plan.ts';
import { resolve } from '../../src/engine/refs.ts';
import { sweep } from '../../src/engine/sweep.ts';
import type { AnyKind, Intent, Node, Outputs, State, Store } from '../../src/engine/types.ts';
import { KINDS } from '../../src/resources/index.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { QUIET } from '../helpers/set-up.ts';
import type { Sample } from './samples.ts';

export const QUIET_INTENT: Intent = { token: 'token', note() {} };

const SUBJECT = 'it';

/** A sandbox in which one thing is made, changed and removed by the engine, on top of what it needs. */
export interface Stage {
  /** Brings it in line with the sample's spec and these fields; tells what was done to it, and to which fields. */
  up(fields?: object): Promise<readonly string[]>;
  /** Whether a sweep by tags finds it and nothing else, when nothing is noted of it. */
  isSwept(): Promise<boolean>;
  /** Removes it; returns what it had told about itself. */
  down(): Promise<Outputs>;
  /** What a look by the spec alone finds. */
  look(fields?: object): Promise<unknown>;
  remove(outputs: Outputs): Promise<void>;
  /** Whether it holds data. */
  holdsData(): Promise<boolean | undefined>;
  /** Forgets what was noted of it. */
  lose(): void;
  /** Goes on as another set-up. */
  as(app: string, options?: { adopt?: boolean }): Stage;
  aws(): Aws;
  /** The kind, noting its calls. */
  readonly kind: AnyKind;
  /** IAM actions of the calls that the kind has made. */
  actions(): readonly string[];
}

export const connectTo = (sandbox: Sandbox, app = 'demo') =>
  connect({ app, env: 'test', region: sandbox.region, endpoint: sandbox.endpoint, sandbox: true });

export async function startStage(sample: Sample): Promise<Stage> {
  const sandbox = await startTestSandbox();
  const connections: Record<string, Aws> = { demo: await connectTo(sandbox), other: await connectTo(sandbox, 'other') };
  const made = new Set<string>();
  const kind = recorded(sample.kind, sandbox, made);
  const kinds = new Map([...KINDS, [kind.type, kind]]);
  let app = 'demo';
  let adopt = false;

  const aws = (): Aws => connections[app] as Aws;
  const blank = (): State => ({ schema: 1, owner: aws().owner, account: aws().account, region: aws().region, serial: 0, entries: {} });
  const states = new Map<string, State>();
  const store: Store = {
    load: async () => states.get(app) ?? blank(),
    save: async state => void states.set(app, state),
  };
  const spec = (fields: object = {}): object => ({ ...sample.spec, ...fields });
  const subject = (fields?: object): Node => ({ id: SUBJECT, kind, spec: spec(fields), step: 'test' });
  const outputsOf = (id: string) => states.get('demo')?.entries[id]?.outputs;

  const apply = async (nodes: readonly Node[], only?: ReadonlySet<string>) => {
    const plan = await makePlan(nodes, await store.load(), aws(), { adopt, only, concurrency: 1 });
    await applyPlan(plan, nodes, kinds, store, aws(), QUIET, { concurrency: 1 });
    return plan.changes;
  };
  await apply(sample.needs);

  const stage: Stage = {
    async up(fields) {
      // What it needs belongs to the first set-up; another one only looks at it.
      if (app !== 'demo') states.set(app, { ...(states.get(app) ?? blank()), entries: neededEntries(states.get('demo'), states.get(app)) });
      const nodes = [...sample.needs, subject(fields)];
      const changes = await apply(nodes, new Set([SUBJECT]));
      const change = changes.find(({ id }) => id === SUBJECT);
      return [change?.action ?? 'nothing', ...(change?.fields ?? []).map(({ field }) => field).sort()];
    },
    async down() {
      const outputs = outputsOf(SUBJECT) ?? {};
      await apply(sample.needs);
      return outputs;
    },
    async look(fields) {
      const resolved = resolve(spec(fields), ({ $ref, attr }) => outputsOf($ref)?.[attr]);
      return sample.kind.read(aws(), resolved);
    },
    async isSwept() {
      const { [SUBJECT]: noted, ...known } = states.get(app)?.entries ?? {};
      const arns = await markedArns(aws());
      const { entries } = await sweep([...sample.needs, subject()], known, aws(), { arns, isRefused: () => false });
      return isDeepStrictEqual(
        Object.values(entries).map(({ outputs }) => outputs),
        [noted?.outputs],
      );
    },
    remove: outputs => kind.remove(aws(), outputs, QUIET_INTENT),
    holdsData: async () => kind.holdsData?.(aws(), outputsOf(SUBJECT) ?? {}),
    lose() {
      const { [SUBJECT]: _, ...entries } = states.get(app)?.entries ?? {};
      states.set(app, { ...(states.get(app) ?? blank()), entries });
    },
    as(name, options = {}) {
      app = name;
      adopt = options.adopt ?? false;
      return stage;
    },
    aws,
    kind,
    actions: () => [...made].sort(),
  };
  return stage;
}

/** The entries of the things that are needed, as taken over, and what the other set-up has noted itself. */
function neededEntries(first: State | undefined, own: State | undefined): State['entries'] {
  const { [SUBJECT]: _, ...needed } = first?.entries ?? {};
  const adopted = Object.fromEntries(Object.entries(needed).map(([id, entry]) => [id, { ...entry, adopted: true }]));
  return { ...adopted, ...own?.entries };
}

/** The same kind, which notes the IAM actions of the calls that the sandbox answers while one of its functions runs. */
function recorded(kind: AnyKind, sandbox: Sandbox, made: Set<string>): AnyKind {
  const listening =
    <Args extends unknown[], Result>(run: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      const before = sandbox.calls().length;
      try {
        return await run(...args);
      } finally {
        for (const { actions } of sandbox.calls().slice(before)) for (const action of actions) made.add(action);
      }
    };
  return {
    ...kind,
    read: listening(kind.read),
    ensure: listening(kind.ensure),
    remove: listening(kind.remove),
    ...(kind.settle && { settle: listening(kind.settle) }),
    ...(kind.holdsData && { holdsData: listening(kind.holdsData) }),
  };
}
