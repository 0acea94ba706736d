import { resolve } from 'node:path';
import { readAppspec, trafficOf, type OwnAppspec } from './appspec-file.ts';
import type { Place } from './aws/aws.ts';
import type { Answers, Config } from './config.ts';
import { readIfThere } from './engine/read-if-there.ts';
import type { UserError } from './errors.ts';
import { namesOf } from './naming.ts';
import { readTaskDefinition, type OwnTaskDefinition } from './task-definition-file.ts';
import type { FileChange } from './taskdef/file-change.ts';

/** The user's own files, where there are any; where there are none, ours are written from the templates. */
export interface OwnFiles {
  readonly taskdef?: OwnTaskDefinition | undefined;
  readonly appspec?: OwnAppspec | undefined;
}

export interface OwnFilesReading {
  readonly files: OwnFiles;
  /** What was changed in memory, by file. */
  readonly changes: ReadonlyMap<string, readonly FileChange[]>;
  readonly problems: readonly UserError[];
}

interface Options {
  readonly folder: string;
  readonly config: Config;
  /** What the user has said; a container or port that is only a default does not decide. */
  readonly answers: Answers;
  readonly place: Place;
  readonly sandbox: boolean;
  /** Whether a file was written by us, so that it is not the user's own. */
  readonly isOurs: (file: string) => boolean;
}

/** Reads `taskdef.json` and `appspec.yaml` of the project where the user has brought them along. */
export async function readOwnFiles(options: Options): Promise<OwnFilesReading> {
  const { config, answers, place, sandbox } = options;
  const { taskdef, appspec } = config;
  const names = namesOf(config, place);
  const taskdefText = await ownText(taskdef.file, options);
  const appspecText = await ownText(appspec.file, options);
  const reading =
    taskdefText === undefined
      ? undefined
      : readTaskDefinition(taskdefText, {
          file: taskdef.file,
          place,
          family: taskdef.family,
          logGroup: names.logGroup,
          ourRoles: { executionRoleArn: names.executionRole, taskRoleArn: names.taskRole },
          container: answers['taskdef.container'],
          port: answers['taskdef.port'],
          traffic: appspecText === undefined ? undefined : trafficOf(appspecText),
          imageTrigger: config.pipeline.triggers === 'files+image',
          hasExecutionRole: taskdef.executionRole !== '',
          sandbox,
        });
  const { container, port } = reading?.own ?? taskdef;
  const spec = appspecText === undefined ? undefined : readAppspec(appspecText, { file: appspec.file, container, port, sandbox });
  return {
    files: { taskdef: reading?.own, appspec: spec?.own },
    changes: new Map([
      [taskdef.file, reading?.changes ?? []],
      [appspec.file, spec?.changes ?? []],
    ]),
    problems: [...(reading?.problems ?? []), ...(spec?.problems ?? [])],
  };
}

const ownText = async (file: string, { folder, isOurs }: Options): Promise<string | undefined> =>
  isOurs(file) ? undefined : readIfThere(resolve(folder, file));
