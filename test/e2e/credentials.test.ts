import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isAlive } from '../../src/sandbox/process-alive.ts';
import { emptyProject, finished, startWizard } from '../helpers/cli.ts';

it('a run that waits for a credential_process says so, and when it is stopped, ends with it', async () => {
  const folder = await emptyProject();
  const pidFile = join(folder, 'pid');
  await writeFile(join(folder, 'hang.sh'), `echo $$ > ${pidFile}\nexec sleep 300\n`);
  await writeFile(join(folder, 'config'), `[profile phang]\nregion = us-east-1\ncredential_process = sh ${join(folder, 'hang.sh')}\n`);
  const child = startWizard(folder, ['plan', '--yes', '--profile', 'phang'], { AWS_CONFIG_FILE: join(folder, 'config') });
  const run = finished(child, false);
  await once(child.stderr!, 'data');
  const pid = Number(await readFile(pidFile, 'utf8'));
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGTERM');
  const { code, stderr } = await run;
  expect(code).toBe(143);
  expect(stderr).toMatch(/^Waiting for the credentials of the profile phang: /);
  await expect.poll(() => isAlive(pid)).toBe(false);
});
