import { dirname } from 'node:path';
import type { Config } from '../config.ts';
import { TUTORIAL_FAMILY } from '../naming.ts';
import { app as appRule } from '../rules.ts';
import { detection, type Detection, type Finding } from './detection.ts';
import { readDockerfile } from './dockerfile.ts';
import { readGit } from './git.ts';
import { nameOfPackage, portOfPackage, portOfRequirements } from './port-guess.ts';
import type { ProjectFiles } from './project-files.ts';
import { readTaskDefinitionFacts } from './task-definition.ts';

export interface ProjectOptions {
  /** Whether a program that builds images is there and ready. */
  readonly canBuild: boolean;
  readonly sandbox: boolean;
  /** The port that a compose file gives: reading it takes a parser that nothing else needs so early. */
  readonly composePort?: Finding<number> | undefined;
}

const isBuilt = ({ image }: Config): boolean => image.type === 'build' && image.from === '.';
const isCopied = ({ image }: Config): boolean => image.type === 'registry';

/** This package's own checkout is where the tutorial is tried, not an application. */
const OWN_NAME = 'ecs-bluegreen';

/** The defaults that the files of a project give. Of several for one question the first that counts is taken. */
export function detectInProject(files: ProjectFiles, { canBuild, sandbox, composePort }: ProjectOptions): readonly Detection[] {
  const ports = guessedPorts(files, composePort);
  return [...detectApp(files), ...detectOwnFiles(files, sandbox), ...detectBuild(files, canBuild, ports), ...detectSite(files)];
}

function detectApp(files: ProjectFiles): readonly Detection[] {
  const git = readGit({ config: files.gitConfig?.text, head: files.gitHead?.text, remoteHead: files.gitRemoteHead?.text });
  const packageName = nameOfPackage(files.package?.text ?? '');
  if (packageName === OWN_NAME) return [];
  const { taskdef } = files;
  const names = [
    { value: packageName?.toLowerCase(), source: 'package.json: name' },
    {
      value: nameOfFamily(taskdef && readTaskDefinitionFacts(taskdef.text, taskdef.path)?.family),
      source: `${taskdef?.path ?? ''}: family`,
    },
    { value: git.name?.toLowerCase(), source: 'git: origin' },
  ];
  const name = names.find(({ value }) => value !== undefined && appRule(value, {} as Config) === undefined);
  return [
    ...(name?.value === undefined ? [] : [detection('app', { value: name.value, source: name.source })]),
    ...(git.branch === undefined ? [] : [detection('source.branch', { value: git.branch, source: 'git' })]),
  ];
}

/** The application that a family is named after, as ours are; the tutorial's belongs to the tutorial's application. */
const nameOfFamily = (family: string | undefined): string | undefined =>
  family === TUTORIAL_FAMILY ? undefined : family?.replace(/-taskdef$/, '');

/** What the user's own `taskdef.json` and `appspec.yaml` say is read from them with each run; here it is only shown. */
function detectOwnFiles({ taskdef, appspec }: ProjectFiles, sandbox: boolean): readonly Detection[] {
  const facts = taskdef && readTaskDefinitionFacts(taskdef.text, taskdef.path);
  const source = (path: string): string => `${taskdef?.path ?? ''}: ${path}`;
  const own = { transient: true } as const;
  return [
    ...(taskdef === undefined || taskdef.path === 'taskdef.json'
      ? []
      : [detection('taskdef.file', { value: taskdef.path, source: taskdef.path })]),
    ...(appspec === undefined || appspec.path === 'appspec.yaml'
      ? []
      : [detection('appspec.file', { value: appspec.path, source: appspec.path })]),
    ...(facts?.family === undefined ? [] : [detection('taskdef.family', { value: facts.family, source: source('family') }, own)]),
    ...(facts?.container === undefined ? [] : [detection('taskdef.container', { value: facts.container, source: source('name') }, own)]),
    ...(facts?.port === undefined ? [] : [detection('taskdef.port', { value: facts.port, source: source('containerPort') }, own)]),
    // A rehearsal copies an image that it has itself.
    ...(facts?.image === undefined || sandbox
      ? []
      : [detection('image.from', { value: facts.image, source: source('image') }, { when: isCopied })]),
  ];
}

function detectBuild(files: ProjectFiles, canBuild: boolean, guessed: readonly Finding<number>[]): readonly Detection[] {
  const { dockerfile } = files;
  if (dockerfile === undefined) return [];
  const facts = readDockerfile(dockerfile.text);
  const said = (instruction: string): string => `${dockerfile.path}: ${instruction}`;
  const when = { when: isBuilt };
  const exposed = facts.ports.slice(0, 1).map(value => ({ value, source: said(`EXPOSE ${facts.ports.join(' ')}`) }));
  return [
    ...(canBuild ? [detection('image.type', { value: 'build', source: dockerfile.path })] : []),
    detection('image.from', { value: '.', source: dockerfile.path }, { when: ({ image }) => image.type === 'build' }),
    ...exposed.map(port => detection('taskdef.port', port, { ...when, unsure: facts.ports.length > 1 })),
    ...guessed.map(port => detection('taskdef.port', port, { ...when, unsure: true })),
    ...(facts.platform?.startsWith('linux/arm64') === true
      ? [detection('taskdef.architecture', { value: 'ARM64', source: said(`FROM --platform=${facts.platform}`) }, when)]
      : []),
    ...(facts.healthCheckPath === undefined
      ? []
      : [detection('alb.healthCheckPath', { value: facts.healthCheckPath, source: said('HEALTHCHECK') }, when)]),
  ];
}

/** A folder of web files, where nothing speaks of a program that would serve them. A `public` beside a package.json is what such a program begins with. */
function detectSite({
  dockerfile,
  taskdef,
  requirements,
  package: packageJson,
  compose,
  otherProgram,
  builtPage,
  publicPage,
  rootPage,
}: ProjectFiles): readonly Detection[] {
  if ([dockerfile, taskdef, requirements].some(file => file !== undefined)) return [];
  const isProgram = [packageJson, compose, otherProgram].some(file => file !== undefined);
  const page = builtPage ?? (packageJson === undefined ? publicPage : undefined) ?? (isProgram ? undefined : rootPage);
  if (page === undefined) return [];
  const folder = dirname(page.path);
  return [
    detection('image.type', { value: 'static', source: page.path }),
    detection('image.from', { value: folder, source: page.path }, { when: ({ image }) => image.type === 'static' }),
  ];
}

/** What the application would usually listen on, where the Dockerfile does not say. */
const guessedPorts = (
  { package: packageJson, requirements }: ProjectFiles,
  composePort: Finding<number> | undefined,
): readonly Finding<number>[] =>
  [composePort, packageJson && portOfPackage(packageJson.text), requirements && portOfRequirements(requirements.text)].filter(
    finding => finding !== undefined,
  );
