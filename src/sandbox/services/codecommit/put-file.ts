import { PutFile$, SameFileContentException$, type PutFileInput, type PutFileOutput } from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { checkParent, commitFiles } from './commit-changes.ts';
import { filesOf, toTreeMode } from './files.ts';
import { writeBlob } from './git-objects.ts';
import { checkFileSize, checkNoConflict, checkPath } from './paths.ts';
import { findRepository } from './repository.ts';

export const putFile = operation(PutFile$, (world, input: PutFileInput, call): PutFileOutput => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const target = { branchName: input.branchName ?? '', parentCommitId: input.parentCommitId };
  const tip = checkParent(repository, target);
  const path = checkPath(input.filePath);
  const content = new Uint8Array(input.fileContent ?? []);
  checkFileSize(path, content);
  const files = filesOf(repository, tip);
  const before = files.get(path);
  const file = { mode: toTreeMode(input.fileMode), id: writeBlob(world, repository, content) };
  if (before?.id === file.id && before.mode === file.mode) {
    throw fault(
      SameFileContentException$,
      `The file was not added or updated because the content of the file is exactly the same as the content of that file in the repository and branch that you specified: ${path}`,
    );
  }
  files.set(path, file);
  checkNoConflict(files, path);
  const message = input.commitMessage ?? `${before === undefined ? 'Added' : 'Edited'} ${path}`;
  const committed = commitFiles(world, repository, target, files, { authorName: input.name, email: input.email, message }, call);
  return { ...committed, blobId: file.id };
});
