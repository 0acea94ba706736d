import { exec, spawnSync, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';

/** How a `credential_process` went. */
interface Outcome {
  /** Undefined where it failed. */
  readonly stdout?: string;
  /** Undefined where it was ended from outside. */
  readonly exit?: number | undefined;
  /** So long it was waited for, in vain. */
  readonly minutes?: number;
}

export type FailedProcess = Outcome & { readonly command: string };

export interface ProcessWatch {
  readonly failed: (process: FailedProcess) => void;
  /** It takes longer than one does that asks nobody anything. */
  readonly waiting: (command: string) => void;
  /** Aborted when nobody wants the credentials any more. */
  readonly stopping: AbortSignal | undefined;
}

const TELL_AFTER_MS = 5000;
/** It may ask for a sign-in in the browser, or for the code of an MFA device. */
export const PROCESS_MINUTES = 5;

/**
 * Runs the `credential_process` of a profile in the SDK's stead, from now on. The SDK's error repeats the command line and what the process wrote
 * to stderr, and either may hold a secret; and the SDK waits for ever.
 */
export async function runCredentialProcess(watch: ProcessWatch): Promise<void> {
  const { externalDataInterceptor } = await import('@smithy/core/config');
  let hasFailed = false;
  const run = async (command: string): Promise<{ readonly stdout: string }> => {
    // Where no profile is named, the SDK tries the same one a second time.
    const { stdout, ...outcome } = hasFailed ? {} : await outcomeOf(command, watch);
    if (stdout !== undefined) return { stdout };
    if (!hasFailed) watch.failed({ command, ...outcome });
    hasFailed = true;
    throw new Error('credential_process');
  };
  externalDataInterceptor.interceptToken('exec', Object.assign(run, { [promisify.custom]: run }));
}

function outcomeOf(command: string, { waiting, stopping }: ProcessWatch): Promise<Outcome> {
  return new Promise(resolve => {
    const end = (outcome: Outcome): void => {
      timers.forEach(clearTimeout);
      stopping?.removeEventListener('abort', stop);
      resolve(outcome);
    };
    const child = exec(command, (error, stdout) =>
      end(error === null ? { stdout } : { exit: typeof error.code === 'number' ? error.code : undefined }),
    );
    const stop = (): void => {
      letGo(child);
      end({});
    };
    const giveUp = (): void => {
      letGo(child);
      end({ minutes: PROCESS_MINUTES });
    };
    const timers = [setTimeout(() => waiting(command), TELL_AFTER_MS), setTimeout(giveUp, PROCESS_MINUTES * 60_000)];
    stopping?.addEventListener('abort', stop);
  });
}

/** Ends a process; one that does not care, or that has left others with its streams, must not keep this one from ending. */
function letGo(child: ChildProcess): void {
  // Some shells stay as the parent of what they run. A process group would do too, but takes the terminal away, where it may ask for a code.
  spawnSync('pkill', ['-P', String(child.pid)]);
  child.kill();
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.unref();
}
