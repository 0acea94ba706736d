import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetBranchCommand } from '@aws-sdk/client-codecommit';
import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { DescribeRuleCommand } from '@aws-sdk/client-eventbridge';
import type { Service } from '@aws-sdk/client-ecs';
import { whenMissing } from './aws/errors.ts';
import { readNetwork } from './diagnosis/read-network.ts';
import { checkParts } from './check-parts.ts';
import { isProblem, UserError } from './errors.ts';
import { inspectImage } from './image/inspect-image.ts';
import type { Prepared } from './prepare.ts';
import { refuseWhileShifting } from './preflight.ts';
import { problemsIn } from './problems.ts';
import { artifactFiles, LARGEST_ARTIFACT } from './release/artifact-size.ts';
import { checkDeployAction } from './release/deploy-action.ts';
import { recentExecutions } from './release/execution.ts';
import { changedFiles } from './release/files.ts';
import { readFailedImage } from './release/failed-image.ts';
import { lookAtAlarms } from './release/look.ts';
import { readService } from './release/read-service.ts';
import { runningDeployment } from './release/running.ts';
import type { ReleaseInput } from './release/start.ts';
import { newerFacts, newerThanHere } from './pending-files.ts';
import { failedImagePlace, type Places } from './release-place.ts';
import { isImmutable } from './release/tag-rules.ts';
import { triggerDigest } from './release/trigger-digest.ts';
import { whenFree } from './release/when-free.ts';
import { imageTag } from './rules.ts';
import { commandFor, type Session } from './session.ts';
import { filesSource } from './sources/index.ts';
import { ecr } from './sources/ecr.ts';
import { tellPort } from './tell-port.ts';
import { note } from './ui/note.ts';

/** Looks for everything that would make a release fail, before anything is touched, and throws all of it at once. */
export async function checkRelease(session: Session, prepared: Prepared, lookup: Places['lookup'], input: ReleaseInput): Promise<void> {
  const service = serviceOf(prepared);
  const checks = [checkTags, checkImage, checkPipeline, checkBranch, tellNewer, checkSize, checkService, tellIdlePath, checkAlarms].map(
    check => check(session, prepared, input, service),
  );
  const parts = service.then(found => checkParts(session, prepared, { lookup, service: found, byPipeline: true }));
  const results = await Promise.allSettled([...checks, parts, refuseWhileShifting(prepared, { butRollbacks: true })]);
  const thrown = results.flatMap(result => (result.status === 'rejected' ? problemsIn(result.reason) : (result.value ?? [])));
  // What is deleted cannot be written into the files either.
  const isGone = thrown.some(problem => isProblem(problem, 'partsGone'));
  const problems = isGone ? thrown.filter(problem => !isProblem(problem, 'missingStep')) : thrown;
  // What could not be read for several of them is one problem.
  if (problems.length > 0) throw new AggregateError(new Set(problems));
}

/** The service is read once for all of them. */
type Check = (
  session: Session,
  prepared: Prepared,
  input: ReleaseInput,
  service: Promise<Service | undefined>,
) => Promise<readonly UserError[]>;

const serviceOf = ({ aws, config }: Prepared): Promise<Service | undefined> =>
  readService(aws, config.service.cluster, config.service.name);

const checkTags: Check = async (_, { aws, config }, { repository, image, tags, architecture }) => {
  const problems = tags.flatMap((tag): UserError[] => {
    if (imageTag(tag, config) !== undefined) return [new UserError('releaseTagInvalid', { tag })];
    if (tag === repository.tag) return [new UserError('releaseTagTaken', { tag })];
    return image === undefined ? [new UserError('releaseTagWithoutImage', { tag })] : [];
  });
  if (image === undefined || problems.length > 0) return problems;
  const described = await aws.ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repository.name] }));
  const fixed = [...tags, repository.tag].filter(tag => isImmutable(described.repositories?.[0] ?? {}, tag));
  const held = await Promise.all(fixed.map(async tag => ({ tag, digest: await triggerDigest(aws, repository.name, tag) })));
  const taken = held.filter(({ digest }) => digest !== undefined);
  if (taken.length === 0) return [];
  // The same image again is no move; what only a build will tell, the push tells.
  const { digest: ours } = await inspectImage(aws, image, architecture);
  return taken
    .filter(({ digest }) => ours !== undefined && digest !== ours)
    .map(({ tag }) => new UserError('imageTagImmutable', { repository: repository.name, tag }));
};

