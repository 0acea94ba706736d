import { CommitDoesNotExistException$ } from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { commitBehind } from './git-objects.ts';
import { referenceOf } from './move-branch.ts';
import type { GitRepository } from './state.ts';

/** The commit that a commit specifier names: a branch, a tag, a full commit id, or HEAD; the default branch when none is given. */
export function resolveCommit(repository: GitRepository, specifier: string | undefined): string {
  const name = specifier === undefined || specifier === 'HEAD' ? repository.defaultBranch : specifier;
  const id =
    name === undefined
      ? undefined
      : (repository.branches[name] ?? referenceOf(repository, name) ?? repository.references[`refs/tags/${name}`] ?? name);
  const commit = id === undefined ? undefined : commitBehind(repository, id);
  if (commit !== undefined) return commit;
  throw fault(CommitDoesNotExistException$, `Could not find or access commit ${specifier ?? 'HEAD'}`);
}
