import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import { temporaryFolder } from '../helpers/sandbox.ts';

const VARIABLES = [
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_ENDPOINT_URL',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
];

/** A user whose AWS files hold these texts and whose environment holds these variables and no others of AWS. Returns his home. */
export async function becomeUser(
  files: { readonly config?: string; readonly credentials?: string },
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const home = await temporaryFolder();
  await writeFile(join(home, 'config'), files.config ?? '');
  await writeFile(join(home, 'credentials'), files.credentials ?? '');
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', home);
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'credentials'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return home;
}
