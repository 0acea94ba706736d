import { randomUUID } from 'node:crypto';
import { emptyRecord } from '../../empty-record.ts';

/** What the codecommit service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface CodeCommitState {
  /** By name. */
  readonly repositories: Record<string, Repository>;
}

/** What git keeps in a bare repository. */
export interface GitRepository {
  readonly id: string;
  readonly name: string;
  modifiedAt: Date;
  /** Absent until the first commit. */
  defaultBranch?: string;
  /** Commit id by branch name. */
  readonly branches: Record<string, string>;
  /** Object id of everything that is no branch, by full name: `refs/tags/v1`. */
  references: Record<string, string>;
  /** Content-addressed: what git keeps in .git/objects, by object id. What is there is whole: so are all objects that it names. */
  readonly objects: Record<string, StoredObject>;
}

export interface Repository extends GitRepository {
  readonly arn: string;
  readonly createdAt: Date;
  description?: string;
  kmsKeyId?: string;
  tags: Record<string, string>;
}

export interface GitObject {
  readonly type: 'blob' | 'tree' | 'commit' | 'tag';
  /** The object's body as git writes it, without the header. */
  readonly content: Uint8Array;
}

/** An object of a repository. The larger files lie on disk, by repository and id. */
export type StoredObject = GitObject | { readonly type: 'blob'; readonly size: number };

/** The git part of a repository nobody has pushed to. */
export const emptyGitRepository = (name: string, now: Date): GitRepository => ({
  id: randomUUID(),
  name,
  modifiedAt: now,
  branches: emptyRecord(),
  references: emptyRecord(),
  objects: emptyRecord(),
});

/** Gives a repository that comes out of the state file what its type says: bare records, and those that older versions did not have. */
export function restoreRepository(repository: GitRepository): void {
  repository.references ??= emptyRecord();
  for (const record of [repository.branches, repository.references, repository.objects]) Object.setPrototypeOf(record, null);
}

export const emptyCodeCommitState = (): CodeCommitState => ({ repositories: {} });
