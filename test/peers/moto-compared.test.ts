import { beforeAll, describe, expect, it } from 'vitest';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { asker, type Row } from './moto/ask.ts';
import { compare } from './moto/compare.ts';
import { DISPUTED } from './moto/disputed.ts';
import { withNumericDates } from './moto/numeric-dates.ts';
import { script } from './moto/script.ts';
import { startMoto, type Peer } from './moto/server.ts';

let moto: Peer;
let dated: Peer;
beforeAll(async () => {
  moto = await startMoto();
  dated = await withNumericDates(moto);
});

const rowsOf = async (endpoint: string): Promise<readonly Row[]> => {
  const { ask, rows } = asker(endpoint);
  await script(ask);
  return rows;
};

describe('the same calls to the sandbox and to moto', () => {
  it('have the same status, errors, members and words, but for what is disputed', async () => {
    const { endpoint } = await startTestSandbox();
    const ours = await rowsOf(endpoint);
    expect(ours.length).toBeGreaterThanOrEqual(150);
    const found = compare(ours, await rowsOf(dated.endpoint));
    expect(found.filter(difference => !DISPUTED.some(({ differences }) => differences.test(difference)))).toEqual([]);
    expect(DISPUTED.filter(({ differences }) => !found.some(difference => differences.test(difference)))).toEqual([]);
  });
});
