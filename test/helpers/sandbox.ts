import { recorderOf } from '../../src/sandbox/record.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { afterRun, temporaryFolder } from './after-run.ts';

export { afterRun, temporaryFolder } from './after-run.ts';
export { clientConfig } from './client-config.ts';

/** Fast enough that minutes of AWS time pass within a test. */
const TEST_SPEED = 600;

/** A sandbox on a folder of its own (or the one given); closed when the test, or the file where it was started outside of one, is over. */
export const startTestSandbox = async (options: Partial<SandboxOptions> = {}): Promise<Sandbox> => {
  const folder = options.folder ?? (await temporaryFolder());
  const sandbox = await startSandbox({ speed: TEST_SPEED, record: recorderOf(process.env), ...options, folder });
  afterRun(sandbox.close);
  return sandbox;
};
