import { describe, expect, it } from 'vitest';
import { SAMPLES } from './samples.ts';
import { startStage } from './stage.ts';
import { KINDS } from '../../src/resources/index.ts';
import { PRICES } from '../../src/prices.ts';

it('has a sample of every kind that calls AWS', () => {
  const sampled = new Set(SAMPLES.map(({ kind }) => kind.type));
  expect([...KINDS.keys()].filter(type => type !== 'local-file' && !sampled.has(type))).toEqual([]);
});

describe.each(SAMPLES.map(sample => [sample.kind.type, sample] as const))('%s', (_type, sample) => {
  const { kind, rename } = sample;

  it('keeps the contract of kinds', { timeout: 120_000 }, async () => {
    const stage = await startStage(sample);
    const change = typeof sample.change === 'function' ? await sample.change(stage.aws()) : sample.change;
    const present = kind.found === true ? 'keep' : 'create';

    if (kind.found !== true) expect(await stage.look(), 'nothing is there at first').toBeUndefined();
    expect(await stage.up(), 'it is made').toEqual(present);
    expect(await stage.up(), 'what was made is what was wanted').toEqual('keep');
    if (change !== undefined) {
      const fields = Object.keys(change).sort();
      expect(await stage.up(change), 'it is changed in place').toEqual(`update ${fields}`);
      expect(await stage.up(change), 'the change is what was wanted').toEqual('keep');
    }
    stage.lose();
    expect(await stage.up(change), 'it is found again without the state').toEqual('keep');

    if (rename !== undefined && kind.irreplaceable === true) {
      await expect(stage.up({ ...change, ...rename }), 'another name is refused').rejects.toThrow('irreplaceable');
    } else if (rename !== undefined) {
      const replaced = sample.stays === true ? 'create' : `replace ${Object.keys(rename)}`;
      expect(await stage.up({ ...change, ...rename }), 'another name is another thing').toEqual(replaced);
      if (sample.stays !== true) expect(await stage.look(change), 'nothing is left under the old name').toBeUndefined();
    }

    await sample.crowd?.(stage.aws(), stage.kind);
    const outputs = await stage.down();
    if (sample.stays !== true) expect(await stage.look(change), 'it is gone').toBeUndefined();
    await stage.remove(outputs);

    if (sample.unmarked !== true) {
      expect(await stage.as('other').up(), 'somebody else makes it').toEqual('create');
      await expect(stage.as('demo').up(change), 'what is theirs is not ours').rejects.toThrow('foreign');
      if (change !== undefined) {
        expect(await stage.as('demo', { adopt: true }).up(change), 'it is taken over').toEqual(`update ${Object.keys(change).sort()}`);
        stage.lose();
        expect(await stage.as('demo').up(change), 'and carries our mark').toEqual('keep');
      }
    }

    const declared = [...kind.permissions.read, ...kind.permissions.write];
    expect(
      stage.actions().filter(action => !declared.includes(action)),
      'calls that are not declared',
    ).toEqual([]);
    const made = new Set([...stage.actions(), ...(sample.elsewhere ?? [])]);
    expect(
      declared.filter(action => !made.has(action)),
      'declared and never called',
    ).toEqual([]);
  });

  it('costs what prices.ts has a price for', () => {
    const lines = kind.cost?.(sample.spec) ?? [];
    expect(lines.map(({ price }) => price).filter(price => !(price in PRICES))).toEqual([]);
  });
});
