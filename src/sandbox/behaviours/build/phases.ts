import type { Build, BuildPhaseType, StatusType } from '@aws-sdk/client-codebuild';
import type { BuildRecord } from '../../services/codebuild/state.ts';
import type { World } from '../../world.ts';
import { BuildFailure } from './build-failure.ts';
import { phaseWork } from './phase-work.ts';

/** A phase of a build is over. */
export const PHASE_TIMER = 'codebuild.phase';

export interface PhaseTimer {
  readonly buildId: string;
}

/** What each phase takes, in seconds of AWS time; a build that runs nothing is short. */
const SECONDS: Readonly<Partial<Record<BuildPhaseType, number>>> = {
  QUEUED: 1,
  PROVISIONING: 5,
  DOWNLOAD_SOURCE: 3,
  INSTALL: 1,
  PRE_BUILD: 1,
  BUILD: 1,
  POST_BUILD: 1,
  UPLOAD_ARTIFACTS: 1,
  FINALIZING: 2,
};

const ORDER = Object.keys(SECONDS) as BuildPhaseType[];

/** Tells the event bus how a build fares. */
export function notifyBuild(world: World, build: Build): void {
  world.emit({
    source: 'aws.codebuild',
    detailType: 'CodeBuild Build State Change',
    resources: build.arn === undefined ? [] : [build.arn],
    detail: {
      'build-status': build.buildStatus,
      'project-name': build.projectName,
      'build-id': build.arn,
      'current-phase': build.currentPhase,
      version: '1',
    },
  });
}

function endPhase(world: World, build: Build, status: StatusType, failure?: BuildFailure): void {
  const phase = build.phases?.at(-1);
  if (phase?.startTime === undefined || phase.phaseStatus !== undefined) return;
  const now = world.clock.now();
  phase.phaseStatus = status;
  phase.endTime = now;
  phase.durationInSeconds = Math.round((now.getTime() - phase.startTime.getTime()) / 1000);
  phase.contexts = [{ statusCode: failure?.code ?? '', message: failure?.message ?? '' }];
}

/** Ends a build, whatever it is at. */
export function endBuild(world: World, build: Build, status: StatusType): void {
  endPhase(world, build, status);
  const now = world.clock.now();
  build.phases = [...(build.phases ?? []), { phaseType: 'COMPLETED', startTime: now }];
  build.currentPhase = 'COMPLETED';
  build.buildStatus = status;
  build.buildComplete = true;
  build.endTime = now;
  notifyBuild(world, build);
}

function beginPhase(world: World, build: Build, phase: BuildPhaseType): void {
  build.currentPhase = phase;
  build.phases = [...(build.phases ?? []), { phaseType: phase, startTime: world.clock.now() }];
  const data: PhaseTimer = { buildId: build.id ?? '' };
  world.clock.after(SECONDS[phase] ?? 1, PHASE_TIMER, data);
}

async function failureOf(world: World, record: BuildRecord, phase: BuildPhaseType): Promise<BuildFailure | undefined> {
  try {
    await phaseWork(world, record, phase);
    return undefined;
  } catch (error) {
    if (error instanceof BuildFailure) return error;
    throw error;
  }
}

const hasFailed = ({ phases = [] }: Build): boolean => phases.some(({ phaseStatus }) => phaseStatus === 'FAILED');

/** A phase is over: does what it was for, and goes on to the next, or after a failure to the last. */
export async function nextPhase(world: World, { buildId }: PhaseTimer): Promise<void> {
  const record = world.state.codebuild.builds[buildId];
  if (record === undefined || record.build.buildComplete === true) return;
  const { build } = record;
  const phase = build.phases?.at(-1)?.phaseType ?? 'QUEUED';
  const failure = await failureOf(world, record, phase);
  endPhase(world, build, failure === undefined ? 'SUCCEEDED' : 'FAILED', failure);
  const next = failure === undefined ? ORDER[ORDER.indexOf(phase) + 1] : 'FINALIZING';
  if (next !== undefined) beginPhase(world, build, next);
  else endBuild(world, build, hasFailed(build) ? 'FAILED' : 'SUCCEEDED');
}
