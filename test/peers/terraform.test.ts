import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sandboxEnvironment } from '../../src/sandbox/environment.ts';
import { startTestSandbox, temporaryFolder } from '../helpers/sandbox.ts';
import { inventory } from './moto/inventory.ts';
import { terraformIn } from './terraform/terraform.ts';

const MAIN = fileURLToPath(new URL('terraform/main.tf', import.meta.url));

/** What there is, apart from what stays on AWS too: roles of services, and definitions that are no longer active. */
async function left(endpoint: string) {
  const { taskDefinitions: _, roles = [], ...rest } = await inventory(endpoint);
  return { ...rest, roles: roles.filter(name => !name.startsWith('AWSServiceRoleFor')) };
}

it("makes the tutorial's resources, finds nothing to change afterwards, and removes all of them", { timeout: 600_000 }, async () => {
  const sandbox = await startTestSandbox();
  const before = await left(sandbox.endpoint);
  const folder = await temporaryFolder();
  await copyFile(MAIN, join(folder, 'main.tf'));
  const terraform = await terraformIn(folder, sandboxEnvironment(sandbox));
  expect(await terraform.run('apply', '-auto-approve')).toMatch(/Apply complete! Resources: \d\d added, 0 changed, 0 destroyed/);
  expect(await terraform.changes()).toBe('');
  expect(await terraform.run('destroy', '-auto-approve')).toMatch(/Destroy complete!/);
  expect(await left(sandbox.endpoint)).toEqual(before);
});