/** The image that is released, or the one that the pipeline would take because it is there. */
const checkImage: Check = async (session, prepared, input) => {
  const { aws, setup } = prepared;
  const { image, repository, architecture, starts } = input;
  if (image === undefined && !starts.image) return [];
  const uri = `${repository.uri}:${repository.tag}`;
  tellPort(session, await inspectImage(aws, image ?? { type: 'registry', reference: uri }, architecture), setup.app.port);
  const failed = image === undefined ? await readFailedImage(aws, failedImagePlace(prepared)) : undefined;
  // Other files may be what mends it.
  const isMended =
    failed === undefined || !(await hasBranch(prepared, input)) || (await changedFiles(aws, input.source, input.files(uri))).length > 0;
  if (isMended) return [];
  const { live } = failed;
  const again = commandFor(session, `release --image ${uri}`);
  return [
    new UserError('releaseImageFailed', { image: uri, live, again, back: commandFor(session, `rollback --to ${live} --revert-files`) }),
  ];
};

const checkPipeline: Check = async (session, { aws }, { pipeline, files, image, repository }) => {
  const found = await whenMissing(aws.codepipeline.send(new GetPipelineCommand({ name: pipeline })), 'PipelineNotFoundException');
  const command = commandFor(session, 'pipeline');
  if (found?.pipeline === undefined) return [new UserError('releaseMissing', { what: 'pipeline', name: pipeline, command })];
  return checkDeployAction(found.pipeline, files(image && `${repository.uri}:${repository.tag}`));
};

const MISSING = ['BranchDoesNotExistException', 'RepositoryDoesNotExistException'];

const hasBranch = async ({ aws }: Prepared, { source: { repository, branch } }: ReleaseInput): Promise<boolean> =>
  (await whenMissing(aws.codecommit.send(new GetBranchCommand({ repositoryName: repository, branchName: branch })), ...MISSING)) !==
  undefined;

const checkBranch: Check = async (session, prepared, input) => {
  if (await hasBranch(prepared, input)) return [];
  return [new UserError('releaseMissing', { what: 'branch', name: input.source.branch, command: commandFor(session, 'appspec') })];
};

/** What is here as an earlier commit had it undoes the later ones: told, since going back is as good a reason for a release as any other. */
const tellNewer: Check = async (session, prepared, input) => {
  const { source, files, image, repository } = input;
  if (!(await hasBranch(prepared, input))) return [];
  const changed = await changedFiles(prepared.aws, source, files(image && `${repository.uri}:${repository.tag}`));
  const newer = await newerThanHere(prepared, changed, repository.uri);
  for (const file of newer) note(session, 'fileBehind', newerFacts(prepared, file));
  return [];
};

const MEGABYTE = 1024 * 1024;

const checkSize: Check = async (_, prepared, input) => {
  const { source, files, image, repository } = input;
  if (!(await hasBranch(prepared, input))) return [];
  const all = await artifactFiles(prepared.aws, source, files(image && `${repository.uri}:${repository.tag}`));
  const bytes = (all ?? []).reduce((sum, file) => sum + file.bytes, 0);
  if (bytes <= LARGEST_ARTIFACT) return [];
  const size = (bytes / MEGABYTE).toFixed(1);
  const largest = (all ?? []).slice(0, 3).map(({ path }) => path);
  return [new UserError('releaseTooBig', { size, files: largest.join(', '), repository: source.repository })];
};

const checkService: Check = async (session, { aws, config, setup }, _, there) => {
  const { cluster, name: service } = config.service;
  const found = await there;
  if (found === undefined)
    return [new UserError('releaseMissing', { what: 'service', name: service, command: commandFor(session, 'service') })];
  const controller = found.deploymentController?.type ?? 'ECS';
  return [
    ...(controller === 'CODE_DEPLOY' ? [] : [new UserError('releaseController', { service, controller })]),
    ...(found.desiredCount === 0 ? [new UserError('releaseServiceEmpty', { service, cluster })] : []),
    ...(await closedPort({ aws, config, setup }, found)),
  ];
};

