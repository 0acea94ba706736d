import { describe, expect, it } from 'vitest';
import { PRICES } from '../../src/prices.ts';
import { KINDS } from '../../src/resources/index.ts';
import { CONTRACT } from './contract.ts';
import { SAMPLES } from './samples.ts';
import { startStage } from './stage.ts';

it('has a sample of every kind that calls AWS', () => {
  const sampled = new Set(SAMPLES.map(({ kind }) => kind.type));
  expect([...KINDS.keys()].filter(type => type !== 'local-file' && !sampled.has(type))).toEqual([]);
});

describe.each(SAMPLES.map(sample => [sample.kind.type, sample] as const))('%s', (_type, sample) => {
  const { kind } = sample;

  it('keeps the contract of kinds, and declares exactly the calls that it makes', { timeout: 120_000 }, async () => {
    const stage = await startStage(sample);
    const change = typeof sample.change === 'function' ? await sample.change(stage.aws()) : (sample.change ?? {});
    const scene = { sample, stage, change };
    for (const { title, run, outcome } of CONTRACT.filter(({ appliesTo }) => appliesTo?.(sample) ?? true)) {
      expect({ [title]: await run(scene) }).toEqual({ [title]: outcome(scene) });
    }
    const declared = [...kind.permissions.read, ...kind.permissions.write].sort();
    expect([...new Set([...stage.actions(), ...(sample.elsewhere ?? [])])].sort()).toEqual(declared);
  });

  it('costs what there is a price for', () => {
    const lines = kind.cost?.(sample.spec) ?? [];
    expect(lines.map(({ price }) => price).filter(price => !(price in PRICES))).toEqual([]);
  });
});
