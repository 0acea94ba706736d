import { describe, expect, it } from 'vitest';
import { sweep } from '../../src/engine/sweep.ts';
import { node } from '../../src/engine/refs.ts';
import type { Context, Entry, Kind } from '../../src/engine/types.ts';

interface DiskSpec {
  readonly name: string;
  readonly size: number;
}
type DiskOutputs = { readonly arn: string; readonly name: string; readonly readyArn?: string };

class Refused extends Error {}

/** Disks that there are, by name: whose each is, and whether we may look at it. */
type Disks = Readonly<Record<string, { readonly owner?: string; readonly adopted?: true; readonly refused?: true }>>;

const arnOf = (name: string): string => `arn:disk/${name}`;

function world(disks: Disks) {
  const reads: string[] = [];
  const kind: Kind<DiskSpec, DiskOutputs, Context> = {
    type: 'disk',
    outputs: ['arn', 'name', 'readyArn'],
    late: ['readyArn'],
    identity: ['name'],
    arnPattern: /^arn:disk\/(?<name>\w+)$/,
    permissions: { read: [], write: [] },
    read: async (_context, spec) => {
      reads.push(spec.name);
      const disk = disks[spec.name];
      if (disk?.refused === true) throw new Refused();
      const outputs = { arn: arnOf(spec.name), name: spec.name, readyArn: arnOf(spec.name) };
      return disk && { outputs, actual: { name: spec.name }, owner: disk.owner, adopted: disk.adopted };
    },
    ensure: async () => expect.fail('nothing is made'),
    remove: async () => undefined,
  };
  const nodes = [node('storage', 'disk', kind, { name: 'new', size: 1 }), node('storage', 'spare', kind, { name: 'spare', size: 1 })];
  const look = (names: readonly string[], known: Readonly<Record<string, Entry>> = {}) =>
    sweep(nodes, known, { owner: 'app/default' }, { arns: names.map(arnOf), isRefused: error => error instanceof Refused });
  return { reads, look };
}

const OURS = { owner: 'app/default' };
const known = (name: string): Entry => ({
  type: 'disk',
  step: 'storage',
  status: 'settling',
  needs: [],
  outputs: { arn: arnOf(name), name },
});

describe('sweep', () => {
  it('finds what is ours under another name, each once and under an id of its own', async () => {
    const { look } = world({ old: OURS, older: { ...OURS, adopted: true } });
    const { entries, unseen } = await look(['old', 'older', 'old']);
    expect(unseen).toEqual([]);
    expect(entries).toMatchObject({
      'disk~1': { type: 'disk', status: 'ready', identity: { name: 'old' }, outputs: { name: 'old' } },
      'disk~2': { identity: { name: 'older' }, adopted: true },
    });
    expect(Object.keys(entries)).toHaveLength(2);
    expect(entries['disk~1']?.adopted).toBeUndefined();
  });

  it('takes the id of the node that has its name', async () => {
    const { look } = world({ spare: OURS });
    expect(Object.keys((await look(['spare'])).entries)).toEqual(['spare~1']);
  });

  it('does not look at what is known', async () => {
    const { look, reads } = world({ old: OURS });
    expect((await look(['old'], { disk: known('old') })).entries).toEqual({});
    expect(reads).toEqual([]);
  });

  it('leaves out what is gone, what is not ours, and what no kind knows', async () => {
    const { look } = world({ theirs: { owner: 'other/default' }, unmarked: {} });
    expect(await look(['gone', 'theirs', 'unmarked', 'with/slash'])).toEqual({ entries: {}, unseen: [] });
  });

  it('tells what may not be looked at, and goes on with the rest', async () => {
    const { look } = world({ closed: { ...OURS, refused: true }, old: OURS });
    const { entries, unseen } = await look(['closed', 'old']);
    expect(unseen).toEqual([arnOf('closed')]);
    expect(Object.values(entries).map(({ outputs }) => outputs?.['name'])).toEqual(['old']);
  });
});