/** The new version starts in the idle group, and is looked at as that has it. */
const tellIdlePath: Check = async (session, { aws, config }, _, there) => {
  const { blueTargetGroup, greenTargetGroup, healthCheckPath } = config.alb;
  const [service, described] = await Promise.all([
    there,
    whenMissing(
      aws.elbv2.send(new DescribeTargetGroupsCommand({ Names: [blueTargetGroup, greenTargetGroup] })),
      'TargetGroupNotFoundException',
    ),
  ]);
  const serving = service?.taskSets?.find(({ status }) => status === 'PRIMARY')?.loadBalancers?.[0]?.targetGroupArn;
  const idle = described?.TargetGroups?.find(({ TargetGroupArn }) => serving !== undefined && TargetGroupArn !== serving);
  const { TargetGroupName: targetGroup = '', HealthCheckPath: path = healthCheckPath } = idle ?? {};
  if (path !== healthCheckPath)
    note(session, 'healthPathElsewhere', { targetGroup, path, wanted: healthCheckPath, command: commandFor(session, 'alb') });
  return [];
};

/** Another port than the one that serves is behind a closed security group: the way in was made for that one. */
async function closedPort({ aws, config, setup }: Pick<Prepared, 'aws' | 'config' | 'setup'>, service: Service): Promise<UserError[]> {
  const { port } = setup.app;
  const primary = service.taskSets?.find(({ status }) => status === 'PRIMARY');
  const before = primary?.loadBalancers?.[0]?.containerPort ?? port;
  if (before === port) return [];
  const { letsIn, groups } = await readNetwork(aws, setup, service);
  return letsIn === false ? [new UserError('releasePort', { file: config.taskdef.file, port, before, groups: groups.join(', ') })] : [];
}

/** CodeDeploy stops a deployment at once whose alarms have gone off before it. */
const checkAlarms: Check = async (session, { aws, config }) => {
  const { application, group } = config.codedeploy;
  const ringing = (await lookAtAlarms(aws, { application, group })).filter(({ state }) => state === 'ALARM').map(({ name }) => name);
  const command = commandFor(session, 'codedeploy --codedeploy-error-alarm 0');
  return ringing.length === 0 ? [] : [new UserError('releaseAlarmed', { alarms: ringing.join(', '), command })];
};

/**
 * What a release will have to wait for, said before it begins. For what the pipeline has made it waits by itself; beside what was made by
 * hand it would fail.
 */
export async function awaitTurn({ output, messages, stopped }: Session, { aws, config }: Prepared): Promise<void> {
  const [running, [newest]] = await Promise.all([
    runningDeployment(aws, config.codedeploy.application, config.codedeploy.group),
    recentExecutions(aws, config.pipeline.name),
  ]);
  const deployment = running?.deploymentId;
  if (deployment !== undefined && newest?.status !== 'InProgress') {
    output.note(running?.isRollback === true ? messages.release.behindRollback({ deployment }) : messages.release.blocked({ deployment }));
    await whenFree(aws, config.codedeploy, { stopped });
  } else if (deployment !== undefined) output.note(messages.release.behindKept({ deployment }));
  else if (newest?.status === 'InProgress') output.note(messages.release.behindExecution({ id: newest.pipelineExecutionId ?? '' }));
}

/** Which pushes start the pipeline by themselves: those whose rule is there and enabled. */
export async function readStarts(
  session: Session,
  { aws, setup }: Prepared,
  starts: ReleaseInput['starts'],
): Promise<ReleaseInput['starts']> {
  const isOn = async (isWanted: boolean, rule: string): Promise<boolean> => {
    if (!isWanted) return false;
    const found = await whenMissing(aws.eventbridge.send(new DescribeRuleCommand({ Name: rule })), 'ResourceNotFoundException');
    if (found?.State === 'ENABLED') return true;
    session.output.note(session.messages.release.ruleOff({ rule, command: commandFor(session, 'pipeline') }));
    return false;
  };
  const [files, image] = await Promise.all([
    isOn(starts.files, filesSource(setup).trigger(setup).name),
    isOn(starts.image, ecr.trigger(setup).name),
  ]);
  return { files, image };
}
