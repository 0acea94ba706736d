import { InvalidInputException$, ResourceNotFoundException$, type Project, type ProjectArtifacts } from '@aws-sdk/client-codebuild';
import { fault } from '../../fault.ts';
import { arn, type World } from '../../world.ts';
import { isAssumable } from '../iam/authorize.ts';
import type { ProjectRecord } from './state.ts';

export const invalidInput = (message: string): Error => fault(InvalidInputException$, message);

/** What names a project, be it its name or its ARN. */
const nameIn = (nameOrArn: string): string => /^arn:[^:]+:codebuild:[^:]*:\d*:project\/(.+)$/.exec(nameOrArn)?.[1] ?? nameOrArn;

export const projectArn = (world: World, name: string): string => arn(world, 'codebuild', `project/${name}`);

/** The project of this name or ARN, if it is there. */
export const lookUpProject = (world: World, nameOrArn: string): ProjectRecord | undefined =>
  world.state.codebuild.projects[nameIn(nameOrArn)];

/** The project of this name or ARN, or AWS's refusal. */
export function findProject(world: World, nameOrArn = ''): ProjectRecord {
  const found = lookUpProject(world, nameOrArn);
  if (found === undefined) throw fault(ResourceNotFoundException$, `Project cannot be found: ${projectArn(world, nameIn(nameOrArn))}`);
  return found;
}

/** Sources that need no location: the pipeline brings it, or there is none. */
const WITHOUT_LOCATION: readonly (string | undefined)[] = ['CODEPIPELINE', 'NO_SOURCE'];

function checkSource({ source, secondarySources = [], artifacts, secondaryArtifacts = [] }: Project): void {
  if ((source?.type === 'CODEPIPELINE') !== (artifacts?.type === 'CODEPIPELINE')) {
    throw invalidInput('Invalid input: when using CodePipeline both sourceType, and artifactType must be set to: CODEPIPELINE');
  }
  if (secondarySources.some(({ type }) => type === 'CODEPIPELINE'))
    throw invalidInput('Invalid input: sourceType CODEPIPELINE is not allowed for secondarySources');
  if (secondaryArtifacts.some(({ type }) => type === 'CODEPIPELINE'))
    throw invalidInput('Invalid input: artifactType CODEPIPELINE is not allowed for secondaryArtifacts');
  const withoutPlace = [source, ...secondarySources].find(one => !WITHOUT_LOCATION.includes(one?.type) && !one?.location);
  if (withoutPlace !== undefined)
    throw invalidInput(`Invalid project source: location must be specified for source type ${withoutPlace.type}`);
  if (source?.type === 'NO_SOURCE' && !source.buildspec?.includes('\n'))
    throw invalidInput('Invalid project source: buildspec must be specified inline when source type is NO_SOURCE');
}

function checkArtifacts({ type, location, path, name }: ProjectArtifacts): void {
  if (type === 'S3' && !location) throw invalidInput('Invalid artifacts: location must be specified for artifact type S3');
  if (type === 'S3' && location?.includes('/')) throw invalidInput('Invalid artifacts: location must be a valid S3 bucket name');
  if (type !== 'NO_ARTIFACTS') return;
  if (name !== undefined) throw invalidInput('Invalid artifacts: artifact type NO_ARTIFACTS should have null output name');
  if (location !== undefined) throw invalidInput('Invalid artifacts: artifact type NO_ARTIFACTS should have null location');
  if (path !== undefined) throw invalidInput('Invalid artifacts: artifact type NO_ARTIFACTS should have null path');
}

function checkEnvironment({ environment }: Project): void {
  const { type = '', computeType = '', image, privilegedMode } = environment ?? {};
  if (!image) throw invalidInput('Invalid environment: image must be specified');
  const isLambda = type.includes('_LAMBDA_');
  if (isLambda !== computeType.startsWith('BUILD_LAMBDA_'))
    throw invalidInput(`Invalid environment: the compute type ${computeType} is not supported for the environment type ${type}`);
  if (privilegedMode === true && (isLambda || type.startsWith('WINDOWS_')))
    throw invalidInput(`Invalid environment: privileged mode is not supported for the environment type ${type}`);
}

function checkRole(world: World, { name = '', serviceRole = '' }: Project): void {
  const account = /^arn:aws[\w-]*:iam::(\d{12}):role\//.exec(serviceRole)?.[1];
  if (account === undefined) throw invalidInput('Invalid service role: a valid IAM role ARN is required');
  if (account !== world.account) throw invalidInput("Invalid service role: Service role account ID does not match caller's account");
  if (isAssumable(world, serviceRole, 'codebuild.amazonaws.com', { 'aws:SourceArn': projectArn(world, name) })) return;
  throw invalidInput(`CodeBuild is not authorized to perform: sts:AssumeRole on ${serviceRole}`);
}

/** Refuses a project that CodeBuild refuses. */
export function checkProject(world: World, project: Project): void {
  checkSource(project);
  for (const artifacts of [project.artifacts, ...(project.secondaryArtifacts ?? [])])
    if (artifacts !== undefined) checkArtifacts(artifacts);
  checkEnvironment(project);
  const { timeoutInMinutes: timeout = 60, tags = [] } = project;
  if (timeout < 5 || timeout > 2160) throw invalidInput('Invalid timeout: timeout must be between 5 and 2160 minutes');
  if (tags.some(({ key }) => key?.toLowerCase().startsWith('aws:')))
    throw invalidInput('Invalid tags: keys that start with aws: are reserved');
  checkRole(world, project);
}
