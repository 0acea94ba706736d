import { describe, expect, it } from 'vitest';
import { findCycle, walk } from '../../src/engine/graph.ts';
import { Stopped } from '../../src/engine/stopped.ts';

const job = (id: string, ...needs: string[]) => ({ id, needs });
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('walk', () => {
  it('visits each job once, after everything that it needs', async () => {
    const order: string[] = [];
    await walk([job('d', 'b', 'c'), job('b', 'a'), job('c', 'a'), job('a')], async ({ id }) => {
      await turn();
      order.push(id);
    });
    expect(order).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes a need that is no job as met', async () => {
    const order: string[] = [];
    await walk([job('a', 'elsewhere')], async ({ id }) => void order.push(id));
    expect(order).toEqual(['a']);
  });

  it('runs independent jobs together, up to the limit', async () => {
    let running = 0;
    let most = 0;
    const jobs = Array.from({ length: 9 }, (_, i) => job(`j${i}`));
    await walk(
      jobs,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await turn();
        running -= 1;
      },
      { concurrency: 4 },
    );
    expect(most).toBe(4);
  });

  it('skips what depends on a failure, directly or not, and finishes the rest', async () => {
    const visited: string[] = [];
    const { failures, skipped } = await walk([job('a'), job('b', 'a'), job('c', 'b'), job('d')], async ({ id }) => {
      visited.push(id);
      if (id === 'a') throw new Error('no');
    });
    expect(visited).toEqual(['a', 'd']);
    expect(failures.map(failure => failure.job.id)).toEqual(['a']);
    expect(skipped.map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('begins nothing once it is stopped', async () => {
    let isStopped = false;
    const { failures, skipped } = await walk(
      [job('a'), job('b', 'a')],
      async () => {
        isStopped = true;
        await turn();
      },
      { stopped: () => isStopped },
    );
    expect([failures, skipped.map(({ id }) => id)]).toEqual([[], ['b']]);
  });

  it('counts a job that gave up because of the stop as skipped', async () => {
    const { failures, skipped } = await walk([job('a'), job('b', 'a')], async () => {
      throw new Stopped();
    });
    expect([failures, skipped.map(({ id }) => id)]).toEqual([[], ['a', 'b']]);
  });

  it('refuses a cycle before anything is begun', async () => {
    const visited: string[] = [];
    await expect(walk([job('x'), job('a', 'b'), job('b', 'a')], async ({ id }) => void visited.push(id))).rejects.toThrow('a -> b -> a');
    expect(visited).toEqual([]);
  });
});

describe('findCycle', () => {
  it.each([
    ['none in a diamond', [job('a', 'b', 'c'), job('b', 'd'), job('c', 'd'), job('d')], undefined],
    ['a job that needs itself', [job('a', 'a')], ['a', 'a']],
    ['a long way round', [job('a', 'b'), job('b', 'c'), job('c', 'b')], ['b', 'c', 'b']],
  ])('finds %s', (_what, jobs, cycle) => {
    expect(findCycle(jobs)).toEqual(cycle);
  });
});
