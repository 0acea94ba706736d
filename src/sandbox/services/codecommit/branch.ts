import { BranchDoesNotExistException$, InvalidBranchNameException$ } from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import type { Repository } from './state.ts';

const FORBIDDEN = /[\s~^:?*[\\\p{Cc}]|\.\.|@\{|\/\/|\/\.|^[-/.]|[/.]$|\.lock$|^@$/u;

/** Refuses what `git check-ref-format --branch` refuses. */
export function checkBranchName(name: string): void {
  if (name.length < 1 || name.length > 256 || FORBIDDEN.test(name)) {
    throw fault(InvalidBranchNameException$, `The branch name ${name} is not valid.`);
  }
}

/** The commit a branch points at, or AWS's refusal. */
export function findBranch(repository: Repository, name: string): string {
  checkBranchName(name);
  const commitId = repository.branches[name];
  if (commitId === undefined) throw fault(BranchDoesNotExistException$, `Branch ${name} does not exist`);
  return commitId;
}
