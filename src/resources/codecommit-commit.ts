import {
  CreateBranchCommand,
  CreateCommitCommand,
  GetBranchCommand,
  GetFileCommand,
  GetRepositoryCommand,
} from '@aws-sdk/client-codecommit';
import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import type { Aws } from '../aws/aws.ts';
import { nameIs, whenMissing } from '../aws/errors.ts';
import { hasUnknown } from '../engine/refs.ts';
import type { Kind } from '../engine/types.ts';
import { renderFile, type FileSpec } from '../render.ts';
import { ensureOnce, retryWhile } from '../aws/retry.ts';
import { codecommitRepository } from './codecommit-repository.ts';
import { required } from './required.ts';

export interface CodecommitCommitSpec {
  readonly repository: string;
  readonly branch: string;
  readonly message: string;
  readonly files: readonly FileSpec[];
  /** The pipeline that will read the branch. */
  readonly pipeline: string;
}

export type CodecommitCommitOutputs = { readonly commitId: string };

/**
 * The first files of the branch that the pipeline reads. Once the branch holds them all and the pipeline is there, what is in them is the
 * business of releases; until then a repository of ours holds what is wanted, also where an earlier set-up has left other files in it. Nothing takes a commit away but the removal of its repository.
 */
export const codecommitCommit: Kind<CodecommitCommitSpec, CodecommitCommitOutputs, Aws> = {
  type: 'codecommit.commit',
  partOf: 'codecommit.repository',
  outputs: ['commitId'],
  identity: ['repository', 'branch'],
  createOnly: ['message', 'files', 'pipeline'],
  permissions: {
    read: [
      'codecommit:GetBranch',
      'codecommit:GetFile',
      'codecommit:GetRepository',
      'codecommit:ListTagsForResource',
      'codepipeline:GetPipeline',
    ],
    write: ['codecommit:CreateCommit', 'codecommit:CreateBranch'],
  },

  async read(aws, spec) {
    const { repository, branch } = spec;
    const commitId = await tipOf(aws, repository, branch);
    if (commitId === undefined || (await filesToPut(aws, spec, commitId)).length > 0) return undefined;
    return { outputs: { commitId }, actual: { repository, branch }, owner: aws.owner };
  },

  async ensure(aws, spec, live, intent) {
    if (live !== undefined) return live.outputs;
    const look = async () => (await codecommitCommit.read(aws, spec))?.outputs.commitId;
    const commitId = await ensureOnce(aws, intent, look, () =>
      // Somebody else committed between our look and our call.
      retryWhile(
        aws,
        intent,
        error => nameIs(error, 'ParentCommitIdOutdatedException'),
        () => commit(aws, spec),
        { seconds: 60 },
      ),
    );
    return { commitId };
  },

  holdsData: async () => true,

  async remove() {},
};

/** Id of the newest commit of a branch; undefined where there is no such branch. */
async function tipOf(aws: Aws, repositoryName: string, branchName: string): Promise<string | undefined> {
  const reply = await whenMissing(
    aws.codecommit.send(new GetBranchCommand({ repositoryName, branchName })),
    'BranchDoesNotExistException',
    'RepositoryDoesNotExistException',
  );
  return reply?.branch?.commitId;
}

/** The files that are not there, and those that are others than wanted as long as they are nobody else's. */
async function filesToPut(aws: Aws, spec: CodecommitCommitSpec, commitSpecifier: string): Promise<readonly FileSpec[]> {
  const { repository: repositoryName, files } = spec;
  const found = await Promise.all(
    files.map(({ path }) =>
      whenMissing(
        aws.codecommit.send(new GetFileCommand({ repositoryName, commitSpecifier, filePath: path })),
        'FileDoesNotExistException',
      ),
    ),
  );
  const isAsWanted = files.map(
    (file, i) => !hasUnknown(file) && Buffer.from(found[i]?.fileContent ?? []).equals(Buffer.from(renderFile(file))),
  );
  const isFree = isAsWanted.includes(false) && (await isUnread(aws, spec));
  return files.filter((_, i) => found[i] === undefined || (isFree && isAsWanted[i] === false));
}

/** Nothing was ever released from it, by this set-up or by anybody else: it is ours, and there is no pipeline. */
async function isUnread(aws: Aws, { repository, pipeline }: CodecommitCommitSpec): Promise<boolean> {
  const there = await codecommitRepository.read(aws, { name: repository, description: '' });
  if (there?.owner !== aws.owner || there.adopted === true) return false;
  return (await whenMissing(aws.codepipeline.send(new GetPipelineCommand({ name: pipeline })), 'PipelineNotFoundException')) === undefined;
}

async function commit(aws: Aws, spec: CodecommitCommitSpec): Promise<string> {
  const { repository, branch, message } = spec;
  const parentCommitId = (await tipOf(aws, repository, branch)) ?? (await newBranch(aws, repository, branch));
  const files = parentCommitId === undefined ? spec.files : await filesToPut(aws, spec, parentCommitId);
  if (files.length === 0) return required(parentCommitId, 'commitId');
  const { commitId } = await aws.codecommit.send(
    new CreateCommitCommand({
      repositoryName: repository,
      branchName: branch,
      authorName: 'ecs-bluegreen',
      commitMessage: message,
      ...(parentCommitId !== undefined && { parentCommitId }),
      putFiles: files.map(file => ({ filePath: file.path, fileMode: 'NORMAL', fileContent: new TextEncoder().encode(renderFile(file)) })),
    }),
  );
  return required(commitId, 'commitId');
}

/**
 * Begins the branch at the tip of the default branch and returns that commit. In an empty repository there is none: the first
 * commit makes the branch, which then becomes the default one.
 */
async function newBranch(aws: Aws, repositoryName: string, branchName: string): Promise<string | undefined> {
  const { repositoryMetadata } = await aws.codecommit.send(new GetRepositoryCommand({ repositoryName }));
  const from = repositoryMetadata?.defaultBranch;
  const commitId = from === undefined ? undefined : await tipOf(aws, repositoryName, from);
  if (commitId === undefined) return undefined;
  await whenMissing(aws.codecommit.send(new CreateBranchCommand({ repositoryName, branchName, commitId })), 'BranchNameExistsException');
  return commitId;
}
