import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  TagResourceCommand,
  type Repository,
} from '@aws-sdk/client-ecr';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { markOf, ownerTagList } from '../aws/tags.ts';
import type { Kind } from '../engine/types.ts';
import { findFirst } from './find-first.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';

export interface EcrRepositorySpec {
  readonly name: string;
  readonly scanOnPush: boolean;
  /** The one tag that may be moved: the pipeline's image source watches it. All others are immutable. */
  readonly mutableTag: string;
  /** Images that no tag names any more are deleted after this many days. */
  readonly untaggedDays: number;
}

export type EcrRepositoryOutputs = {
  readonly name: string;
  readonly arn: string;
  /** `ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME` */
  readonly uri: string;
};

/** The private repository of the service's images. */
export const ecrRepository: Kind<EcrRepositorySpec, EcrRepositoryOutputs, Aws> = {
  type: 'ecr.repository',
  outputs: ['name', 'arn', 'uri'],
  identity: ['name'],
  // It holds the images, also the one that serves.
  irreplaceable: true,
  arnPattern: /^arn:[^:]+:ecr:[^:]+:\d+:repository\/(?<name>.+)$/,
  permissions: {
    read: ['ecr:DescribeRepositories', 'ecr:GetLifecyclePolicy', 'ecr:ListTagsForResource'],
    write: [
      'ecr:CreateRepository',
      'ecr:TagResource',
      'ecr:PutImageScanningConfiguration',
      'ecr:PutImageTagMutability',
      'ecr:PutLifecyclePolicy',
      'ecr:DescribeImages',
      'ecr:DeleteRepository',
    ],
  },
  cost: () => [{ price: 'ecr-gb-month', units: 0.5 }],

  async read(aws, spec, known) {
    const repository = await findFirst(known?.name, spec.name, name => find(aws, name));
    if (repository === undefined) return undefined;
    const outputs = outputsOf(repository);
    const [policy, { tags }] = await Promise.all([
      whenMissing(aws.ecr.send(new GetLifecyclePolicyCommand({ repositoryName: outputs.name })), 'LifecyclePolicyNotFoundException'),
      aws.ecr.send(new ListTagsForResourceCommand({ resourceArn: outputs.arn })),
    ]);
    return {
      outputs,
      actual: {
        name: outputs.name,
        scanOnPush: repository.imageScanningConfiguration?.scanOnPush ?? false,
        mutableTag: mutableTagOf(repository),
        untaggedDays: untaggedDaysOf(policy?.lifecyclePolicyText),
      },
      ...markOf(tags),
    };
  },

  async ensure(aws, spec, live, intent) {
    const repositoryName = spec.name;
    const scanning = { imageScanningConfiguration: { scanOnPush: spec.scanOnPush } };
    const there =
      live ??
      (await makeOnce(
        aws,
        intent,
        { kind: ecrRepository, spec, name: spec.name, exists: ['RepositoryAlreadyExistsException'] },
        async () => {
          const { repository } = await aws.ecr.send(
            new CreateRepositoryCommand({ repositoryName, ...mutability(spec.mutableTag), ...scanning, tags: ownerTagList(aws) }),
          );
          const { scanOnPush, mutableTag } = spec;
          return { outputs: outputsOf(required(repository, 'repository')), actual: { scanOnPush, mutableTag }, owner: aws.owner };
        },
      ));
    if (there.owner !== aws.owner) {
      await aws.ecr.send(new TagResourceCommand({ resourceArn: there.outputs.arn, tags: ownerTagList(aws) }));
    }
    if (there.actual.scanOnPush !== spec.scanOnPush) {
      await aws.ecr.send(new PutImageScanningConfigurationCommand({ repositoryName, ...scanning }));
    }
    if (there.actual.mutableTag !== spec.mutableTag) {
      await aws.ecr.send(new PutImageTagMutabilityCommand({ repositoryName, ...mutability(spec.mutableTag) }));
    }
    if (there.actual.untaggedDays !== spec.untaggedDays) {
      await aws.ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: lifecyclePolicy(spec.untaggedDays) }));
    }
    return there.outputs;
  },

  async holdsData(aws, known) {
    const request = new DescribeImagesCommand({ repositoryName: known.name, maxResults: 1 });
    const found = await whenMissing(aws.ecr.send(request), 'RepositoryNotFoundException');
    return (found?.imageDetails ?? []).length > 0;
  },

  async remove(aws, known) {
    // A repository with images in it is not deleted without `force`.
    await whenMissing(
      aws.ecr.send(new DeleteRepositoryCommand({ repositoryName: known.name, force: true })),
      'RepositoryNotFoundException',
    );
  },
};

const find = async (aws: Aws, name: string): Promise<Repository | undefined> => {
  const found = await whenMissing(
    aws.ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] })),
    'RepositoryNotFoundException',
  );
  return found?.repositories?.[0];
};

const outputsOf = (repository: Repository): EcrRepositoryOutputs => ({
  name: required(repository.repositoryName, 'repositoryName'),
  arn: required(repository.repositoryArn, 'repositoryArn'),
  uri: required(repository.repositoryUri, 'repositoryUri'),
});

const mutability = (tag: string) => ({
  imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' as const,
  imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD' as const, filter: tag }],
});

/** The tags that may be moved, as a pattern: `*` where all may, empty where none may. */
const mutableTagOf = (repository: Repository): string => {
  if (repository.imageTagMutability === 'MUTABLE') return '*';
  if (repository.imageTagMutability !== 'IMMUTABLE_WITH_EXCLUSION') return '';
  return (repository.imageTagMutabilityExclusionFilters ?? []).map(({ filter }) => filter).join(' ');
};

/** AWS refuses a text of fewer than 100 characters; the description keeps it above. */
const lifecyclePolicy = (days: number): string =>
  JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: 'Expire images that no tag names any more',
        selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: days },
        action: { type: 'expire' },
      },
    ],
  });

interface LifecyclePolicy {
  readonly rules?: readonly {
    readonly selection?: { readonly tagStatus?: string; readonly countType?: string; readonly countNumber?: number };
  }[];
}

/** 0 where untagged images are kept. */
const untaggedDaysOf = (text: string | undefined): number => {
  const { rules = [] }: LifecyclePolicy = text === undefined ? {} : JSON.parse(text);
  const rule = rules.find(({ selection }) => selection?.tagStatus === 'untagged' && selection.countType === 'sinceImagePushed');
  return rule?.selection?.countNumber ?? 0;
};
