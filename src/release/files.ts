import { CreateCommitCommand, GetBranchCommand, GetFileCommand } from '@aws-sdk/client-codecommit';
import { isTransient, nameIs, whenMissing } from '../aws/errors.ts';
import type { Aws } from '../aws/aws.ts';
import { pause } from '../aws/pause.ts';

export interface SourceBranch {
  readonly repository: string;
  readonly branch: string;
}

/** A file as it should stand in the repository. */
export interface SourceFile {
  readonly path: string;
  readonly content: string;
}

/** The files that the branch does not hold in this form. */
export async function changedFiles(
  aws: Aws,
  { repository, branch }: SourceBranch,
  files: readonly SourceFile[],
): Promise<readonly SourceFile[]> {
  const compared = await Promise.all(
    files.map(async file => {
      const held = await whenMissing(
        aws.codecommit.send(new GetFileCommand({ repositoryName: repository, commitSpecifier: branch, filePath: file.path })),
        'FileDoesNotExistException',
        'CommitDoesNotExistException',
      );
      return held?.fileContent !== undefined && Buffer.from(held.fileContent).toString('utf8') === file.content ? [] : [file];
    }),
  );
  return compared.flat();
}

/** Commits the files on top of the branch and returns the commit's id; somebody else's commit in between is read again, not overwritten. */
export async function commitFiles(
  aws: Aws,
  { repository, branch }: SourceBranch,
  files: readonly SourceFile[],
  message: string,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const { branch: tip } = await aws.codecommit.send(new GetBranchCommand({ repositoryName: repository, branchName: branch }));
    try {
      const commit = await aws.codecommit.send(
        new CreateCommitCommand({
          repositoryName: repository,
          branchName: branch,
          parentCommitId: tip?.commitId,
          commitMessage: message,
          putFiles: files.map(file => ({ filePath: file.path, fileMode: 'NORMAL', fileContent: Buffer.from(file.content, 'utf8') })),
        }),
      );
      return commit.commitId ?? '';
    } catch (error) {
      if (nameIs(error, 'NoChangeException')) return tip?.commitId ?? '';
      if (attempt >= 3 || !(nameIs(error, 'ParentCommitIdOutdatedException') || isTransient(error))) throw error;
      await pause(aws, attempt);
    }
  }
}
