import { FolderDoesNotExistException$, GetFolder$, type GetFolderInput, type GetFolderOutput } from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { folderTree, toFileMode } from './files.ts';
import { readCommit, readTree, type TreeEntry } from './git-objects.ts';
import { findRepository } from './repository.ts';
import { resolveCommit } from './resolve-commit.ts';

export const getFolder = operation(GetFolder$, (world, input: GetFolderInput): GetFolderOutput => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const commitId = resolveCommit(repository, input.commitSpecifier);
  const folderPath = (input.folderPath ?? '').replace(/^\/+|\/+$/g, '');
  const treeId = folderTree(repository, readCommit(repository, commitId).tree, folderPath);
  if (treeId === undefined) throw fault(FolderDoesNotExistException$, `Could not find path ${folderPath}`);
  const entries = readTree(repository, treeId);
  const location = (entry: TreeEntry): { absolutePath: string; relativePath: string } => ({
    absolutePath: folderPath === '' ? entry.name : `${folderPath}/${entry.name}`,
    relativePath: entry.name,
  });
  const file = (
    entry: TreeEntry,
  ): { absolutePath: string; relativePath: string; blobId: string; fileMode: 'NORMAL' | 'EXECUTABLE' | 'SYMLINK' } => ({
    ...location(entry),
    blobId: entry.id,
    fileMode: toFileMode(entry.mode),
  });
  return {
    commitId,
    folderPath,
    treeId,
    subFolders: entries.filter(entry => entry.mode === '40000').map(entry => ({ ...location(entry), treeId: entry.id })),
    files: entries.filter(entry => entry.mode === '100644' || entry.mode === '100755').map(file),
    symbolicLinks: entries.filter(entry => entry.mode === '120000').map(file),
    subModules: entries.filter(entry => entry.mode === '160000').map(entry => ({ ...location(entry), commitId: entry.id })),
  };
});
