import type { World } from '../../world.ts';
import type { Repository } from './state.ts';

/** Points a branch at a commit, or removes it, and tells the event bus. */
export function moveBranch(world: World, repository: Repository, branchName: string, commitId: string | undefined, caller: string): void {
  const oldCommitId = repository.branches[branchName];
  if (commitId === undefined) delete repository.branches[branchName];
  else repository.branches[branchName] = commitId;
  if (commitId !== undefined) repository.defaultBranch ??= branchName;
  repository.modifiedAt = world.clock.now();
  const event = commitId === undefined ? 'referenceDeleted' : oldCommitId === undefined ? 'referenceCreated' : 'referenceUpdated';
  world.emit({
    source: 'aws.codecommit',
    detailType: 'CodeCommit Repository State Change',
    resources: [repository.arn],
    detail: {
      callerUserArn: caller,
      event,
      referenceType: 'branch',
      referenceName: branchName,
      referenceFullName: `refs/heads/${branchName}`,
      repositoryId: repository.id,
      repositoryName: repository.name,
      ...(commitId !== undefined && { commitId }),
      ...(oldCommitId !== undefined && { oldCommitId }),
    },
  });
}
