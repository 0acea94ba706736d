import { filesOf } from '../../services/codecommit/files.ts';
import { commitDate, readCommit } from '../../services/codecommit/git-objects.ts';
import type { Repository } from '../../services/codecommit/state.ts';
import { arn } from '../../world.ts';
import { ActionFailure, setting, type ActionContext, type Provider } from './action.ts';
import { storeArtifact, storeFiles } from './artifacts.ts';
import { contentsOf } from './contents-of.ts';
import { recordRevision, wantedRevision } from './record-revision.ts';
import { assertAllowed } from './role.ts';

const ACTIONS = ['GetBranch', 'GetCommit', 'UploadArchive', 'GetUploadArchiveStatus'];

function findRepository(context: ActionContext, name: string): Repository {
  const resource = arn(context.world, 'codecommit', name);
  const message = `Could not access the CodeCommit repository ${name}. Make sure that the pipeline IAM role has sufficient permissions to access the repository.`;
  for (const action of ACTIONS) assertAllowed(context, `codecommit:${action}`, resource, { message });
  const repository = context.world.state.codecommit.repositories[name];
  if (repository === undefined) throw new ActionFailure('ConfigurationError', `The repository ${name} does not exist.`);
  return repository;
}

function findCommit(context: ActionContext, repository: Repository, branch: string): string {
  const tip = repository.branches[branch];
  if (tip === undefined)
    throw new ActionFailure('ConfigurationError', `Branch [${branch}] does not exist in the CodeCommit repository [${repository.name}].`);
  const wanted = wantedRevision(context, 'COMMIT_ID');
  if (wanted === undefined) return tip;
  if (repository.objects[wanted]?.type !== 'commit')
    throw new ActionFailure('RevisionUnavailable', `The commit ${wanted} does not exist in the repository ${repository.name}.`);
  return wanted;
}

function store(context: ActionContext, repository: Repository, commitId: string, branch: string): void {
  const output = context.declaration.outputArtifacts?.[0]?.name ?? '';
  if (setting(context, 'OutputArtifactFormat') === 'CODEBUILD_CLONE_REF') {
    const reference = { ProviderType: 'CodeCommit', RepositoryName: repository.name, BranchName: branch, CommitId: commitId };
    storeArtifact(context, output, new Uint8Array(Buffer.from(JSON.stringify(reference))));
    return;
  }
  storeFiles(context, output, contentsOf(context.world, repository, filesOf(repository, commitId)));
}

/** Puts the tree of a branch's tip into the artifact bucket. */
export const codeCommitSource: Provider = {
  seconds: 3,
  run: context => {
    const branch = setting(context, 'BranchName') ?? '';
    const repository = findRepository(context, setting(context, 'RepositoryName') ?? '');
    const commitId = findCommit(context, repository, branch);
    const commit = readCommit(repository, commitId);
    store(context, repository, commitId, branch);
    const region = context.world.region;
    recordRevision(context, {
      name: context.declaration.outputArtifacts?.[0]?.name,
      revisionId: commitId,
      revisionChangeIdentifier: commitId,
      revisionSummary: commit.message,
      created: commit.committer.date,
      revisionUrl: `https://${region}.console.aws.amazon.com/codesuite/codecommit/repositories/${repository.name}/commit/${commitId}?region=${region}`,
    });
    return {
      status: 'Succeeded',
      variables: {
        AuthorDate: commitDate(commit.author),
        AuthorEmail: commit.author.email,
        AuthorId: commit.author.name,
        BranchName: branch,
        CommitId: commitId,
        CommitMessage: commit.message,
        CommitterDate: commitDate(commit.committer),
        RepositoryName: repository.name,
      },
    };
  },
};
