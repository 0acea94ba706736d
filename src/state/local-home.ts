import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { acquireLock, type Lock } from '../engine/lock.ts';
import { readIfThere } from '../engine/read-if-there.ts';
import { stateFile, writeWhole } from '../engine/state-file.ts';
import { printState, type Binding } from '../engine/state-text.ts';
import type { UserError } from '../errors.ts';
import { hideFromGit } from './hide-from-git.ts';
import { lockLost } from './lock-lost.ts';
import type { StateHome } from './state-home.ts';

/** A state in a file beside the project. */
export function localHome(file: string, binding: Binding): StateHome {
  const moveTo = async (name: string): Promise<string> => {
    await rename(file, name);
    return name;
  };
  const store = stateFile(file, binding);
  const unsaved = file.replace(/\.json$/, '.unsaved.json');
  let lock: Lock | undefined;
  let lost: UserError | undefined;
  return {
    ...store,
    name: file,
    read: () => readIfThere(file),
    async save(state) {
      lost ??= await lockLost(lock, { state: file, unsaved });
      if (lost === undefined) return store.save(state);
      await mkdir(dirname(unsaved), { recursive: true });
      await writeWhole(unsaved, printState(state));
      throw lost;
    },
    async lock(command, broken) {
      await hideFromGit(dirname(file));
      lock = await acquireLock(`${file}.lock`, command, broken);
      lost = undefined;
      return lock;
    },
    unversioned: async () => undefined,
    setAside: () => moveTo(`${file}.corrupt`),
    leave: () => moveTo(`${file}.bak`),
  };
}
