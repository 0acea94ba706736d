import type { SandboxService } from '../../operation.ts';
import { createBranch } from './create-branch.ts';
import { createCommit } from './create-commit.ts';
import { createRepository } from './create-repository.ts';
import { deleteBranch } from './delete-branch.ts';
import { deleteFile } from './delete-file.ts';
import { deleteRepository } from './delete-repository.ts';
import { getBranch, listBranches } from './get-branch.ts';
import { batchGetCommits, getCommit } from './get-commit.ts';
import { getDifferences } from './get-differences.ts';
import { getBlob, getFile } from './get-file.ts';
import { getFolder } from './get-folder.ts';
import { batchGetRepositories, getRepository, listRepositories } from './get-repository.ts';
import { listFileCommitHistory } from './list-file-commit-history.ts';
import { memberErrors } from './member-errors.ts';
import { permissions } from './permissions.ts';
import { putFile } from './put-file.ts';
import { restoreRepository } from './state.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { updateDefaultBranch, updateRepositoryDescription, updateRepositoryName } from './update-repository.ts';

/** AWS CodeCommit: git repositories with an API. */
export const codecommit: SandboxService = {
  name: 'codecommit',
  protocol: 'json',
  target: 'CodeCommit_20150413',
  validationCode: 'ValidationException',
  memberErrors,
  start: world => {
    for (const repository of Object.values(world.state.codecommit.repositories)) restoreRepository(repository);
  },
  operations: [
    batchGetCommits,
    batchGetRepositories,
    createBranch,
    createCommit,
    createRepository,
    deleteBranch,
    deleteFile,
    deleteRepository,
    getBlob,
    getBranch,
    getCommit,
    getDifferences,
    getFile,
    getFolder,
    getRepository,
    listBranches,
    listFileCommitHistory,
    listRepositories,
    listTagsForResource,
    putFile,
    tagResource,
    untagResource,
    updateDefaultBranch,
    updateRepositoryDescription,
    updateRepositoryName,
  ],
  permissions,
};
