import type {
  BatchGetRepositoriesInput,
  CreateRepositoryInput,
  ListTagsForResourceInput,
  TagResourceInput,
  UntagResourceInput,
  UpdateRepositoryDescriptionInput,
  UpdateRepositoryNameInput,
} from '@aws-sdk/client-codecommit';
import { hasTags, requestTags, resourceTags, tagKeys } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import type { RequestContext } from '../iam/policy.ts';

/** An action on a repository, with its tags. */
function on(world: World, action: string, resource: string, context: RequestContext = {}): Need {
  const repository = Object.values(world.state.codecommit.repositories).find(candidate => candidate.arn === resource);
  return { action: `codecommit:${action}`, resource, context: { ...resourceTags(repository?.tags), ...context } };
}

const onRepository = (action: string): NeedsOf<never> =>
  needs((world, { repositoryName }: UpdateRepositoryDescriptionInput) => [
    on(world, action, arn(world, 'codecommit', repositoryName ?? '*')),
  ]);

/** An action that moves a branch, which policies know by its full name. https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-conditional-branch.html */
const onBranch = (action: string): NeedsOf<never> =>
  needs((world, { repositoryName, branchName }: { repositoryName?: string | undefined; branchName?: string | undefined }) => [
    on(world, action, arn(world, 'codecommit', repositoryName ?? '*'), { 'codecommit:References': `refs/heads/${branchName}` }),
  ]);

const ON_REPOSITORY =
  `BatchGetCommits DeleteRepository GetBlob GetBranch GetCommit GetDifferences GetFile GetFolder GetRepository ListBranches
  ListFileCommitHistory UpdateDefaultBranch UpdateRepositoryDescription`.split(/\s+/);

const ON_BRANCH = ['CreateBranch', 'CreateCommit', 'DeleteBranch', 'DeleteFile', 'PutFile'];

/** What IAM is asked about calls of CodeCommit; ListRepositories is asked about on `*`. */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  ...Object.fromEntries(ON_REPOSITORY.map(action => [action, onRepository(action)])),
  ...Object.fromEntries(ON_BRANCH.map(action => [action, onBranch(action)])),
  BatchGetRepositories: needs((world, { repositoryNames }: BatchGetRepositoriesInput) =>
    (repositoryNames ?? []).map(name => on(world, 'BatchGetRepositories', arn(world, 'codecommit', name))),
  ),
  CreateRepository: needs((world, { repositoryName, tags }: CreateRepositoryInput) => {
    const resource = arn(world, 'codecommit', repositoryName ?? '*');
    return [
      { action: 'codecommit:CreateRepository', resource, context: requestTags(tags) },
      ...(hasTags(tags) ? [{ action: 'codecommit:TagResource', resource, context: requestTags(tags) }] : []),
    ];
  }),
  ListTagsForResource: needs((world, { resourceArn = '*' }: ListTagsForResourceInput) => [on(world, 'ListTagsForResource', resourceArn)]),
  TagResource: needs((world, { resourceArn = '*', tags }: TagResourceInput) => [on(world, 'TagResource', resourceArn, requestTags(tags))]),
  UntagResource: needs((world, { resourceArn = '*', tagKeys: keys }: UntagResourceInput) => [
    on(world, 'UntagResource', resourceArn, tagKeys(keys)),
  ]),
  UpdateRepositoryName: needs((world, { oldName }: UpdateRepositoryNameInput) => [
    on(world, 'UpdateRepositoryName', arn(world, 'codecommit', oldName ?? '*')),
  ]),
};
