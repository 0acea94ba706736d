import type { SourceName } from '../config.ts';
import { hasImageTrigger, type Setup } from '../setup.ts';
import { codecommit } from './codecommit.ts';
import { ecr } from './ecr.ts';
import type { FilesSource, Source } from './source.ts';

/** Where taskdef.json and appspec.yaml can come from. */
export const FILES_SOURCES: Readonly<Record<SourceName, FilesSource>> = { codecommit };

export const filesSource = ({ config }: Setup): FilesSource => FILES_SOURCES[config.source.provider];

/** The sources of the pipeline, each with its own trigger: the files, and with `files+image` the image too. */
export const pipelineSources = (setup: Setup): readonly Source[] => [filesSource(setup), ...(hasImageTrigger(setup) ? [ecr] : [])];
