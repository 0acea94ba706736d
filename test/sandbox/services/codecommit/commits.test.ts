import {
  BatchGetCommitsCommand,
  CodeCommitClient,
  CreateCommitCommand,
  CreateRepositoryCommand,
  DeleteFileCommand,
  GetBlobCommand,
  GetCommitCommand,
  GetDifferencesCommand,
  GetFileCommand,
  GetFolderCommand,
  ListFileCommitHistoryCommand,
  PutFileCommand,
  type CreateCommitInput,
} from '@aws-sdk/client-codecommit';
import { expect, test } from 'vitest';
import { steppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const PLACE = { repositoryName: 'web', branchName: 'main' };

async function start() {
  const sandbox = await startTestSandbox({ clock: steppedTime(new Date(1_700_000_000_000)) });
  const client = new CodeCommitClient(clientConfig(sandbox));
  await client.send(new CreateRepositoryCommand({ repositoryName: 'web' }));
  const commit = (changes: Partial<CreateCommitInput>) => client.send(new CreateCommitCommand({ ...PLACE, ...changes }));
  const put = (filePath: string, text: string) => ({ filePath, fileContent: bytes(text) });
  const read = async (filePath: string, commitSpecifier?: string): Promise<string> => {
    const file = await client.send(new GetFileCommand({ repositoryName: 'web', commitSpecifier, filePath }));
    return Buffer.from(file.fileContent ?? []).toString();
  };
  return { client, commit, put, read };
}

test('objects have the ids that git gives them', async () => {
  const { client, commit, put } = await start();
  const made = await commit({
    authorName: 'Ann',
    email: 'a@example.com',
    commitMessage: 'First\n',
    putFiles: [put('taskdef.json', 'one\n'), put('a/b.txt', 'two\n'), { ...put('a.txt', 'x'), fileMode: 'EXECUTABLE' }],
  });
  expect(made.commitId).toBe('77e7fca88294936572dae6a6416350786bf049ab');
  expect(made.treeId).toBe('a6ceb12333d9f9e3bb1653b2676e44974a958f9b');
  expect(made.filesAdded?.map(({ absolutePath }) => absolutePath)).toEqual(['taskdef.json', 'a/b.txt', 'a.txt']);
  const file = await client.send(new GetFileCommand({ repositoryName: 'web', filePath: 'taskdef.json' }));
  expect(file).toMatchObject({
    blobId: '5626abf0f72e58d7a153368ba57db4c673c0e171',
    fileMode: 'NORMAL',
    fileSize: 4,
    commitId: made.commitId,
  });
  const folder = await client.send(new GetFolderCommand({ repositoryName: 'web', folderPath: '/' }));
  expect(folder.subFolders).toEqual([{ absolutePath: 'a', relativePath: 'a', treeId: '3db3aa529af33f55f038ad50d70c686d6757af32' }]);
  expect(folder.files?.map(({ relativePath, fileMode }) => [relativePath, fileMode])).toEqual([
    ['a.txt', 'EXECUTABLE'],
    ['taskdef.json', 'NORMAL'],
  ]);
  const { commit: described } = await client.send(new GetCommitCommand({ repositoryName: 'web', commitId: made.commitId }));
  expect(described).toMatchObject({
    parents: [],
    message: 'First\n',
    author: { name: 'Ann', email: 'a@example.com', date: '1700000000 +0000' },
  });
});

test('a commit names the tip it builds on, except in an empty repository', async () => {
  const { commit, put } = await start();
  const unknown = 'a'.repeat(40);
  await expect(commit({ parentCommitId: unknown, putFiles: [put('a', '1')] })).rejects.toMatchObject({
    name: 'ParentCommitDoesNotExistException',
  });
  const first = await commit({ putFiles: [put('a', '1')] });
  await expect(commit({ putFiles: [put('a', '2')] })).rejects.toMatchObject({ name: 'ParentCommitIdRequiredException' });
  await expect(commit({ parentCommitId: 'abc', putFiles: [put('a', '2')] })).rejects.toMatchObject({
    name: 'InvalidParentCommitIdException',
  });
  await expect(commit({ parentCommitId: unknown, putFiles: [put('a', '2')] })).rejects.toMatchObject({
    name: 'ParentCommitDoesNotExistException',
  });
  await commit({ parentCommitId: first.commitId, putFiles: [put('a', '2')] });
  await expect(commit({ parentCommitId: first.commitId, putFiles: [put('a', '3')] })).rejects.toMatchObject({
    name: 'ParentCommitIdOutdatedException',
  });
});

test('a commit tells what it added, updated and deleted', async () => {
  const { commit, put, read } = await start();
  const first = await commit({ putFiles: [put('keep', '1'), put('change', '1'), put('gone', '1'), put('mode', '1')] });
  const second = await commit({
    parentCommitId: first.commitId,
    putFiles: [put('change', '2'), put('new', '1'), { filePath: 'copy', sourceFile: { filePath: 'keep' } }],
    deleteFiles: [{ filePath: 'gone' }],
    setFileModes: [{ filePath: 'mode', fileMode: 'EXECUTABLE' }],
  });
  const paths = (files: { absolutePath?: string | undefined }[] | undefined) => files?.map(({ absolutePath }) => absolutePath).sort();
  expect([paths(second.filesAdded), paths(second.filesUpdated), paths(second.filesDeleted)]).toEqual([
    ['copy', 'new'],
    ['change', 'mode'],
    ['gone'],
  ]);
  expect(await read('copy')).toBe('1');
  expect(await read('gone', first.commitId)).toBe('1');
  await expect(read('gone')).rejects.toMatchObject({ name: 'FileDoesNotExistException' });
});

test('a folder that would be empty can be kept', async () => {
  const { client, commit, put } = await start();
  const first = await commit({ putFiles: [put('folder/only', '1'), put('other', '1')] });
  await commit({ parentCommitId: first.commitId, deleteFiles: [{ filePath: 'folder/only' }], keepEmptyFolders: true });
  const folder = await client.send(new GetFolderCommand({ repositoryName: 'web', folderPath: 'folder' }));
  expect(folder.files?.map(({ absolutePath }) => absolutePath)).toEqual(['folder/.gitkeep']);
  await expect(client.send(new GetFolderCommand({ repositoryName: 'web', folderPath: 'none' }))).rejects.toMatchObject({
    name: 'FolderDoesNotExistException',
  });
});

test.each<[string, (put: (path: string, text: string) => object) => Partial<CreateCommitInput>, string]>([
  ['no change', put => ({ putFiles: [put('a', '1')] }) as object, 'NoChangeException'],
  ['no file', () => ({}), 'FileEntryRequiredException'],
  ['a file twice', put => ({ putFiles: [put('b', '1'), put('b', '2')] }) as object, 'PutFileEntryConflictException'],
  [
    'a file put and deleted',
    put => ({ putFiles: [put('a', '2')], deleteFiles: [{ filePath: 'a' }] }) as object,
    'SamePathRequestException',
  ],
  ['a file that is a folder', put => ({ putFiles: [put('f', '1')] }) as object, 'FileNameConflictsWithDirectoryNameException'],
  ['a folder that is a file', put => ({ putFiles: [put('a/b', '1')] }) as object, 'DirectoryNameConflictsWithFileNameException'],
  ['a path that leads out', put => ({ putFiles: [put('../b', '1')] }) as object, 'InvalidPathException'],
  ['a missing file deleted', () => ({ deleteFiles: [{ filePath: 'none' }] }), 'FileDoesNotExistException'],
  ['a file without content', () => ({ putFiles: [{ filePath: 'b' }] }), 'SourceFileOrContentRequiredException'],
  [
    'content and a source',
    put => ({ putFiles: [{ ...put('b', '1'), sourceFile: { filePath: 'a' } }] }) as object,
    'FileContentAndSourceFileSpecifiedException',
  ],
  [
    'more than 100 files',
    put => ({ putFiles: Array.from({ length: 101 }, (_, index) => put(`b${index}`, '1')) }) as object,
    'MaximumFileEntriesExceededException',
  ],
])('a commit with %s is refused', async (_, changes, name) => {
  const { commit, put } = await start();
  const { commitId } = await commit({ putFiles: [put('a', '1'), put('f/x', '1')] });
  await expect(commit({ parentCommitId: commitId, ...changes(put) })).rejects.toMatchObject({ name });
});

test('single files are put and deleted', async () => {
  const { client, read } = await start();
  const put = (content: string, parentCommitId?: string) =>
    client.send(new PutFileCommand({ ...PLACE, filePath: 'taskdef.json', fileContent: bytes(content), parentCommitId }));
  const first = await put('{}');
  expect(
    Buffer.from((await client.send(new GetBlobCommand({ repositoryName: 'web', blobId: first.blobId }))).content ?? []).toString(),
  ).toBe('{}');
  await expect(put('{}', first.commitId)).rejects.toMatchObject({ name: 'SameFileContentException' });
  const second = await put('{ }', first.commitId);
  expect(await read('taskdef.json', 'main')).toBe('{ }');
  const deleted = await client.send(new DeleteFileCommand({ ...PLACE, filePath: 'taskdef.json', parentCommitId: second.commitId }));
  expect(deleted).toMatchObject({ filePath: 'taskdef.json', blobId: second.blobId });
  const { revisionDag } = await client.send(
    new ListFileCommitHistoryCommand({ repositoryName: 'web', filePath: 'taskdef.json', commitSpecifier: second.commitId }),
  );
  expect(revisionDag?.map(version => version.commit?.commitId)).toEqual([second.commitId, first.commitId]);
});

test('what is not there is told by its own error', async () => {
  const { client, commit, put, read } = await start();
  await expect(read('a')).rejects.toMatchObject({ name: 'CommitDoesNotExistException' });
  const { commitId = '' } = await commit({ putFiles: [put('a', '1')] });
  const unknown = 'f'.repeat(40);
  await expect(client.send(new GetCommitCommand({ repositoryName: 'web', commitId: unknown }))).rejects.toMatchObject({
    name: 'CommitIdDoesNotExistException',
  });
  await expect(client.send(new GetBlobCommand({ repositoryName: 'web', blobId: unknown }))).rejects.toMatchObject({
    name: 'BlobIdDoesNotExistException',
  });
  const got = await client.send(new BatchGetCommitsCommand({ repositoryName: 'web', commitIds: [commitId, unknown] }));
  expect(got.commits?.map(found => found.commitId)).toEqual([commitId]);
  expect(got.errors).toMatchObject([{ commitId: unknown, errorCode: 'CommitIdDoesNotExistException' }]);
});

test('the differences of two commits are told file by file', async () => {
  const { client, commit, put } = await start();
  const first = await commit({ putFiles: [put('a', '1'), put('b', '1')] });
  await commit({ parentCommitId: first.commitId, putFiles: [put('b', '2'), put('c', '1')], deleteFiles: [{ filePath: 'a' }] });
  const difference = (beforeCommitSpecifier?: string) =>
    client.send(new GetDifferencesCommand({ repositoryName: 'web', beforeCommitSpecifier, afterCommitSpecifier: 'main' }));
  const changed = (await difference(first.commitId)).differences?.map(({ changeType, beforeBlob, afterBlob }) => [
    changeType,
    (afterBlob ?? beforeBlob)?.path,
  ]);
  expect(changed).toEqual([
    ['D', 'a'],
    ['M', 'b'],
    ['A', 'c'],
  ]);
  expect((await difference()).differences?.map(({ changeType }) => changeType)).toEqual(['A', 'A']);
});
