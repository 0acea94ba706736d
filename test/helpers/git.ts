import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { temporaryFolder } from './after-run.ts';

const run = promisify(execFile);

/** The real git, in folders of its own. It must be installed: what it cannot do it says. */
export interface Git {
  readonly folder: string;
  /** What a command prints; throws with git's complaint where it fails. */
  (...words: readonly string[]): Promise<string>;
  /** The complaint of a command that must fail. */
  readonly refusal: (...words: readonly string[]) => Promise<string>;
}

/** Git with a home of its own, working in this folder; it asks nobody for a password. */
export async function gitIn(folder: string, more: Readonly<Record<string, string>> = {}): Promise<Git> {
  const env = {
    PATH: process.env['PATH'],
    HOME: await temporaryFolder(),
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ann',
    GIT_AUTHOR_EMAIL: 'ann@example.com',
    GIT_COMMITTER_NAME: 'Ann',
    GIT_COMMITTER_EMAIL: 'ann@example.com',
    LC_ALL: 'C.UTF-8',
    ...more,
  };
  const git = async (...words: readonly string[]): Promise<string> => {
    const { stdout } = await run('git', ['-c', 'init.defaultBranch=main', ...words], { cwd: folder, env, maxBuffer: 2 ** 26 });
    return stdout.trim();
  };
  const refusal = (...words: readonly string[]): Promise<string> =>
    git(...words).then(
      printed => Promise.reject(new Error(`not refused: ${printed}`)),
      (error: unknown) => (error as { readonly stderr: string }).stderr,
    );
  return Object.assign(git, { folder, refusal });
}
