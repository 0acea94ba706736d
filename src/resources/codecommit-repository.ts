import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  GetRepositoryCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdateRepositoryDescriptionCommand,
  type RepositoryMetadata,
} from '@aws-sdk/client-codecommit';
import type { Aws } from '../aws/aws.ts';
import { nameIs, whenMissing } from '../aws/errors.ts';
import { markOf, ownerTags } from '../aws/tags.ts';
import type { Intent, Kind, Live } from '../engine/types.ts';
import { UserError } from '../errors.ts';
import { findFirst } from './find-first.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';

export interface CodecommitRepositorySpec {
  readonly name: string;
  readonly description: string;
}

export type CodecommitRepositoryOutputs = { readonly name: string; readonly arn: string; readonly cloneUrl: string };

/** The repository that holds `taskdef.json` and `appspec.yaml`. */
export const codecommitRepository: Kind<CodecommitRepositorySpec, CodecommitRepositoryOutputs, Aws> = {
  type: 'codecommit.repository',
  outputs: ['name', 'arn', 'cloneUrl'],
  identity: ['name'],
  irreplaceable: true,
  arnPattern: /^arn:[^:]+:codecommit:[^:]+:\d+:(?<name>[^:/]+)$/,
  permissions: {
    read: ['codecommit:GetRepository', 'codecommit:ListTagsForResource'],
    write: [
      'codecommit:CreateRepository',
      'codecommit:TagResource',
      'codecommit:UpdateRepositoryDescription',
      'codecommit:DeleteRepository',
    ],
  },

  async read(aws, spec, known) {
    const repository = await findFirst(known?.name, spec.name, name => find(aws, name));
    if (repository === undefined) return undefined;
    const outputs = outputsOf(repository);
    const { tags } = await aws.codecommit.send(new ListTagsForResourceCommand({ resourceArn: outputs.arn }));
    return { outputs, actual: { name: outputs.name, description: repository.repositoryDescription ?? '' }, ...markOf(tags) };
  },

  async ensure(aws, spec, live, intent) {
    const there = live ?? (await create(aws, spec, intent));
    if (there.owner !== aws.owner) {
      await aws.codecommit.send(new TagResourceCommand({ resourceArn: there.outputs.arn, tags: ownerTags(aws) }));
    }
    if (there.actual.description !== spec.description) {
      await aws.codecommit.send(
        new UpdateRepositoryDescriptionCommand({ repositoryName: there.outputs.name, repositoryDescription: spec.description }),
      );
    }
    return there.outputs;
  },

  // A repository without a commit has no default branch.
  holdsData: async (aws, known) => (await find(aws, known.name))?.defaultBranch !== undefined,

  async remove(aws, known) {
    // Deleting a repository that is not there succeeds.
    await aws.codecommit.send(new DeleteRepositoryCommand({ repositoryName: known.name }));
  },
};

const find = async (aws: Aws, name: string): Promise<RepositoryMetadata | undefined> => {
  const found = await whenMissing(
    aws.codecommit.send(new GetRepositoryCommand({ repositoryName: name })),
    'RepositoryDoesNotExistException',
  );
  return found?.repositoryMetadata;
};

const outputsOf = (repository: RepositoryMetadata): CodecommitRepositoryOutputs => ({
  name: required(repository.repositoryName, 'repositoryName'),
  arn: required(repository.Arn, 'Arn'),
  cloneUrl: required(repository.cloneUrlHttp, 'cloneUrlHttp'),
});

const create = (
  aws: Aws,
  spec: CodecommitRepositorySpec,
  intent: Intent,
): Promise<Live<CodecommitRepositorySpec, CodecommitRepositoryOutputs>> =>
  makeOnce(aws, intent, { kind: codecommitRepository, spec, name: spec.name, exists: ['RepositoryNameExistsException'] }, async () => {
    const { name, description } = spec;
    const command = new CreateRepositoryCommand({ repositoryName: name, repositoryDescription: description, tags: ownerTags(aws) });
    const { repositoryMetadata } = await aws.codecommit.send(command).catch(explainClosed(aws));
    return { outputs: outputsOf(required(repositoryMetadata, 'repositoryMetadata')), actual: { description }, owner: aws.owner };
  });

// From July 2024 to November 2025 CodeCommit took no new customers; accounts without a repository may still meet this refusal.
const explainClosed =
  (aws: Aws) =>
  (error: unknown): never => {
    if (nameIs(error, 'OperationNotAllowedException')) throw new UserError('codecommitClosed', { account: aws.account }, { cause: error });
    throw error;
  };
