import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { cleanEnvironment, emptyProject, WIZARD } from '../helpers/cli.ts';

it.each(['--help', 'docs'])('of %s into a full disk says so in one line', async word => {
  const cwd = await emptyProject();
  // Linux has a device that is always full.
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [WIZARD, word], {
    cwd,
    env: cleanEnvironment(cwd),
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  expect(stderr.toString()).toMatch(/^.*ENOSPC: no space left on device.*\n/);
  expect(stderr.toString().length).toBeLessThan(500);
  expect(status).toBe(EXIT.config);
});
