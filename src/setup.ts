import type { Place } from './aws/aws.ts';
import type { Config } from './config.ts';
import { namesOf, type Names } from './naming.ts';
import type { OwnFiles } from './own-files.ts';

/** All that the list of wanted things follows from. */
export interface Setup {
  readonly config: Config;
  readonly names: Names;
  readonly place: Place;
  readonly files: OwnFiles;
  /** What gets the image and the traffic: as the user's own task definition says, or the config. */
  readonly app: {
    readonly container: string;
    readonly port: number;
    readonly family: string;
    readonly architecture: 'X86_64' | 'ARM64';
  };
}

export function createSetup(config: Config, place: Place, files: OwnFiles = {}): Setup {
  const { account, region, partition } = place;
  const own = files.taskdef;
  const { container, port, family } = own ?? config.taskdef;
  const architecture = own === undefined ? config.taskdef.architecture : architectureOf(own.definition);
  return {
    config,
    names: namesOf(config, place),
    place: { account, region, partition },
    files,
    app: { container, port, family, architecture },
  };
}

/** AWS takes X86_64 where a task definition says nothing. */
function architectureOf(definition: Readonly<Record<string, unknown>>): 'X86_64' | 'ARM64' {
  const platform = definition['runtimePlatform'];
  return typeof platform === 'object' && platform !== null && 'cpuArchitecture' in platform && platform.cpuArchitecture === 'ARM64'
    ? 'ARM64'
    : 'X86_64';
}

/** Whether a push of an image starts the pipeline. */
export const hasImageTrigger = ({ config }: Setup): boolean => config.pipeline.triggers === 'files+image';
