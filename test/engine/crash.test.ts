import { describe, expect, it } from 'vitest';
import { planDestroy } from '../../src/engine/plan.ts';
import { emptyState } from '../../src/engine/state-text.ts';
import type { Node } from '../../src/engine/types.ts';
import { Crash, setup, start, thing } from './fake-world.ts';
import { BINDING } from './binding.ts';

type Session = ReturnType<typeof start>;
type Run = (session: Session) => Promise<unknown>;

/** Beside the set-up, a disk that nothing refers to: what is in use cannot make room for another one of its name. */
const nodes = ({ roleName = 'app-role', format = 'ext4' } = {}): readonly Node[] => [
  ...setup({ roleName }),
  thing('scratch', 'disk', { name: 'scratch', format }),
];
const create: Run = ({ up }) => up(nodes());
const rename: Run = ({ up }) => up(nodes({ roleName: 'other-role' }));
const reformat: Run = ({ up }) => up(nodes({ format: 'xfs' }));
const shrink: Run = ({ up }) => up(nodes().filter(({ id }) => id !== 'service' && id !== 'record'));
const destroy: Run = async ({ apply, store, context }) => apply([], await planDestroy(nodes(), store.saved, context));

const SCENARIOS: readonly { readonly name: string; readonly before: readonly Run[]; readonly run: Run }[] = [
  { name: 'creation', before: [], run: create },
  { name: 'replacement by another name', before: [create], run: rename },
  { name: 'replacement under the same name', before: [create], run: reformat },
  { name: 'removal of a part', before: [create], run: shrink },
  { name: 'removal of everything', before: [create], run: destroy },
];

/** Lets the process die at the n-th point; returns whether it came that far. */
function dieAt(session: Session, at: number): () => boolean {
  let passed = 0;
  session.world.onPoint = point => {
    passed += 1;
    if (passed >= at) throw new Crash(point);
  };
  return () => passed >= at;
}

async function runAndDie(session: Session, run: Run, at: number): Promise<boolean> {
  const died = dieAt(session, at);
  await run(session).catch((error: unknown) => {
    if (!died()) throw error;
  });
  session.world.onPoint = () => {};
  return died();
}

async function sessionBefore(before: readonly Run[]): Promise<Session> {
  const session = start();
  for (const run of before) await run(session);
  return session;
}

describe.each(SCENARIOS)('a process that dies during the $name', ({ before, run }) => {
  it('leaves, at whatever point it dies, what the next run completes: nothing twice, nothing left over', async () => {
    const faultless = await sessionBefore(before);
    await run(faultless);
    let at = 0;
    for (let died = true; died;) {
      at += 1;
      const session = await sessionBefore(before);
      died = await runAndDie(session, run, at);
      await run(session);
      expect(session.world.inventory(), `died at point ${at}`).toEqual(faultless.world.inventory());
      expect(Object.keys(session.store.saved.entries).sort(), `died at point ${at}`).toEqual(
        Object.keys(faultless.store.saved.entries).sort(),
      );
    }
    expect(at).toBeGreaterThan(8);
  });

  it('may die again during the next run', async () => {
    const faultless = await sessionBefore(before);
    await run(faultless);
    for (let first = 1; first < 40; first += 5) {
      for (let second = 1; second < 20; second += 6) {
        const session = await sessionBefore(before);
        await runAndDie(session, run, first);
        await runAndDie(session, run, second);
        await run(session);
        expect(session.world.inventory(), `died at ${first}, then at ${second}`).toEqual(faultless.world.inventory());
      }
    }
  });

  it('leaves nothing behind when everything is removed afterwards', async () => {
    for (let at = 1, died = true; died; at += 1) {
      const session = await sessionBefore(before);
      died = await runAndDie(session, run, at);
      const wanted = nodes(run === rename ? { roleName: 'other-role' } : {});
      await session.apply([], await planDestroy(wanted, session.store.saved, session.context));
      expect(session.world.inventory(), `died at point ${at}`).toHaveLength(1);
    }
  });
});

it('a lost state after a crash is made good from the marks in the world', async () => {
  const faultless = start();
  await create(faultless);
  for (let at = 1, died = true; died; at += 1) {
    const session = start();
    died = await runAndDie(session, create, at);
    session.store.saved = emptyState(BINDING);
    await create(session);
    expect(session.world.inventory(), `died at point ${at}`).toEqual(faultless.world.inventory());
  }
});
