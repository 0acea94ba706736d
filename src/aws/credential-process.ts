import { exec } from 'node:child_process';

export interface FailedProcess {
  readonly command: string;
  /** Undefined where a signal has ended it. */
  readonly exit: number | undefined;
}

/**
 * Runs the `credential_process` of a profile in the SDK's stead, from now on: the SDK's error repeats the command line and what the process wrote
 * to stderr, and either may hold a secret.
 */
export async function runCredentialProcess(failed: (process: FailedProcess) => void): Promise<void> {
  const { externalDataInterceptor } = await import('@smithy/core/config');
  const run = (command: string, done: (error: Error | null, output?: { readonly stdout: string }) => void): void => {
    exec(command, (error, stdout) => {
      if (error === null) return done(null, { stdout });
      failed({ command, exit: typeof error.code === 'number' ? error.code : undefined });
      done(new Error('credential_process'));
    });
  };
  externalDataInterceptor.interceptToken('exec', run);
}
