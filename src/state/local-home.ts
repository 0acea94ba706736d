import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { acquireLock } from '../engine/lock.ts';
import { readIfThere } from '../engine/read-if-there.ts';
import { stateFile } from '../engine/state-file.ts';
import type { Binding } from '../engine/state-text.ts';
import { hideFromGit } from './hide-from-git.ts';
import type { StateHome } from './state-home.ts';

/** A state in a file beside the project. */
export function localHome(file: string, binding: Binding): StateHome {
  const moveTo = async (name: string): Promise<string> => {
    await rename(file, name);
    return name;
  };
  return {
    ...stateFile(file, binding),
    name: file,
    read: () => readIfThere(file),
    async lock(command, broken) {
      await hideFromGit(dirname(file));
      return acquireLock(`${file}.lock`, command, broken);
    },
    unversioned: async () => undefined,
    setAside: () => moveTo(`${file}.corrupt`),
    leave: () => moveTo(`${file}.bak`),
  };
}
