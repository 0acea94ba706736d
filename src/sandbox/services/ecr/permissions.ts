import type {
  CreateRepositoryRequest,
  DescribeRepositoriesRequest,
  ListTagsForResourceRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-ecr';
import { hasTags, requestTags, resourceTags, tagKeys } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import type { RequestContext } from '../iam/policy.ts';

interface RepositoryInput {
  readonly repositoryName?: string | undefined;
  readonly registryId?: string | undefined;
}

const repositoryArn = (world: World, { repositoryName = '*', registryId }: RepositoryInput): string =>
  arn({ ...world, account: registryId ?? world.account }, 'ecr', `repository/${repositoryName}`);

/** An action on a repository, with its tags. */
function on(world: World, action: string, resource: string, context: RequestContext = {}): Need {
  const tags = Object.entries(world.state.ecr.repositories).find(
    ([repositoryName]) => repositoryArn(world, { repositoryName }) === resource,
  );
  return { action: `ecr:${action}`, resource, context: { ...resourceTags(tags?.[1].tags, 'ecr'), ...context } };
}

const onRepository = (action: string): NeedsOf<never> =>
  needs((world, input: RepositoryInput) => [on(world, action, repositoryArn(world, input))]);

/** Operations on one repository, which ask for nothing else. */
const ON_REPOSITORY = `BatchCheckLayerAvailability BatchDeleteImage BatchGetImage CompleteLayerUpload DeleteLifecyclePolicy DeleteRepository
  DeleteRepositoryPolicy DescribeImages DescribeImageScanFindings GetDownloadUrlForLayer GetLifecyclePolicy GetRepositoryPolicy
  InitiateLayerUpload ListImages PutImage PutImageScanningConfiguration PutImageTagMutability PutLifecyclePolicy SetRepositoryPolicy
  UploadLayerPart`.split(/\s+/);

/** What IAM is asked about calls of ECR; what knows no resource (GetAuthorizationToken, DescribeRegistry) is asked about on `*`. */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  ...Object.fromEntries(ON_REPOSITORY.map(action => [action, onRepository(action)])),
  CreateRepository: needs((world, { tags, ...input }: CreateRepositoryRequest) => {
    const resource = repositoryArn(world, input);
    return [
      { action: 'ecr:CreateRepository', resource, context: requestTags(tags) },
      ...(hasTags(tags) ? [{ action: 'ecr:TagResource', resource, context: requestTags(tags) }] : []),
    ];
  }),
  DescribeRepositories: needs((world, { repositoryNames, registryId }: DescribeRepositoriesRequest) =>
    (repositoryNames?.length ? repositoryNames : ['*']).map(repositoryName =>
      on(world, 'DescribeRepositories', repositoryArn(world, { repositoryName, registryId })),
    ),
  ),
  ListTagsForResource: needs((world, { resourceArn = '*' }: ListTagsForResourceRequest) => [on(world, 'ListTagsForResource', resourceArn)]),
  TagResource: needs((world, { resourceArn = '*', tags }: TagResourceRequest) => [
    on(world, 'TagResource', resourceArn, requestTags(tags)),
  ]),
  UntagResource: needs((world, { resourceArn = '*', tagKeys: keys }: UntagResourceRequest) => [
    on(world, 'UntagResource', resourceArn, tagKeys(keys)),
  ]),
};
