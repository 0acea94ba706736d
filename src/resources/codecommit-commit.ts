import {
  CreateBranchCommand,
  CreateCommitCommand,
  GetBranchCommand,
  GetFileCommand,
  GetRepositoryCommand,
} from '@aws-sdk/client-codecommit';
import type { Aws } from '../aws/aws.ts';
import { nameIs, whenMissing } from '../aws/errors.ts';
import type { Kind } from '../engine/types.ts';
import { renderFile, type FileSpec } from '../render.ts';
import { ensureOnce, retryWhile } from '../aws/retry.ts';
import { required } from './required.ts';

export interface CodecommitCommitSpec {
  readonly repository: string;
  readonly branch: string;
  readonly message: string;
  readonly files: readonly FileSpec[];
}

export type CodecommitCommitOutputs = { readonly commitId: string };

/**
 * The first files of the branch that the pipeline reads. Once the branch holds them all, what is in them is the business of
 * releases. Nothing takes a commit away but the removal of its repository.
 */
export const codecommitCommit: Kind<CodecommitCommitSpec, CodecommitCommitOutputs, Aws> = {
  type: 'codecommit.commit',
  outputs: ['commitId'],
  identity: ['repository', 'branch'],
  createOnly: ['message', 'files'],
  permissions: {
    read: ['codecommit:GetBranch', 'codecommit:GetFile'],
    write: ['codecommit:CreateCommit', 'codecommit:GetRepository', 'codecommit:CreateBranch'],
  },

  async read(aws, spec) {
    const { repository, branch } = spec;
    const commitId = await tipOf(aws, repository, branch);
    if (commitId === undefined || (await missingFiles(aws, spec, commitId)).length > 0) return undefined;
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

async function missingFiles(aws: Aws, { repository, files }: CodecommitCommitSpec, commitSpecifier: string): Promise<FileSpec[]> {
  const found = await Promise.all(
    files.map(({ path }) =>
      whenMissing(
        aws.codecommit.send(new GetFileCommand({ repositoryName: repository, commitSpecifier, filePath: path })),
        'FileDoesNotExistException',
      ),
    ),
  );
  return files.filter((_, i) => found[i] === undefined);
}

/** Adds the files that are not there; those that are stay as they are. */
async function commit(aws: Aws, spec: CodecommitCommitSpec): Promise<string> {
  const { repository, branch, message } = spec;
  const parentCommitId = (await tipOf(aws, repository, branch)) ?? (await newBranch(aws, repository, branch));
  const files = parentCommitId === undefined ? spec.files : await missingFiles(aws, spec, parentCommitId);
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
