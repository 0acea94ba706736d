import {
  BlobIdDoesNotExistException$,
  FileDoesNotExistException$,
  FileTooLargeException$,
  GetBlob$,
  GetFile$,
  type GetBlobInput,
  type GetBlobOutput,
  type GetFileInput,
  type GetFileOutput,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { filesOf, hasContent, toFileMode } from './files.ts';
import { blobSize, readBlob } from './git-objects.ts';
import { checkPath, LARGEST_FILE } from './paths.ts';
import { findRepository } from './repository.ts';
import { resolveCommit } from './resolve-commit.ts';

export const getFile = operation(GetFile$, (world, input: GetFileInput): GetFileOutput => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const commitId = resolveCommit(repository, input.commitSpecifier);
  const filePath = checkPath(input.filePath);
  const file = filesOf(repository, commitId).get(filePath);
  if (file === undefined || !hasContent(file)) throw fault(FileDoesNotExistException$, `Could not find path ${filePath}`);
  if (blobSize(repository, file.id) > LARGEST_FILE)
    throw fault(FileTooLargeException$, 'The specified file exceeds the file size limit for AWS CodeCommit.');
  const fileContent = readBlob(world, repository, file.id);
  return { commitId, blobId: file.id, filePath, fileMode: toFileMode(file.mode), fileSize: fileContent.length, fileContent };
});

export const getBlob = operation(GetBlob$, (world, input: GetBlobInput): GetBlobOutput => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const id = input.blobId ?? '';
  if (repository.objects[id]?.type !== 'blob') throw fault(BlobIdDoesNotExistException$, `The specified blob does not exist: ${id}`);
  if (blobSize(repository, id) > LARGEST_FILE)
    throw fault(FileTooLargeException$, 'The specified file exceeds the file size limit for AWS CodeCommit.');
  return { content: readBlob(world, repository, id) };
});
