import { acquireLock } from '../engine/lock.ts';
import { stateFile } from '../engine/state-file.ts';
import type { Binding } from '../engine/state-text.ts';
import type { StateHome } from './state-home.ts';

/** A state in a file beside the project. */
export const localHome = (file: string, binding: Binding): StateHome => ({
  ...stateFile(file, binding),
  name: file,
  lock: (command, broken) => acquireLock(`${file}.lock`, command, broken),
  unversioned: async () => undefined,
});
