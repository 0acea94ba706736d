import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('says what docs/demo.svg shows', async () => {
  const { stderr } = await promisify(execFile)(process.execPath, ['scripts/record-demo.mjs', '--check']);
  expect(stderr).toBe('');
});
