import { randomBytes } from 'node:crypto';
import type { EnvironmentVariable } from '@aws-sdk/client-codebuild';
import { lookUpProject, projectArn } from '../../services/codebuild/project.ts';
import { beginBuild, lookUpBuild } from '../../services/codebuild/start-build.ts';
import { ActionFailure, setting, type ActionContext, type Outcome, type Provider } from './action.ts';
import { assertAllowed } from './role.ts';

const calling = (call: string, text: string): ActionFailure => new ActionFailure('JobFailed', `Error calling ${call}: ${text}`);

function isVariable(value: unknown): value is EnvironmentVariable {
  return typeof value === 'object' && value !== null && 'name' in value && 'value' in value;
}

/** The configuration holds them as JSON: `[{"name":"A","value":"b","type":"PLAINTEXT"}]`. */
function variablesOf(context: ActionContext): EnvironmentVariable[] {
  const text = setting(context, 'EnvironmentVariables') ?? '[]';
  const failure = new ActionFailure(
    'ConfigurationError',
    'The EnvironmentVariables of the action are not a JSON list of environment variables',
  );
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every(isVariable)) return value;
  } catch {
    throw failure;
  }
  throw failure;
}

function artifactsOf({ world, pipeline, execution, declaration, record }: ActionContext) {
  const { artifactStore, artifactStores } = pipeline.declaration;
  const bucket = (artifactStore ?? artifactStores?.[world.region])?.location ?? '';
  const primary = record.resolvedConfiguration['PrimarySource'] ?? declaration.inputArtifacts?.[0]?.name ?? '';
  const { bucket: inputBucket = '', key: inputKey = '' } = execution.artifacts[primary]?.s3location ?? {};
  const outputs = (declaration.outputArtifacts ?? []).map(({ name = '' }) => ({
    name,
    bucket,
    key: `${pipeline.name.slice(0, 20)}/${name.slice(0, 10)}/${randomBytes(5).toString('base64url').slice(0, 7)}`,
  }));
  return { input: { bucket: inputBucket, key: inputKey }, outputs };
}

/** A build that a pipeline started, as its action sees it. */
function follow(context: ActionContext): Outcome {
  const id = context.record.externalExecutionId ?? '';
  const found = lookUpBuild(context.world, id);
  if (found === undefined) throw calling('batchGetBuilds', `Build cannot be found: ${id}`);
  const { buildStatus, phases = [] } = found.build;
  if (buildStatus === 'IN_PROGRESS') return { status: 'InProgress' };
  if (buildStatus === 'SUCCEEDED') {
    for (const { name, bucket, key } of found.pipeline?.outputs ?? []) {
      const artifact = { name, s3location: { bucket, key } };
      context.execution.artifacts[name] = artifact;
      context.record.outputArtifacts = [...context.record.outputArtifacts, artifact];
    }
    return { status: 'Succeeded', summary: 'Build succeeded' };
  }
  const phase = phases.find(({ phaseStatus }) => phaseStatus === 'FAILED');
  const { statusCode, message } = phase?.contexts?.[0] ?? {};
  const why = phase === undefined ? '' : `. Phase: ${phase.phaseType}, Code: ${statusCode}, Message: ${message}`;
  throw new ActionFailure('JobFailed', `Build terminated with state: ${buildStatus}${why}`);
}

/** Starts a build of a CodeBuild project on the action's artifacts, and waits for its end. */
export const buildWithCodeBuild: Provider = {
  seconds: 2,
  run: context => {
    const { world, pipeline } = context;
    const name = setting(context, 'ProjectName') ?? '';
    const arn = projectArn(world, name);
    assertAllowed(context, 'codebuild:StartBuild', arn);
    assertAllowed(context, 'codebuild:BatchGetBuilds', arn);
    const project = lookUpProject(world, name);
    if (project === undefined) {
      throw calling(
        'startBuild',
        `Project cannot be found: ${arn} (Service: AWSCodeBuild; Status Code: 400; Error Code: ResourceNotFoundException)`,
      );
    }
    const { build } = beginBuild(
      world,
      project,
      {
        sourceTypeOverride: 'CODEPIPELINE',
        environmentVariablesOverride: variablesOf(context),
        artifactsOverride: { type: 'CODEPIPELINE' },
      },
      { initiator: `codepipeline/${pipeline.name}`, pipeline: artifactsOf(context) },
    );
    return {
      status: 'InProgress',
      externalExecutionId: build.id ?? '',
      externalExecutionUrl: `https://${world.region}.console.aws.amazon.com/codesuite/codebuild/projects/${name}/build/${encodeURIComponent(build.id ?? '')}`,
    };
  },
  follow,
};
