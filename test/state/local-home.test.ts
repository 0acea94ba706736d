import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { acquireLock } from '../../src/engine/lock.ts';
import { emptyState } from '../../src/engine/state-text.ts';
import { isProblem } from '../../src/errors.ts';
import { localHome } from '../../src/state/local-home.ts';

const BINDING = { app: 'shop', env: 'default', account: '111122223333', region: 'ap-northeast-2', owner: 'shop/default' };

it.each(['is taken by somebody else', 'is gone with its folder'])('overwrites nothing once its lock %s', async what => {
  const folder = await mkdtemp(join(tmpdir(), 'wizard-home-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, '.wizard', 'default.state.json');
  const home = localHome(file, BINDING);
  await home.lock('wizard init');
  await home.save({ ...emptyState(BINDING), serial: 1 });

  if (what === 'is taken by somebody else') {
    const { nonce } = JSON.parse(await readFile(`${file}.lock`, 'utf8')) as { readonly nonce: string };
    await acquireLock(`${file}.lock`, 'wizard destroy', nonce);
  } else await rm(dirname(file), { recursive: true });

  for (const serial of [2, 3]) {
    const saving = home.save({ ...emptyState(BINDING), serial });
    await expect(saving).rejects.toSatisfy(error => isProblem(error, 'stateLockLost'));
    expect(await readFile(join(folder, '.wizard', 'default.state.unsaved.json'), 'utf8')).toContain(`"serial": ${serial}`);
  }
  const kept = await readFile(file, 'utf8').catch(() => '"serial": 1');
  expect(kept).toContain('"serial": 1');
});
