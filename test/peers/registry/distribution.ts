import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { freePort } from '../../../src/sandbox/port.ts';
import { afterRun, temporaryFolder } from '../../helpers/after-run.ts';

/** A registry that wants a login. */
export interface Registry {
  readonly endpoint: string;
  readonly login: string;
}

/** Starts Debian's docker-registry, the reference of the protocol, with a login of its own. */
export async function startDistribution(): Promise<Registry> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const { stdout } = await promisify(execFile)('htpasswd', ['-Bbn', 'user', 'secret']);
  await writeFile(join(folder, 'htpasswd'), stdout);
  const settings = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${port}` },
    auth: { htpasswd: { realm: 'registry', path: join(folder, 'htpasswd') } },
  };
  // JSON is YAML.
  await writeFile(join(folder, 'registry.yml'), JSON.stringify(settings));
  const child = spawn('docker-registry', ['serve', join(folder, 'registry.yml')], { stdio: 'ignore' });
  afterRun(async () => {
    const exit = once(child, 'exit');
    child.kill();
    await exit;
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await expect.poll(() => fetch(`${endpoint}/v2/`).then(({ status }) => status, String), { timeout: 20_000 }).toBe(401);
  return { endpoint, login: Buffer.from('user:secret').toString('base64') };
}
