import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What was started, and where. */
export interface Started {
  /** Path of the program's script. */
  readonly script: string;
  readonly path: string | undefined;
  readonly platform: NodeJS.Platform;
}

/** npm puts these in front of the path of what it runs; the user's own shell does not have them. */
const NPM_FOLDER = /[\\/](?:node_modules[\\/]\.bin|node-gyp-bin)[\\/]?$/;

const real = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};

/** How users type the program in their own shell: `wizard` where that finds this very program, else `npx wizard`. */
export function programName({ script, path = '', platform }: Started): 'wizard' | 'npx wizard' {
  const folders = path.split(delimiter).filter(folder => folder !== '' && !NPM_FOLDER.test(folder));
  const own = real(script);
  // On Windows npm writes a script in between, which is no link.
  const found = folders.some(folder =>
    platform === 'win32' ? real(join(folder, 'wizard.cmd')) !== undefined : own !== undefined && real(join(folder, 'wizard')) === own,
  );
  return found ? 'wizard' : 'npx wizard';
}
