import { causeText, type FoundCause } from './causes.ts';
import type { Problem } from '../en.ts';

/** How a release ended badly. */
export type Ending = 'pipeline' | 'failed' | 'stopped' | 'alarm' | 'failFast';

/** What is wrong with a release, before it or in the end. */
export const releaseProblems = {
  deploymentFailed: (facts: {
    ended: Ending;
    execution: string | undefined;
    deployment: string | undefined;
    rolledBack: boolean;
    /** Why, where that is known; else what AWS says. */
    cause: FoundCause | undefined;
    reasons: readonly string[];
  }): Problem => ({
    message: [
      {
        pipeline: `The pipeline failed before it deployed anything (execution ${facts.execution}).`,
        failed: `Deployment ${facts.deployment} failed.`,
        stopped: `Deployment ${facts.deployment} was stopped by somebody.`,
        alarm: `An alarm stopped deployment ${facts.deployment}.`,
        failFast: `The new version did not come up: deployment ${facts.deployment} was stopped.`,
      }[facts.ended],
      facts.rolledBack ? ' The old version serves everything.' : '',
      ...(facts.cause === undefined
        ? [facts.reasons.length > 0 ? ' What AWS says:' : '', ...facts.reasons.map(reason => `\n  ${reason}`)]
        : [`\n  ${causeText(facts.cause).message}`]),
    ].join(''),
    remedy: facts.cause
      ? causeText(facts.cause).remedy
      : facts.rolledBack
        ? 'Mend the cause, then release again.'
        : 'Mend the cause, then release again. Which version serves: `wizard status`.',
  }),
  watchStopped: (facts: { what: string; command: string }): Problem => ({
    message: `No longer watching; ${facts.what} goes on by itself.`,
    remedy: `See how it goes: ${facts.command}`,
  }),
  removedMeanwhile: (facts: { pipeline: string; look: string; make: string }): Problem => ({
    message: `The set-up was removed meanwhile, and what was under way was stopped: the pipeline ${facts.pipeline} is being deleted, or is gone.`,
    remedy: `What is left: ${facts.look}. To set it up again: ${facts.make}`,
  }),
  deploymentRunning: (facts: { deployment: string }): Problem => ({
    message: `Deployment ${facts.deployment} is still under way; CodeDeploy takes one at a time.`,
    remedy:
      'Wait until it is over (`wizard status --watch` follows it), then release again. To stop it and lead everything back: wizard rollback',
  }),
  releaseTagTaken: (facts: { tag: string }): Problem => ({
    message: `--tag ${facts.tag} is the tag that starts the pipeline; every release puts it by itself.`,
    remedy: 'Give another tag, or none.',
  }),
  releaseTagInvalid: (facts: { tag: string }): Problem => ({
    message: `--tag ${facts.tag} cannot be a tag of an image.`,
    remedy: 'Letters, digits and _ . - are possible, up to 128; the first is no . or -.',
  }),
  releaseTagWithoutImage: (facts: { tag: string }): Problem => ({
    message: `--tag ${facts.tag} has no image to stand on.`,
    remedy: 'Name the image too: --image, --static, --archive or --build.',
  }),
  releaseMissing: (facts: { what: 'branch' | 'service' | 'pipeline'; name: string; command: string }): Problem => ({
    message: {
      branch: `The branch ${facts.name} is not there: the pipeline would find no files.`,
      service: `There is no service ${facts.name}.`,
      pipeline: `There is no pipeline ${facts.name}.`,
    }[facts.what],
    remedy: `Make it: ${facts.command}`,
  }),
  releaseServiceEmpty: (facts: { service: string; cluster: string }): Problem => ({
    message: `The service ${facts.service} is to run no tasks (desired count 0): CodeDeploy would have nothing to put in place.`,
    remedy: `Let it run at least one: aws ecs update-service --cluster ${facts.cluster} --service ${facts.service} --desired-count 1`,
  }),
  releaseImageFailed: (facts: { image: string; live: string; again: string; back: string }): Problem => ({
    message: `${facts.image} still points at the image of the last release, which failed or was rolled back; ${facts.live} serves. This would release it again.`,
    remedy: `Release another image, or this one all the same: ${facts.again}\n  To put the tag back to what serves: ${facts.back}`,
  }),
  partsGone: (facts: { parts: string; command: string }): Problem => ({
    message: `Somebody has deleted what a new version needs: ${facts.parts}. It would fail on its way.`,
    remedy: `Make it again: ${facts.command}`,
  }),
  stageClosed: (facts: { pipeline: string; stage: string; reason: string }): Problem => ({
    message: `Somebody has closed the way into the stage ${facts.stage} of the pipeline ${facts.pipeline} (${facts.reason}): a release would wait there without end.`,
    remedy: `When it may go on, open it: aws codepipeline enable-stage-transition --pipeline-name ${facts.pipeline} --stage-name ${facts.stage} --transition-type Inbound`,
  }),
  releaseListener: (facts: { targetGroup: string; listener: string; targetGroupArn: string; forwards: string }): Problem => ({
    message: `The production listener does not point at what serves (${facts.targetGroup}) but at ${facts.forwards}: CodeDeploy would fail when it comes to moving the traffic.`,
    remedy: `Point it back: aws elbv2 modify-listener --listener-arn ${facts.listener} --default-actions Type=forward,TargetGroupArn=${facts.targetGroupArn}`,
  }),
  releaseController: (facts: { service: string; controller: string }): Problem => ({
    message: `The service ${facts.service} belongs to the deployment controller ${facts.controller}, not to CODE_DEPLOY.`,
    remedy: 'Make it anew: `wizard destroy`, then `wizard init`. ECS does not change to CODE_DEPLOY.',
  }),
  releaseAlarmed: (facts: { alarms: string; command: string }): Problem => ({
    message: `CodeDeploy would stop this release at once, since an alarm has gone off: ${facts.alarms}.`,
    remedy: `Wait until it is over. If this release is what ends it, release without the alarm, and set it again later: ${facts.command}`,
  }),
  releasePort: (facts: { file: string; port: number; before: number; groups: string }): Problem => ({
    message: `${facts.file} names port ${facts.port}; what serves has ${facts.before}, and the security group of the tasks (${facts.groups}) lets the load balancer in there only. The new version would never be healthy.`,
    remedy: `Let the program listen on ${facts.before} and name that port, or make the set-up anew for another: wizard destroy, then wizard init`,
  }),
  releaseOvertaken: (facts: { image: string; live: string; command: string }): Problem => ({
    message: `Another release was begun after this one and is live now: ${facts.live} serves, not ${facts.image}.`,
    remedy: `Nothing is lost, the image is in the repository. If it is to be live after all, release it again: ${facts.command}`,
  }),
  releaseTooBig: (facts: { size: string; files: string; repository: string }): Problem => ({
    message: `The files of ${facts.repository} are ${facts.size} MB; CodeDeploy takes no more than 3 MB.`,
    remedy: `Take out what the pipeline does not need, the largest first: ${facts.files}`,
  }),
  releaseFilePath: (facts: { file: string; wanted: string; pipeline: string }): Problem => ({
    message: `The pipeline ${facts.pipeline} looks for ${facts.wanted}, but ${facts.file} is committed at the root of the repository.`,
    remedy: `Let its deploy action look for ${facts.file}: wizard pipeline`,
  }),
  releasePlaceholder: (facts: { file: string; wanted: string; found: string; pipeline: string }): Problem => ({
    message: `The pipeline ${facts.pipeline} fills in ${facts.wanted}, and ${facts.file} says ${facts.found || 'nothing of the kind'}.`,
    remedy: `Write ${facts.wanted} in ${facts.file}, or put the pipeline right: wizard pipeline`,
  }),
};

