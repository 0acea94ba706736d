/** What a repository tells of the project in its folder. */
export interface Git {
  /** The last part of the remote's address. */
  readonly name: string | undefined;
  /** The branch that the remote goes by; else the one that is checked out, where its name is one of a main branch. */
  readonly branch: string | undefined;
}

const MAIN = new Set(['main', 'master', 'trunk']);

/** What `.git` holds: `config`, `HEAD` and `refs/remotes/origin/HEAD`. */
interface GitFiles {
  readonly config?: string | undefined;
  readonly head?: string | undefined;
  readonly remoteHead?: string | undefined;
}

/** Reads the name and the main branch of a repository from its files. */
export function readGit({ config = '', head = '', remoteHead = '' }: GitFiles): Git {
  const origin = /\[remote "origin"\]([^[]*)/.exec(config)?.[1] ?? '';
  const url = /^\s*url\s*=\s*(\S+)/m.exec(origin)?.[1];
  const remote = /^ref: refs\/remotes\/origin\/(\S+)/.exec(remoteHead)?.[1];
  const current = /^ref: refs\/heads\/(\S+)/.exec(head)?.[1];
  return {
    name: /([^/:\\]+?)(?:\.git)?\/*$/.exec(url ?? '')?.[1],
    branch: remote ?? (current !== undefined && MAIN.has(current) ? current : undefined),
  };
}
