import { CommitDoesNotExistException$ } from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import type { Repository } from './state.ts';

/** The commit that a commit specifier names: a branch, a full commit id, or HEAD; the default branch when none is given. */
export function resolveCommit(repository: Repository, specifier: string | undefined): string {
  const name = specifier === undefined || specifier === 'HEAD' ? repository.defaultBranch : specifier.replace(/^refs\/heads\//, '');
  const branch = name === undefined ? undefined : repository.branches[name];
  if (branch !== undefined) return branch;
  if (name !== undefined && repository.objects[name]?.type === 'commit') return name;
  throw fault(CommitDoesNotExistException$, `Could not find or access commit ${specifier ?? 'HEAD'}`);
}
