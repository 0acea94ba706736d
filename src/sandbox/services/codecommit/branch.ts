import { BranchDoesNotExistException$, InvalidBranchNameException$ } from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import type { Repository } from './state.ts';

const FORBIDDEN = /[\s~^:?*[\\\p{Cc}]|\.\.|@\{|\/\/|\/\.|^[-/.]|[/.]$|\.lock(?:$|\/)|^@$/u;

/** What `git check-ref-format --branch` allows, but for names that look like commit ids (https://docs.aws.amazon.com/codecommit/latest/userguide/limits.html). */
export const isReferenceName = (name: string): boolean =>
  name.length >= 1 && name.length <= 256 && !FORBIDDEN.test(name) && !/^[0-9a-f]{40}$/i.test(name);

export function checkBranchName(name: string): void {
  if (!isReferenceName(name)) {
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
