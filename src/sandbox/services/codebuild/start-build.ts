import { randomUUID } from 'node:crypto';
import {
  ResourceNotFoundException$,
  StartBuild$,
  StopBuild$,
  type Build,
  type EnvironmentVariable,
  type LogsLocation,
  type Project,
  type StartBuildInput,
  type StartBuildOutput,
  type StopBuildInput,
  type StopBuildOutput,
} from '@aws-sdk/client-codebuild';
import { endBuild, notifyBuild, PHASE_TIMER, type PhaseTimer } from '../../behaviours/build/phases.ts';
import { fault } from '../../fault.ts';
import { keepLatest } from '../../keep-latest.ts';
import { operation } from '../../operation.ts';
import { mergedByKey } from '../../tag-list.ts';
import { arn, type World } from '../../world.ts';
import { findProject, invalidInput } from './project.ts';
import type { BuildRecord, PipelineArtifacts, ProjectRecord } from './state.ts';

const MOST_KEPT = 500;

/** The build of this id or ARN, if it is there. */
export const lookUpBuild = (world: World, idOrArn: string): BuildRecord | undefined =>
  world.state.codebuild.builds[idOrArn.replace(/^arn:.*:build\//, '')];

/** Later variables take the place of earlier ones of the same name. */
const withVariables = (before: readonly EnvironmentVariable[] = [], more?: readonly EnvironmentVariable[]): EnvironmentVariable[] =>
  mergedByKey(before, more, ({ name }) => name);

function logsOf(world: World, { name, logsConfig }: Project, uuid: string): LogsLocation {
  const config = logsConfig?.cloudWatchLogs ?? { status: 'ENABLED' };
  if (config.status === 'DISABLED') return { cloudWatchLogs: config };
  const groupName = config.groupName ?? `/aws/codebuild/${name}`;
  const streamName = config.streamName === undefined ? uuid : `${config.streamName}/${uuid}`;
  return {
    groupName,
    streamName,
    deepLink: `https://console.aws.amazon.com/cloudwatch/home?region=${world.region}#logsV2:log-groups/log-group/${encodeURIComponent(groupName)}/log-events/${encodeURIComponent(streamName)}`,
    cloudWatchLogsArn: arn(world, 'logs', `log-group:${groupName}:log-stream:${streamName}`),
    cloudWatchLogs: { status: 'ENABLED', ...logsConfig?.cloudWatchLogs },
  };
}

/** The project as this build sees it. */
function overridden(project: Project, input: Omit<StartBuildInput, 'projectName'>): Project {
  const { source, environment } = project;
  return {
    ...project,
    ...(source && {
      source: {
        ...source,
        type: input.sourceTypeOverride ?? source.type,
        location: input.sourceLocationOverride ?? source.location,
        buildspec: input.buildspecOverride ?? source.buildspec,
      },
    }),
    ...(environment && {
      environment: {
        ...environment,
        type: input.environmentTypeOverride ?? environment.type,
        image: input.imageOverride ?? environment.image,
        computeType: input.computeTypeOverride ?? environment.computeType,
        privilegedMode: input.privilegedModeOverride ?? environment.privilegedMode,
        environmentVariables: withVariables(environment.environmentVariables, input.environmentVariablesOverride),
      },
    }),
    artifacts: input.artifactsOverride ?? project.artifacts,
    serviceRole: input.serviceRoleOverride ?? project.serviceRole,
    timeoutInMinutes: input.timeoutInMinutesOverride ?? project.timeoutInMinutes,
    logsConfig: input.logsConfigOverride ?? project.logsConfig,
  };
}

/** Begins a build of a project. */
export function beginBuild(
  world: World,
  record: ProjectRecord,
  input: Omit<StartBuildInput, 'projectName'>,
  options: { readonly initiator: string; readonly pipeline?: PipelineArtifacts },
): BuildRecord {
  const project = overridden(record.project, input);
  const uuid = randomUUID();
  const id = `${project.name}:${uuid}`;
  const now = world.clock.now();
  record.buildCount += 1;
  const build: Build = {
    id,
    arn: arn(world, 'codebuild', `build/${id}`),
    buildNumber: record.buildCount,
    startTime: now,
    currentPhase: 'QUEUED',
    buildStatus: 'IN_PROGRESS',
    sourceVersion: input.sourceVersion ?? project.sourceVersion,
    projectName: project.name,
    phases: [
      { phaseType: 'SUBMITTED', phaseStatus: 'SUCCEEDED', startTime: now, endTime: now, durationInSeconds: 0 },
      { phaseType: 'QUEUED', startTime: now },
    ],
    source: project.source,
    secondarySources: project.secondarySources,
    secondarySourceVersions: [],
    artifacts: { location: '' },
    secondaryArtifacts: [],
    cache: project.cache,
    environment: project.environment,
    serviceRole: project.serviceRole,
    logs: logsOf(world, project, uuid),
    timeoutInMinutes: project.timeoutInMinutes,
    queuedTimeoutInMinutes: project.queuedTimeoutInMinutes,
    buildComplete: false,
    initiator: options.initiator,
    encryptionKey: project.encryptionKey,
  };
  const artifacts = project.artifacts?.type === 'S3' ? project.artifacts : undefined;
  const started: BuildRecord = {
    build,
    idempotencyToken: input.idempotencyToken,
    ...(options.pipeline && { pipeline: options.pipeline }),
    ...(artifacts && { artifacts }),
  };
  world.state.codebuild.builds[id] = started;
  keepLatest(world.state.codebuild.builds, MOST_KEPT, other => other.build.buildStatus !== 'IN_PROGRESS');
  notifyBuild(world, build);
  const data: PhaseTimer = { buildId: id };
  world.clock.after(1, PHASE_TIMER, data);
  return started;
}

export const startBuild = operation(StartBuild$, (world, input: StartBuildInput, call): StartBuildOutput => {
  const record = findProject(world, input.projectName);
  const token = input.idempotencyToken;
  const same =
    token === undefined ? undefined : Object.values(world.state.codebuild.builds).find(build => build.idempotencyToken === token);
  if (same !== undefined) return { build: same.build };
  const { source, artifacts } = record.project;
  if ((input.sourceTypeOverride ?? source?.type) === 'CODEPIPELINE')
    throw invalidInput('Project cannot be built directly: its source is CODEPIPELINE. sourceTypeOverride must be set');
  if ((input.artifactsOverride ?? artifacts)?.type === 'CODEPIPELINE')
    throw invalidInput('ArtifactsOverride must be set when using artifacts type CodePipelines');
  return { build: beginBuild(world, record, input, { initiator: call.caller.split('/').at(-1) ?? call.caller }).build };
});

export const stopBuild = operation(StopBuild$, (world, input: StopBuildInput): StopBuildOutput => {
  const id = input.id ?? '';
  const record = lookUpBuild(world, id);
  if (record === undefined) throw fault(ResourceNotFoundException$, `Build cannot be found: ${id}`);
  if (record.build.buildComplete !== true) endBuild(world, record.build, 'STOPPED');
  return { build: record.build };
});
