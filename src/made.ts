import type { Entry } from './engine/types.ts';
import { localFile } from './resources/local-file.ts';

/** Whether an entry is something that we made: not what is only looked up, nor a file that the user has brought along. */
export const isMade = ({ shared, type, outputs }: Pick<Entry, 'shared' | 'type' | 'outputs'>): boolean =>
  shared !== true && !(type === localFile.type && outputs?.['hash'] === '');
