import type { World } from '../../world.ts';
import type { GitRepository, Repository } from './state.ts';

const BRANCH = 'refs/heads/';
const TAG = 'refs/tags/';

/** What a reference points at, by its full name. */
export const referenceOf = (repository: GitRepository, fullName: string): string | undefined =>
  fullName.startsWith(BRANCH) ? repository.branches[fullName.slice(BRANCH.length)] : repository.references[fullName];

/** Points a reference at an object, or removes it. The first branch becomes the default one. */
export function setReference(repository: GitRepository, fullName: string, id: string | undefined, now: Date): void {
  const isBranch = fullName.startsWith(BRANCH);
  const name = isBranch ? fullName.slice(BRANCH.length) : fullName;
  const record = isBranch ? repository.branches : repository.references;
  if (id === undefined) delete record[name];
  else record[name] = id;
  if (isBranch && id !== undefined) repository.defaultBranch ??= name;
  repository.modifiedAt = now;
}

/** Points a reference at an object, or removes it, and tells the event bus. */
export function moveReference(world: World, repository: Repository, fullName: string, id: string | undefined, caller: string): void {
  const oldId = referenceOf(repository, fullName);
  setReference(repository, fullName, id, world.clock.now());
  const prefix = [BRANCH, TAG].find(start => fullName.startsWith(start));
  // CodeCommit speaks of branches and tags only.
  if (prefix === undefined) return;
  const event = id === undefined ? 'referenceDeleted' : oldId === undefined ? 'referenceCreated' : 'referenceUpdated';
  world.emit({
    source: 'aws.codecommit',
    detailType: 'CodeCommit Repository State Change',
    resources: [repository.arn],
    detail: {
      callerUserArn: caller,
      event,
      referenceType: prefix === BRANCH ? 'branch' : 'tag',
      referenceName: fullName.slice(prefix.length),
      referenceFullName: fullName,
      repositoryId: repository.id,
      repositoryName: repository.name,
      ...(id !== undefined && { commitId: id }),
      ...(oldId !== undefined && { oldCommitId: oldId }),
    },
  });
}

/** Points a branch at a commit, or removes it, and tells the event bus. */
export const moveBranch = (world: World, repository: Repository, branchName: string, commitId: string | undefined, caller: string): void =>
  moveReference(world, repository, `${BRANCH}${branchName}`, commitId, caller);
