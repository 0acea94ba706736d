import { filesOf } from '../../services/codecommit/files.ts';
import { readCommit } from '../../services/codecommit/git-objects.ts';
import type { GitRepository } from '../../services/codecommit/state.ts';
import { gitProviderOf } from '../../services/codeconnections/provider.ts';
import type { ConnectionRecord } from '../../services/codeconnections/state.ts';
import { ActionFailure, setting, type ActionContext, type Provider } from './action.ts';
import { storeFiles } from './artifacts.ts';
import { contentsOf } from './contents-of.ts';
import { recordRevision, wantedRevision } from './record-revision.ts';
import { refusal } from './role.ts';

/** Either name of the action serves, whatever the ARN begins with. */
function assertMayUse(context: ActionContext, arn: string, fullName: string): void {
  const may = ['codeconnections', 'codestar-connections'].some(
    service =>
      refusal(context, `${service}:UseConnection`, arn, {
        [`${service}:FullRepositoryId`]: fullName,
        [`${service}:ProviderAction`]: 'GetBranch',
        [`${service}:ProviderPermissionsRequired`]: 'read_only',
      }) === undefined,
  );
  if (may) return;
  throw new ActionFailure('PermissionError', `Unable to use Connection: ${arn}. The provided role does not have sufficient permissions.`);
}

function findConnection({ world }: ActionContext, arn: string): ConnectionRecord {
  const connection = world.state.codeconnections.connections[arn];
  if (connection === undefined) throw new ActionFailure('ConfigurationError', `Connection ${arn} not found`);
  if (connection.status !== 'AVAILABLE') throw new ActionFailure('ConfigurationError', `Connection ${arn} is not available`);
  return connection;
}

interface Found {
  readonly repository: GitRepository;
  readonly commitId: string;
}

function findCommit(context: ActionContext, connection: ConnectionRecord, fullName: string, branch: string): Found {
  const key = `${gitProviderOf(connection.providerType)}/${fullName}`;
  const repository = context.world.global.gitProviders.repositories[key];
  const tip = repository?.branches[branch];
  if (repository === undefined || tip === undefined) {
    throw new ActionFailure(
      'ConfigurationError',
      `[${connection.providerType}] No Branch [${branch}] found for FullRepositoryName [${fullName}]`,
    );
  }
  const commitId = wantedRevision(context, 'COMMIT_ID') ?? tip;
  if (repository.objects[commitId]?.type !== 'commit')
    throw new ActionFailure('RevisionUnavailable', `The commit ${commitId} does not exist in the repository ${fullName}.`);
  return { repository, commitId };
}

/** Puts the tree of a branch behind a connection into the artifact bucket. */
export const connectionSource: Provider = {
  seconds: 3,
  run: context => {
    const arn = setting(context, 'ConnectionArn') ?? '';
    const fullName = setting(context, 'FullRepositoryId') ?? '';
    const branch = setting(context, 'BranchName') ?? '';
    assertMayUse(context, arn, fullName);
    const connection = findConnection(context, arn);
    if (setting(context, 'OutputArtifactFormat') === 'CODEBUILD_CLONE_REF') {
      throw new ActionFailure('ConfigurationError', 'The local sandbox runs no builds that could clone: use the format CODE_ZIP.');
    }
    const { repository, commitId } = findCommit(context, connection, fullName, branch);
    const { message, committer, author } = readCommit(repository, commitId);
    const output = context.declaration.outputArtifacts?.[0]?.name ?? '';
    storeFiles(context, output, contentsOf(context.world, repository, filesOf(repository, commitId)));
    recordRevision(context, {
      name: output,
      revisionId: commitId,
      revisionChangeIdentifier: commitId,
      revisionSummary: JSON.stringify({ ProviderType: connection.providerType, CommitMessage: message }),
      created: committer.date,
      revisionUrl: `https://${context.world.region}.console.aws.amazon.com/codesuite/settings/connections/redirect?connectionArn=${arn}&referenceType=COMMIT&FullRepositoryId=${fullName}&Commit=${commitId}`,
    });
    return {
      status: 'Succeeded',
      variables: {
        AuthorDate: author.date.toISOString().replace('.000Z', 'Z'),
        BranchName: branch,
        CommitId: commitId,
        CommitMessage: message,
        ConnectionArn: arn,
        FullRepositoryName: fullName,
      },
    };
  },
};
