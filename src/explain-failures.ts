import { isPropagating } from './aws/retry.ts';
import type { CauseCode } from './diagnosis/cause.ts';
import { Failures, type Failure } from './engine/failures.ts';
import { isProblem, UserError } from './errors.ts';
import { trust } from './iam/policy.ts';
import type { Prepared } from './prepare.ts';
import { deploymentGroup } from './resources/deployment-group.ts';
import { eventRule } from './resources/event-rule.ts';
import { pipeline } from './resources/pipeline.ts';
import { service } from './resources/service.ts';
import { commandFor, type Session } from './session.ts';
import type { Setup } from './setup.ts';
import { codedeployRoleArn } from './steps/codedeploy.ts';
import { eventsRoleArn, pipelineRoleArn } from './steps/pipeline.ts';
import { whyFailed } from './why-failed.ts';

type Place = Pick<Prepared, 'aws' | 'setup'>;

/** What went wrong while things were made, each with its cause where that can be found out, and AWS has said less. */
export async function explainFailures(session: Session, place: Place, error: unknown): Promise<unknown> {
  if (!(error instanceof Failures)) return error;
  const explained = error.failures.map(async failure => ({ ...failure, error: await causeOf(session, place, failure) }));
  return new Failures(await Promise.all(explained));
}

async function causeOf(session: Session, place: Place, { type, error }: Failure): Promise<unknown> {
  if (isPropagating(error)) return roleRefused(session, place, type) ?? error;
  const isUnsteady = isProblem(error, 'tasksKeepStopping') || (type === service.type && isProblem(error, 'waitTimedOut'));
  const cause = isUnsteady ? await whyFailed(session, place, {}) : undefined;
  if (cause === undefined) return error;
  const command = INBORN.has(cause.code) ? `${commandFor(session, 'destroy')}; ${commandFor(session, 'init')}` : session.commandLine;
  const otherPath = cause.code === 'healthCheckStatus' ? commandFor(session, 'init --alb-health-check-path PATH') : undefined;
  return new UserError('serviceNotUp', { service: place.setup.config.service.name, cause, command, otherPath });
}

/** What a service is born with: the set-up must begin anew for another image, task definition or network. */
const INBORN: ReadonlySet<CauseCode> = new Set<CauseCode>([
  'commandMissing',
  'containerCrashed',
  'containerUnhealthy',
  'diskFull',
  'healthCheckStatus',
  'imageMissing',
  'imageNameInvalid',
  'noPublicIp',
  'outOfMemory',
  'portRefused',
  'portSilent',
  'wrongArchitecture',
]);

/** Who assumes a role, by the kind of what was refused because of it. */
const ASSUMED: Readonly<Record<string, { readonly principal: string; readonly role: (setup: Setup) => string }>> = {
  [deploymentGroup.type]: { principal: 'codedeploy.amazonaws.com', role: codedeployRoleArn },
  [pipeline.type]: { principal: 'codepipeline.amazonaws.com', role: pipelineRoleArn },
  [eventRule.type]: { principal: 'events.amazonaws.com', role: eventsRoleArn },
};

/** A role that could still not be assumed when the time was over that a new one needs to spread is not trusted to the service. */
function roleRefused({ commandLine }: Session, { setup }: Place, type: string): UserError | undefined {
  const assumed = ASSUMED[type];
  if (assumed === undefined) return undefined;
  const { principal } = assumed;
  const role = assumed.role(setup).split('/').at(-1) ?? '';
  return new UserError('roleRefused', { role, principal, trust: JSON.stringify(trust(principal)), command: commandLine });
}
