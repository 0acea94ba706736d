import type { Problem } from '../en.ts';

/** `flags` go behind a command of ours: ` --sandbox`, or nothing. */
interface Said {
  readonly flags: string;
}

type Words<Facts> = (facts: Facts & Said) => Problem;

/** Why a release failed, in one sentence, and the remedy with the command to type. Found by src/diagnosis/causes. */
export const causes = {
  // The pipeline, before there is a deployment.
  branchMissing: (facts => ({
    message: `The branch ${facts.branch} does not exist in the repository ${facts.repository}.`,
    remedy: `Commit the files to it again: wizard appspec${facts.flags} (or name another branch: source.branch in wizard.yaml)`,
  })) as Words<{ branch: string; repository: string }>,
  repositoryMissing: (facts => ({
    message: `The CodeCommit repository ${facts.repository} does not exist any more.`,
    remedy: `Make it again, with its files: wizard init${facts.flags}`,
  })) as Words<{ repository: string }>,
  sourceDenied: (facts => ({
    message: `The role of the pipeline (${facts.role}) may not read the repository ${facts.repository}.`,
    remedy: `Put its permissions right: wizard pipeline${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ repository: string; role: string }>,
  imageTagMissing: (facts => ({
    message: `The image repository ${facts.repository} holds no image with the tag ${facts.tag}.`,
    remedy: `Push one: wizard release --image REFERENCE${facts.flags}`,
  })) as Words<{ repository: string; tag: string }>,
  imageRepositoryMissing: (facts => ({
    message: `The image repository ${facts.repository} does not exist any more.`,
    remedy: `Make it again, with an image: wizard ecr${facts.flags}`,
  })) as Words<{ repository: string }>,
  artifactsDenied: (facts => ({
    message: `The role of the pipeline (${facts.role}) may not read or write the artifacts in the bucket ${facts.bucket}, or the bucket is gone.`,
    remedy: `Put both right: wizard pipeline${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ bucket: string; role: string }>,
  roleNotAssumable: (facts => ({
    message: `The role ${facts.role} is gone, or it does not trust ${facts.service}.`,
    remedy: `Put it right: wizard ${facts.step}${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ role: string; service: string; step: string }>,
  passRoleMissing: (facts => ({
    message: `The role ${facts.role} may not pass on the role ${facts.passed} (iam:PassRole).`,
    remedy: `Put its permissions right: wizard ${facts.step}${facts.flags}; then: wizard release${facts.flags}. A role of your own that taskdef.json names must stand there as it is called.`,
  })) as Words<{ role: string; passed: string; step: string }>,
  tagsNotAllowed: (facts => ({
    message: `taskdef.json gives tags, and the role ${facts.role} may not tag (ecs:TagResource).`,
    remedy: `Put its permissions right: wizard pipeline${facts.flags}, or take the tags out of taskdef.json; then: wizard release${facts.flags}`,
  })) as Words<{ role: string }>,
  permissionMissing: (facts => ({
    message: `The role ${facts.role} lacks the permission ${facts.action} on ${facts.resource}.`,
    remedy: `Put its permissions right: wizard ${facts.step}${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ role: string; action: string; resource: string; step: string }>,
  foreignPermissionMissing: (facts => ({
    message: `${facts.principal} lacks the permission ${facts.action} on ${facts.resource}.`,
    remedy: `Allow ${facts.action} in its policies (it is none of the roles that the wizard makes), then: wizard release${facts.flags}`,
  })) as Words<{ principal: string; action: string; resource: string }>,
  permissionForbidden: (facts => ({
    message: `A policy (${facts.policy}) forbids ${facts.principal} to call ${facts.action} on ${facts.resource}.`,
    remedy: `More permissions do not help against a denial: ask your administrator to lift it, then: wizard release${facts.flags}`,
  })) as Words<{ principal: string; action: string; resource: string; policy: string }>,
  deploymentBlocked: (facts => ({
    message: `Another deployment (${facts.deployment}) was still going on in the deployment group; CodeDeploy takes one at a time.`,
    remedy: `Wait until it is over (wizard status${facts.flags}), then: wizard release${facts.flags}`,
  })) as Words<{ deployment: string }>,
  deploymentGroupMissing: (facts => ({
    message: `The CodeDeploy application or deployment group is gone: ${facts.name}.`,
    remedy: `Make it again: wizard codedeploy${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ name: string }>,

  // The files.
  artifactTooLarge: (facts => ({
    message: `The repository ${facts.repository} is too large: its artifact has ${facts.megabytes} MB, and CodeDeploy takes 3 MB at most.`,
    remedy: `Keep only taskdef.json and appspec.yaml in it: git rm the rest, git commit, git push`,
  })) as Words<{ repository: string; megabytes: string }>,
  fileMissing: (facts => ({
    message: `The branch ${facts.branch} of ${facts.repository} holds no ${facts.file}.`,
    remedy: `Commit it: wizard release --files-only${facts.flags}`,
  })) as Words<{ file: string; repository: string; branch: string }>,
  taskdefNotJson: (facts => ({
    message: `taskdef.json is no JSON: it breaks off in line ${facts.line}.`,
    remedy: `Mend ${facts.file}, then: wizard release --files-only${facts.flags}`,
  })) as Words<{ line: string; file: string }>,
  taskdefUnknownKeys: (facts => ({
    message: `taskdef.json holds what RegisterTaskDefinition does not know: ${facts.keys}.`,
    remedy: `Take that out of ${facts.file}, then: wizard release --files-only${facts.flags}`,
  })) as Words<{ keys: string; file: string }>,
  imageFileMissing: (facts => ({
    message: `The artifact ${facts.artifact} holds no imageDetail.json with an ImageURI.`,
    remedy: `Let the pipeline take the image from ECR: wizard pipeline --pipeline-triggers files+image${facts.flags}. A build of your own must write {"ImageURI":"…"} to imageDetail.json.`,
  })) as Words<{ artifact: string }>,
  imagePlaceholder: (facts => ({
    message: `taskdef.json names the image ${facts.found}, which nothing fills in; the pipeline fills in ${facts.wanted}.`,
    remedy: `Write ${facts.wanted} in ${facts.file}, then: wizard release --files-only${facts.flags}`,
  })) as Words<{ found: string; wanted: string; file: string }>,
  fargateSize: (facts => ({
    message: `Fargate has no task of ${facts.cpu} CPU units and ${facts.memory} MiB.`,
    remedy: `Choose a pair that exists: wizard taskdef --taskdef-cpu 256 --taskdef-memory 512${facts.flags}; then: wizard release --files-only${facts.flags}`,
  })) as Words<{ cpu: string; memory: string }>,
  taskdefRefused: (facts => ({
    message: `ECS refuses taskdef.json: ${facts.reason}`,
    remedy: `Mend ${facts.file}, then: wizard release --files-only${facts.flags}`,
  })) as Words<{ reason: string; file: string }>,
  appspecPlaceholder: (facts => ({
    message: `appspec.yaml names the task definition ${facts.found}; the pipeline fills in only <TASK_DEFINITION>.`,
    remedy: `Write <TASK_DEFINITION> in ${facts.file}, then: wizard release --files-only${facts.flags}`,
  })) as Words<{ found: string; file: string }>,
  appspecContainer: (facts => ({
    message: `appspec.yaml names the container ${facts.container}, which taskdef.json does not have.`,
    remedy: `Give both the same name (${facts.file}), then: wizard release --files-only${facts.flags}`,
  })) as Words<{ container: string; file: string }>,
  appspecPort: (facts => ({
    message: `appspec.yaml names port ${facts.port} of the container ${facts.container}, which taskdef.json does not map.`,
    remedy: `Give both the same port (${facts.file}), then: wizard release --files-only${facts.flags}`,
  })) as Words<{ container: string; port: string; file: string }>,
  appspecInvalid: (facts => ({
    message: `CodeDeploy does not take appspec.yaml: ${facts.reason}`,
    remedy: `Mend ${facts.file}, then: wizard release --files-only${facts.flags}`,
  })) as Words<{ reason: string; file: string }>,

  // The deployment.
  alarmRang: (facts => ({
    message: `The new version set off an alarm, and the deployment was stopped: ${facts.alarms}`,
    remedy: `See what the new version logged: wizard logs --since 30m${facts.flags}; mend it, then: wizard release --image REFERENCE${facts.flags}`,
  })) as Words<{ alarms: string }>,
  alarmMissing: (facts => ({
    message: `The deployment group watches an alarm that does not exist: ${facts.alarm}.`,
    remedy: `Make the alarm, or take it out of the deployment group; then: wizard release${facts.flags}`,
  })) as Words<{ alarm: string }>,
  stoppedByHand: (facts => ({
    message: `The deployment ${facts.deployment} was stopped, by somebody, by a rollback or by a release that gave it up; what failed in it, if anything, is no longer to be seen.`,
    remedy: `After a rollback there is nothing to mend: wizard status${facts.flags}. Else look at its logs: wizard logs --since 3h${facts.flags}`,
  })) as Words<{ deployment: string }>,
  approvalMissing: (facts => ({
    message: `Nobody let the deployment ${facts.deployment} move the traffic in time.`,
    remedy: `Release again (wizard release${facts.flags}), then: aws deploy continue-deployment --deployment-id ID --deployment-wait-type READY_WAIT`,
  })) as Words<{ deployment: string }>,
  hookFailed: (facts => ({
    message: `A hook of the deployment failed at ${facts.event}: ${facts.detail}`,
    remedy: `Read the log of its Lambda function, mend it or take it out of appspec.yaml, then: wizard release${facts.flags}`,
  })) as Words<{ event: string; detail: string }>,
  hookSilent: (facts => ({
    message: `A hook of the deployment did not report back within an hour (${facts.event}).`,
    remedy: `Its Lambda function must call codedeploy:PutLifecycleEventHookExecutionStatus, and its role must allow that; then: wizard release${facts.flags}`,
  })) as Words<{ event: string }>,
  codedeployRoleWeak: (facts => ({
    message: `The role of CodeDeploy (${facts.role}) lacks the permission ${facts.action}.`,
    remedy: `Put its permissions right: wizard codedeploy${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ role: string; action: string }>,
  listenerMoved: (facts => ({
    message: `The production listener does not point at the target group that serves now (${facts.targetGroup}): somebody moved it.`,
    remedy: `Point it back: aws elbv2 modify-listener --listener-arn ${facts.listener} --default-actions Type=forward,TargetGroupArn=${facts.targetGroupArn}; then: wizard release${facts.flags}`,
  })) as Words<{ targetGroup: string; targetGroupArn: string; listener: string }>,
  loadBalancerBroken: (facts => ({
    message: `A part of the load balancer that the deployment needs is gone: ${facts.reason}`,
    remedy: `Make it again: wizard init${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ reason: string }>,
  serviceUnsteady: (facts => ({
    message: `The service ${facts.service} was not steady when the deployment began: the version before does not run as it should.`,
    remedy: `See its tasks: wizard doctor${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ service: string }>,
  serviceGone: (facts => ({
    message: `The service ${facts.service} in the cluster ${facts.cluster} is gone or not active.`,
    remedy: `Make it again: wizard service${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ service: string; cluster: string }>,

  // The tasks that do not start.
  logGroupMissing: (facts => ({
    message: `The tasks cannot start: their log group ${facts.group} does not exist.`,
    remedy: `Make it again: wizard taskdef${facts.flags} (or: aws logs create-log-group --log-group-name ${facts.group}); then: wizard release${facts.flags}`,
  })) as Words<{ group: string }>,
  imageMissing: (facts => ({
    message: `The image ${facts.image} does not exist.`,
    remedy: `Release one that exists: wizard release --image REFERENCE${facts.flags}`,
  })) as Words<{ image: string }>,
  imageNameInvalid: (facts => ({
    message: `No image can have the name ${facts.image}: a placeholder was not filled in.`,
    remedy: `Write ${facts.wanted} as the image in ${facts.file}, then: wizard release --files-only${facts.flags}`,
  })) as Words<{ image: string; wanted: string; file: string }>,
  pullDenied: (facts => ({
    message: `The execution role of the tasks (${facts.role}) may not pull the image ${facts.image}.`,
    remedy: `Put its permissions right: wizard taskdef${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ image: string; role: string }>,
  pullLimited: (facts => ({
    message: `Docker Hub let no more images be pulled without a login: ${facts.image}.`,
    remedy: `Copy the image into your own repository: wizard release --image public.ecr.aws/docker/library/NAME:TAG${facts.flags}`,
  })) as Words<{ image: string }>,
  wrongArchitecture: (facts => ({
    message: `The image is not made for ${facts.architecture}, on which the tasks run.`,
    remedy: `Build it for linux/${facts.platform} (docker build --platform linux/${facts.platform}, or wizard release --build${facts.flags}), or set taskdef.architecture in wizard.yaml and: wizard release --files-only${facts.flags}`,
  })) as Words<{ architecture: string; platform: string }>,
  noPublicIp: (facts => ({
    message: `The tasks have no way to ${facts.target}: their subnets are public, but they get no public address (${facts.subnets}).`,
    remedy: `Write AssignPublicIp: ENABLED in appspec.yaml, then: wizard release --files-only${facts.flags}`,
  })) as Words<{ target: string; subnets: string }>,
  noRoute: (facts => ({
    message: `The tasks have no way to ${facts.target}: the subnets ${facts.subnets} have no route to the internet, and no endpoint stands in for it.`,
    remedy: `Add a route 0.0.0.0/0 to an internet or NAT gateway, or name other subnets (alb.subnets in wizard.yaml); then: wizard release${facts.flags}`,
  })) as Words<{ target: string; subnets: string }>,
  noWayOut: (facts => ({
    message: `The tasks cannot reach ${facts.target}, although their subnets have a route: a security group, a network ACL or an endpoint stands in the way.`,
    remedy: `Let the security group of the tasks send to port 443, then: wizard release${facts.flags}`,
  })) as Words<{ target: string }>,
  diskFull: (facts => ({
    message: `The image ${facts.image} does not fit into the storage of a task.`,
    remedy: `Set ephemeralStorage.sizeInGiB (21 to 200) in ${facts.file}, then: wizard release --files-only${facts.flags}`,
  })) as Words<{ image: string; file: string }>,
  secretMissing: (facts => ({
    message: `A secret or parameter that taskdef.json names does not exist: ${facts.name}.`,
    remedy: `Make it, or name another one in ${facts.file}; then: wizard release --files-only${facts.flags}`,
  })) as Words<{ name: string; file: string }>,
  vcpuQuota: (facts => ({
    message: `The account may run no more vCPUs on Fargate; while both versions run, a release needs twice as many.`,
    remedy: `Ask for more (Service Quotas, Fargate On-Demand vCPU resource count), or run fewer or smaller tasks; then: wizard release${facts.flags}`,
  })) as Words<object>,
  noCapacity: (facts => ({
    message: `AWS had no capacity left for these tasks in the availability zones of the service.`,
    remedy: `Try again in a while, or with subnets in more zones: wizard release${facts.flags}`,
  })) as Words<object>,
  noAddresses: (facts => ({
    message: `A subnet of the tasks has no free address left.`,
    remedy: `Free some, or name larger subnets (alb.subnets in wizard.yaml); then: wizard release${facts.flags}`,
  })) as Words<object>,

  // The tasks that do not stay.
  outOfMemory: (facts => ({
    message: `The container ${facts.container} needs more memory than its ${facts.memory} MiB and is killed.`,
    remedy: `Give it more: wizard taskdef --taskdef-memory ${facts.more}${facts.flags}; then: wizard release --files-only${facts.flags}`,
  })) as Words<{ container: string; memory: string; more: string }>,
  commandMissing: (facts => ({
    message: `The container ${facts.container} cannot start its program: ${facts.line}`,
    remedy: `Mend CMD or ENTRYPOINT of the image (or command in taskdef.json), then: wizard release --image REFERENCE${facts.flags}`,
  })) as Words<{ container: string; line: string }>,
  containerCrashed: (facts => ({
    message: `The container ${facts.container} ends by itself with exit code ${facts.exitCode}. Its last line: ${facts.line || '(it logged nothing)'}`,
    remedy: `Mend what it logs, then: wizard release --image REFERENCE${facts.flags}`,
  })) as Words<{ container: string; exitCode: string; line: string }>,
  containerUnhealthy: (facts => ({
    message: `The health check of the container ${facts.container} (healthCheck in taskdef.json) fails.`,
    remedy: `Mend its command, or give it a startPeriod, in ${facts.file}; then: wizard release --files-only${facts.flags}`,
  })) as Words<{ container: string; file: string }>,
  healthCheckStatus: (facts => ({
    message: `The health check asks for ${facts.path}, and the new version answers ${facts.status}; it must be ${facts.matcher}.`,
    remedy: `Let the image answer there, or name another path: wizard alb --alb-health-check-path PATH${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ path: string; status: string; matcher: string }>,
  portClosed: (facts => ({
    message: `The security group of the tasks (${facts.group}) does not let the load balancer in on port ${facts.port}.`,
    remedy: `Open it: wizard alb${facts.flags}; then: wizard release${facts.flags}`,
  })) as Words<{ group: string; port: string }>,
  portSilent: (facts => ({
    message: `The health check on port ${facts.port} gets no answer in time.`,
    remedy: `The program must listen on 0.0.0.0:${facts.port}, not on 127.0.0.1, and answer within the timeout. If it starts slowly: wizard service --service-grace-period 120${facts.flags}`,
  })) as Words<{ port: string }>,
  portRefused: (facts => ({
    message: `Nothing listens on port ${facts.port} of the container, or not yet: the health check is refused.`,
    remedy: `If the program starts slowly, give it time: wizard service --service-grace-period 120${facts.flags}. Else let it listen on 0.0.0.0:${facts.port}, or name the port that it has (taskdef.port in wizard.yaml).`,
  })) as Words<{ port: string }>,
  forgotten: (facts => ({
    message: `The tasks of the new version did not come up. How they ended is not known any more: ECS forgets stopped tasks after an hour. What the logs say last: ${facts.line || '(nothing)'}`,
    remedy: `Release again and let it be stopped early: wizard release --fail-fast${facts.flags}`,
  })) as Words<{ line: string }>,
};

/** A cause that was found; the rows of the table say which facts belong to a code. */
export interface FoundCause {
  readonly code: keyof typeof causes;
  readonly facts: Readonly<Record<string, string>>;
}

/** The words for a cause. */
export const causeText = ({ code, facts }: FoundCause): Problem => (causes[code] as (facts: unknown) => Problem)(facts);

/** What stands before each fact of a chain, and around a diagnosis. */
export const diagnosis = {
  what: {
    action: 'pipeline action',
    deployment: 'deployment',
    lifecycle: 'lifecycle event',
    taskSet: 'task set',
    task: 'stopped tasks',
    container: 'container',
    health: 'target health',
    event: 'service event',
    log: 'log',
    alarm: 'alarm',
    unseen: 'not seen',
  },
  title: 'What happened, from the pipeline to the container:',
  unknown: 'No known cause fits. The facts above are in the order in which they follow from each other.',
  console: 'In the console:',
  unseen: (facts: { part: string; why: string }) => `${facts.part} (${facts.why})`,
  notFailed: (facts: { execution: string; status: string }) =>
    `The last release did not fail: execution ${facts.execution} ${facts.status}`,
  neverReleased: 'There has been no release yet.',
};
