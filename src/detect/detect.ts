import { readProfiles } from '../aws/profiles.ts';
import { findBuilder } from '../image/builders.ts';
import { detectAccountSettings, type AccountSettings } from './account-settings.ts';
import type { Detection } from './detection.ts';
import { detectInProject } from './project.ts';
import { readProjectFiles } from './project-files.ts';

/** What can be known before AWS is asked. */
export interface Detected extends AccountSettings {
  /** The same with what takes longer to find out: whether an image can be built here. */
  readonly all: () => Promise<readonly Detection[]>;
  /** The Dockerfile that nothing here can build, once `all` was asked. */
  readonly unbuildable: () => string | undefined;
}

const NO_SETTINGS: AccountSettings = { detections: [], profiles: undefined };

/** Looks into the project's folder and the user's AWS settings. */
export async function detect(folder: string, environment: NodeJS.ProcessEnv, sandbox: boolean): Promise<Detected> {
  const [files, settings] = await Promise.all([
    readProjectFiles(folder),
    sandbox ? NO_SETTINGS : readProfiles().then(profiles => detectAccountSettings(environment, profiles)),
  ]);
  const composePort = files.compose && (await import('./compose.ts')).portOfCompose(files.compose.text, files.compose.path);
  const building = files.dockerfile === undefined ? undefined : canBuildHere();
  let unbuildable: string | undefined;
  const withBuild = (canBuild: boolean): readonly Detection[] => [
    ...settings.detections,
    ...detectInProject(files, { canBuild, sandbox, composePort }),
  ];
  return {
    ...settings,
    detections: withBuild(false),
    async all() {
      const canBuild = (await building) === true;
      unbuildable = canBuild ? undefined : files.dockerfile?.path;
      return withBuild(canBuild);
    },
    unbuildable: () => unbuildable,
  };
}

const canBuildHere = (): Promise<boolean> =>
  findBuilder('linux/amd64').then(
    () => true,
    () => false,
  );
