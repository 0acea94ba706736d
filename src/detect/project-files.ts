import { join } from 'node:path';
import { readIfThere } from '../engine/read-if-there.ts';

/** The files of a project that tell something, by what they are; those that are there. */
const CANDIDATES = {
  dockerfile: ['Dockerfile', 'Containerfile'],
  compose: ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'],
  package: ['package.json'],
  requirements: ['requirements.txt'],
  taskdef: ['taskdef.json', 'task-definition.json'],
  appspec: ['appspec.yaml', 'appspec.yml', 'appspec.json'],
  builtPage: ['dist/index.html', 'build/index.html', 'out/index.html', '_site/index.html'],
  publicPage: ['public/index.html'],
  rootPage: ['index.html'],
  /** What programs in other languages are described by. */
  otherProgram: [
    'pyproject.toml',
    'Pipfile',
    'manage.py',
    'go.mod',
    'Cargo.toml',
    'pom.xml',
    'build.gradle',
    'build.gradle.kts',
    'Gemfile',
    'composer.json',
    'mix.exs',
    'deno.json',
    'index.php',
  ],
  gitConfig: ['.git/config'],
  gitHead: ['.git/HEAD'],
  gitRemoteHead: ['.git/refs/remotes/origin/HEAD'],
} as const;

export interface ProjectFile {
  /** Its path below the project's folder. */
  readonly path: string;
  readonly text: string;
}

export type ProjectFiles = { readonly [What in keyof typeof CANDIDATES]?: ProjectFile | undefined };

/** Reads what there is of them; of several names the first. What cannot be read is as if it were not there. */
export async function readProjectFiles(folder: string): Promise<ProjectFiles> {
  const entries = await Promise.all(
    Object.entries(CANDIDATES).map(async ([what, paths]) => {
      const files = await Promise.all(paths.map(path => readProjectFile(folder, path)));
      return [what, files.find(file => file !== undefined)] as const;
    }),
  );
  return Object.fromEntries(entries);
}

async function readProjectFile(folder: string, path: string): Promise<ProjectFile | undefined> {
  try {
    const text = await readIfThere(join(folder, path));
    return text === undefined ? undefined : { path, text };
  } catch {
    return undefined;
  }
}
