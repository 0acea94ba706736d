import {
  CreateCommit$,
  FileContentAndSourceFileSpecifiedException$,
  FileDoesNotExistException$,
  FileEntryRequiredException$,
  MaximumFileEntriesExceededException$,
  NoChangeException$,
  PutFileEntryConflictException$,
  SamePathRequestException$,
  SourceFileOrContentRequiredException$,
  type CreateCommitInput,
  type CreateCommitOutput,
  type FileMetadata,
  type PutFileEntry,
} from '@aws-sdk/client-codecommit';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkParent, commitFiles } from './commit-changes.ts';
import { filesOf, toFileMode, toTreeMode, type FileEntry } from './files.ts';
import { writeBlob } from './git-objects.ts';
import { checkFileSize, checkNoConflict, checkPath } from './paths.ts';
import { findRepository } from './repository.ts';
import type { Repository } from './state.ts';

/** The commit under work: the files it will hold, and what it started from. */
interface Draft {
  readonly world: World;
  readonly repository: Repository;
  readonly before: ReadonlyMap<string, FileEntry>;
  readonly after: Map<string, FileEntry>;
}

const remove = (draft: Draft, path: string): void => {
  if (!draft.before.has(path)) throw fault(FileDoesNotExistException$, `The specified file does not exist: ${path}`);
  draft.after.delete(path);
};

function put(draft: Draft, entry: PutFileEntry): void {
  const path = checkPath(entry.filePath);
  if (entry.fileContent !== undefined && entry.sourceFile !== undefined) {
    throw fault(
      FileContentAndSourceFileSpecifiedException$,
      `Both file content and a source file are specified for ${path}. Only one is allowed.`,
    );
  }
  if (entry.sourceFile !== undefined) {
    const sourcePath = checkPath(entry.sourceFile.filePath);
    const source = draft.before.get(sourcePath);
    if (source === undefined) throw fault(FileDoesNotExistException$, `The specified file does not exist: ${sourcePath}`);
    if (entry.sourceFile.isMove === true) draft.after.delete(sourcePath);
    draft.after.set(path, { id: source.id, mode: entry.fileMode === undefined ? source.mode : toTreeMode(entry.fileMode) });
    return;
  }
  if (entry.fileContent === undefined) {
    throw fault(SourceFileOrContentRequiredException$, `No source file or file content is specified for ${path}.`);
  }
  checkFileSize(path, entry.fileContent);
  const mode = entry.fileMode === undefined ? (draft.before.get(path)?.mode ?? toTreeMode('NORMAL')) : toTreeMode(entry.fileMode);
  draft.after.set(path, { mode, id: writeBlob(draft.world, draft.repository, new Uint8Array(entry.fileContent)) });
}

function checkEntries(input: CreateCommitInput): void {
  const puts = (input.putFiles ?? []).map(entry => checkPath(entry.filePath));
  const deletes = (input.deleteFiles ?? []).map(entry => checkPath(entry.filePath));
  const modes = (input.setFileModes ?? []).map(entry => checkPath(entry.filePath));
  const all = [...puts, ...deletes, ...modes];
  if (all.length === 0)
    throw fault(
      FileEntryRequiredException$,
      'The commit cannot be created because no files have been specified as added, updated, or changed (PutFile or DeleteFile) for the commit.',
    );
  if (all.length > 100)
    throw fault(
      MaximumFileEntriesExceededException$,
      'The number of specified files to change as part of this commit exceeds the maximum of 100.',
    );
  if (new Set(puts).size < puts.length)
    throw fault(
      PutFileEntryConflictException$,
      'The commit cannot be created because one or more files specified in the commit reference both a file and a folder, or the same file twice.',
    );
  if (new Set(all).size < all.length)
    throw fault(
      SamePathRequestException$,
      'The commit cannot be created because one or more changes in this commit duplicate actions in the same file path.',
    );
}

/** Git knows no empty folders: where one should stay, CodeCommit puts a `.gitkeep`. */
function keepFolders(draft: Draft): void {
  for (const path of draft.before.keys()) {
    const folder = path.split('/').slice(0, -1).join('/');
    const emptied = folder !== '' && ![...draft.after.keys()].some(other => other.startsWith(`${folder}/`));
    if (emptied)
      draft.after.set(`${folder}/.gitkeep`, { mode: toTreeMode('NORMAL'), id: writeBlob(draft.world, draft.repository, new Uint8Array()) });
  }
}

const metadata = ([absolutePath, file]: readonly [string, FileEntry]): FileMetadata => ({
  absolutePath,
  blobId: file.id,
  fileMode: toFileMode(file.mode),
});

function changes({ before, after }: Draft): Record<'filesAdded' | 'filesUpdated' | 'filesDeleted', FileMetadata[]> {
  const differs = (path: string, file: FileEntry): boolean => before.get(path)?.id !== file.id || before.get(path)?.mode !== file.mode;
  return {
    filesAdded: [...after].filter(([path]) => !before.has(path)).map(metadata),
    filesUpdated: [...after].filter(([path, file]) => before.has(path) && differs(path, file)).map(metadata),
    filesDeleted: [...before].filter(([path]) => !after.has(path)).map(metadata),
  };
}

export const createCommit = operation(CreateCommit$, (world, input: CreateCommitInput, call): CreateCommitOutput => {
  const repository = findRepository(world, input.repositoryName ?? '');
  const target = { branchName: input.branchName ?? '', parentCommitId: input.parentCommitId };
  const tip = checkParent(repository, target);
  checkEntries(input);
  const before = filesOf(repository, tip);
  const draft: Draft = { world, repository, before, after: new Map(before) };
  for (const entry of input.deleteFiles ?? []) remove(draft, checkPath(entry.filePath));
  for (const entry of input.putFiles ?? []) put(draft, entry);
  for (const entry of input.setFileModes ?? []) {
    const path = checkPath(entry.filePath);
    const file = before.get(path);
    if (file === undefined) throw fault(FileDoesNotExistException$, `The specified file does not exist: ${path}`);
    draft.after.set(path, { ...file, mode: toTreeMode(entry.fileMode) });
  }
  if (input.keepEmptyFolders === true) keepFolders(draft);
  for (const path of draft.after.keys()) if (!before.has(path)) checkNoConflict(draft.after, path);
  const changed = changes(draft);
  if (Object.values(changed).every(files => files.length === 0)) {
    throw fault(
      NoChangeException$,
      'The commit cannot be created because no changes will be made to the repository as a result of this commit.',
    );
  }
  const about = { authorName: input.authorName, email: input.email, message: input.commitMessage ?? '' };
  return { ...commitFiles(world, repository, target, draft.after, about, call), ...changed };
});
