import { vi } from 'vitest';
import { afterRun } from '../../helpers/after-run.ts';

/** What moto takes anything for; never the user's own. */
export const DUMMY = { accessKeyId: 'testing', secretAccessKey: 'testing', region: 'us-east-1' };

/** The same as variables of the environment. */
export const DUMMY_ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: DUMMY.accessKeyId,
  AWS_SECRET_ACCESS_KEY: DUMMY.secretAccessKey,
  AWS_REGION: DUMMY.region,
};

/** Lets this process work with them, whatever the machine is set to, until the running test or the file is over. */
export function stubCredentials(): void {
  const others = { AWS_PROFILE: '', AWS_SESSION_TOKEN: '', AWS_ENDPOINT_URL: '' };
  for (const [name, value] of Object.entries({ ...DUMMY_ENVIRONMENT, ...others })) vi.stubEnv(name, value);
  afterRun(async () => void vi.unstubAllEnvs());
}
