import { node } from '../engine/refs.ts';
import { arnOf } from '../resources/arn.ts';
import { codecommitCommit } from '../resources/codecommit-commit.ts';
import { codecommitRepository } from '../resources/codecommit-repository.ts';
import type { Setup } from '../setup.ts';
import { sourceRevision, type FilesSource } from './source.ts';

const ACTION = 'Source';

const repository = ({ config }: Setup) =>
  node(
    'source',
    'source-repository',
    codecommitRepository,
    {
      name: config.source.repository,
      description: `taskdef.json and appspec.yaml of ${config.app}`,
    },
    { name: 'source.repository' },
  );

const repositoryArn = ({ config, place }: Setup): string => arnOf(place, 'codecommit', config.source.repository);

const COMMIT_ID = 'commit';

/** The two files in a CodeCommit repository; no Git and no Git credentials are needed. */
export const codecommit: FilesSource = {
  action: ({ config }) => ({
    name: ACTION,
    provider: 'CodeCommit',
    configuration: {
      RepositoryName: config.source.repository,
      BranchName: config.source.branch,
      // Left out, it polls, and each push starts two executions.
      PollForSourceChanges: 'false',
      OutputArtifactFormat: 'CODE_ZIP',
    },
    artifact: 'SourceArtifact',
  }),

  trigger: setup => ({
    name: setup.names.filesRule,
    description: `Starts the pipeline ${setup.config.pipeline.name} when ${setup.config.source.branch} of ${setup.config.source.repository} moves`,
    pattern: {
      source: ['aws.codecommit'],
      'detail-type': ['CodeCommit Repository State Change'],
      resources: [repositoryArn(setup)],
      detail: {
        event: ['referenceCreated', 'referenceUpdated'],
        referenceType: ['branch'],
        referenceName: [setup.config.source.branch],
      },
    },
    inputPaths: { revisionValue: '$.detail.commitId' },
    inputTemplate: sourceRevision(ACTION, 'COMMIT_ID'),
  }),

  statements: setup => [
    {
      Sid: 'CodeCommitSource',
      Effect: 'Allow',
      Action: [
        'codecommit:GetBranch',
        'codecommit:GetCommit',
        'codecommit:GetRepository',
        'codecommit:UploadArchive',
        'codecommit:GetUploadArchiveStatus',
        'codecommit:CancelUploadArchive',
      ],
      Resource: repositoryArn(setup),
    },
  ],

  resources: setup => [repository(setup)],

  ready: () => [{ $ref: COMMIT_ID, attr: 'commitId' }],

  commit: (setup, files) =>
    node('appspec', COMMIT_ID, codecommitCommit, {
      repository: repository(setup).out.name,
      branch: setup.config.source.branch,
      message: setup.config.source.message,
      files,
      pipeline: setup.config.pipeline.name,
    }),
};
