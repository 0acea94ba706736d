/** What the codecommit service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface CodeCommitState {
  /** By name. */
  readonly repositories: Record<string, Repository>;
}

export interface Repository {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  modifiedAt: Date;
  description?: string;
  kmsKeyId?: string;
  /** Absent until the first commit. */
  defaultBranch?: string;
  /** Commit id by branch name. */
  readonly branches: Record<string, string>;
  tags: Record<string, string>;
  /** Content-addressed: what git keeps in .git/objects, by object id. */
  readonly objects: Record<string, GitObject>;
}

export interface GitObject {
  readonly type: 'blob' | 'tree' | 'commit';
  /** The object's body as git writes it, without the header. */
  readonly content: Uint8Array;
}

export const emptyCodeCommitState = (): CodeCommitState => ({ repositories: {} });
