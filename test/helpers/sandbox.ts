import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';

/** Fast enough that minutes of AWS time pass within a test. */
const TEST_SPEED = 600;

/** A new temporary folder, removed after the running test, or after the file where no test is running yet. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'wizard-test-'));
  afterRun(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

type Cleaner = () => Promise<void>;

const atEndOfFile: Cleaner[] = [];

afterAll(async () => {
  for (const clean of atEndOfFile.splice(0).reverse()) await clean();
});

/** Cleans up after the running test, or after the file where no test is running yet. */
export const afterRun = (clean: Cleaner): void => {
  try {
    onTestFinished(clean);
  } catch {
    atEndOfFile.push(clean);
  }
};

/** A sandbox on a folder of its own (or the one given); closed when the test, or the file where it was started outside of one, is over. */
export const startTestSandbox = async (options: Partial<SandboxOptions> = {}): Promise<Sandbox> => {
  const folder = options.folder ?? (await temporaryFolder());
  const sandbox = await startSandbox({ speed: TEST_SPEED, ...options, folder });
  afterRun(sandbox.close);
  return sandbox;
};

/** Settings for an SDK client that is to talk to a sandbox. */
export const clientConfig = (sandbox: Pick<Sandbox, 'endpoint' | 'region'>) => ({
  endpoint: sandbox.endpoint,
  region: sandbox.region,
  credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  maxAttempts: 1,
});
