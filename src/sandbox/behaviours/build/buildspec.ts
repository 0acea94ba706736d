import { parse } from 'yaml';
import { BuildFailure } from './build-failure.ts';

/** What is kept of the files of a build. */
export interface ArtifactsSpec {
  readonly files: readonly string[];
  readonly excludePaths: readonly string[];
  readonly baseDirectory: string | undefined;
  readonly discardPaths: boolean;
}

/** What a buildspec says (https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html). */
export interface Buildspec {
  /** By phase, as the API names it: `PRE_BUILD`. */
  readonly commands: Readonly<Record<string, readonly string[]>>;
  readonly artifacts: ArtifactsSpec | undefined;
  readonly secondaryArtifacts: Readonly<Record<string, ArtifactsSpec>>;
}

type Values = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

const broken = (message: string): BuildFailure => new BuildFailure('YAML_FILE_ERROR', message);

/** What is written bare in YAML may be a number or a truth value. */
const text = (value: unknown): string => {
  if (typeof value === 'object') throw broken('Expected a value of string type: found subkeys instead');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const strings = (value: unknown): string[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value.map(text) : [text(value)];

function readArtifacts(value: unknown): ArtifactsSpec | undefined {
  if (!isRecord(value) || value['files'] === undefined) return undefined;
  const base = value['base-directory'];
  return {
    files: strings(value['files']),
    excludePaths: strings(value['exclude-paths']),
    baseDirectory: typeof base === 'string' ? base : undefined,
    discardPaths: value['discard-paths'] === true || value['discard-paths'] === 'yes',
  };
}

function readCommands(phase: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [text(value)];
  return value.map((command: unknown, index) => {
    if (typeof command === 'object')
      throw broken(`Expected Commands[${index}] to be of string type: found subkeys instead in phase ${phase}`);
    return text(command);
  });
}

/** A buildspec out of its text; fails the build where it is broken. */
export function readBuildspec(content: string): Buildspec {
  let spec: unknown;
  try {
    spec = parse(content);
  } catch (error) {
    // Besides what is no YAML: what is nested too deep, or unfolds to too much.
    throw broken((error instanceof Error ? error.message : String(error)).split('\n')[0]?.replace(/:$/, '') ?? '');
  }
  if (!isRecord(spec)) throw broken('the buildspec is not a mapping');
  if (!['0.1', '0.2'].includes(text(spec['version']))) throw broken(`invalid buildspec version: ${text(spec['version'])}`);
  const { phases } = spec;
  if (!isRecord(phases)) throw broken('the buildspec has no phases');
  const commands = ['install', 'pre_build', 'build', 'post_build'].map(phase => {
    const entry = phases[phase];
    const all = isRecord(entry) ? [...readCommands(phase, entry['commands']), ...readCommands(phase, entry['finally'])] : [];
    return [phase.toUpperCase(), all] as const;
  });
  const { artifacts } = spec;
  const secondary = isRecord(artifacts) && isRecord(artifacts['secondary-artifacts']) ? artifacts['secondary-artifacts'] : {};
  return {
    commands: Object.fromEntries(commands),
    artifacts: readArtifacts(artifacts),
    secondaryArtifacts: Object.fromEntries(
      Object.entries(secondary).flatMap(([name, value]) => {
        const found = readArtifacts(value);
        return found === undefined ? [] : [[name, found]];
      }),
    ),
  };
}
