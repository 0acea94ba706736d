import { DeleteFile$, FileDoesNotExistException$, type DeleteFileInput, type DeleteFileOutput } from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { findBranch } from './branch.ts';
import { checkParent, commitFiles } from './commit-changes.ts';
import { filesOf } from './files.ts';
import { checkPath } from './paths.ts';
import { findRepository } from './repository.ts';

export const deleteFile = operation(DeleteFile$, (world, input: DeleteFileInput, call): DeleteFileOutput => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const target = { branchName: input.branchName ?? '', parentCommitId: input.parentCommitId };
  findBranch(repository, target.branchName);
  const files = filesOf(repository, checkParent(repository, target));
  const path = checkPath(input.filePath);
  const file = files.get(path);
  if (file === undefined) throw fault(FileDoesNotExistException$, `The specified file does not exist: ${path}`);
  files.delete(path);
  const about = { authorName: input.name, email: input.email, message: input.commitMessage ?? `Deleted ${path}` };
  return { ...commitFiles(world, repository, target, files, about, call), blobId: file.id, filePath: path };
});