/** A release as it goes. */
export const releaseWords = {
  oldVersion: 'old',
  newVersion: 'new',
  tasks: (facts: { running: number; desired: number; pending: number }) =>
    `${facts.running}/${facts.desired}${facts.pending === 0 ? '' : ` +${facts.pending}`}`,
  healthCount: (facts: { count: number; state: string }) => `${facts.count} ${facts.state}`,
  health: {
    healthy: 'healthy',
    unhealthy: 'unhealthy',
    initial: 'checking',
    draining: 'draining',
    unused: 'unused',
    unavailable: 'unavailable',
  },
  keptFor: (facts: { time: string }) => `The old version is kept for ${facts.time} more.`,
  /** `here`: how long `minutes` take in the sandbox, where time passes faster. */
  keptUntil: (facts: { time: string; command: string; minutes: number; here: string | undefined }) =>
    facts.here === undefined
      ? `The old version is kept until ${facts.time}. Back to it at once: ${facts.command}`
      : `The old version is kept until ${facts.time}: ${facts.minutes} min of AWS, ${facts.here} in this sandbox. Back to it, at once only until then: ${facts.command}`,
  wayBack: (facts: { command: string }) => `Back to the version before: ${facts.command}`,
  leftOver: 'The deployment was stopped after the shift: the new version serves; the next release removes the old tasks.',
  stoppedTasks: (facts: { count: number; reason: string }) => `${facts.count} × a task of the new version stopped: ${facts.reason}`,
  alarm: (facts: { name: string; state: string }) => `Alarm ${facts.name}: ${facts.state}`,
  watchingAlarms: (facts: { alarms: string; minutes: number; here: string | undefined }) =>
    `The new version serves everything. For ${facts.here === undefined ? `${facts.minutes} minutes more` : `${facts.minutes} minutes of AWS, ${facts.here} in this sandbox,`} an alarm would lead it all back: ${facts.alarms}`,
  failing: (facts: { code: 'tasks' | 'placement' | 'unhealthy'; count: number; reason: string }) =>
    ({
      tasks: `The new version does not come up: ${facts.count} tasks stopped in the same way: ${facts.reason}`,
      placement: `The new version does not come up: ${facts.reason}`,
      unhealthy: `The new version is not healthy: ${facts.reason}`,
    })[facts.code],
  stopIt: 'Stop the deployment and lead everything back to the old version?',
  notStopped: (facts: { command: string }) => `Nothing is stopped without --fail-fast or --yes. To stop it: ${facts.command}`,
  stopRefused: (facts: { action: string }) =>
    `The deployment cannot be stopped: ${facts.action} is not allowed. It goes on until it fails by itself, or until somebody who may stops it: wizard rollback`,
  goesOn: 'The deployment goes on.',
  rollingBack: 'Leading traffic back to the old version',
  rolledBack: (facts: { time: string }) => `The old version serves everything (${facts.time} after the end of the deployment).`,
  followingDeployment: (facts: { id: string }) => `Following deployment ${facts.id}`,
  execution: (facts: { id: string }) => `execution ${facts.id}`,
  whatWasPushed: 'what was pushed',
  deploymentName: (facts: { id: string }) => `deployment ${facts.id}`,
  behindKept: (facts: { deployment: string }) =>
    `Deployment ${facts.deployment} still keeps its old version; the pipeline deploys this release once that is over.`,
  behindRollback: (facts: { deployment: string }) =>
    `CodeDeploy is still clearing up after a release that failed (deployment ${facts.deployment}); this one is deployed once that is over.`,
  behindExecution: (facts: { id: string }) => `Execution ${facts.id} is under way; this release comes after it.`,
  blocked: (facts: { deployment: string }) =>
    `Deployment ${facts.deployment} was not made by the pipeline and is still under way; this release is deployed once it is over. If it only keeps its old version, to end that at once: aws deploy continue-deployment --deployment-wait-type TERMINATION_WAIT --deployment-id ${facts.deployment}`,
  twinLeft: (facts: { id: string; action: string }) =>
    `Files and image have each started an execution. The second (${facts.id}) will deploy the same again; it cannot be stopped: ${facts.action} is not allowed.`,
  triggerSilent: (facts: { seconds: number; command: string }) =>
    `EventBridge did not start the pipeline within ${facts.seconds} seconds, so it is started by hand. Its rules, or the role that they use, are not as they should be. To mend them: ${facts.command}`,
  ruleOff: (facts: { rule: string; command: string }) =>
    `The rule ${facts.rule} is disabled or missing, so the pipeline is started by hand. To mend it: ${facts.command}`,
  whatChanged: 'What has changed?',
  whatChangedHelp: 'On the command line: --image, --build, --static, --archive or --files-only.',
  changed: {
    image: 'A new image in a registry',
    build: 'The application: build its Dockerfile',
    static: 'Static files',
    files: 'Only taskdef.json or appspec.yaml',
    same: 'Nothing: release the same again',
  },
  whichImage: 'Which image? (registry/name:tag)',
  whichFolder: 'Which folder?',
};
