import { UserError } from './errors.ts';

/** What is wrong with a text that was read as UTF-8 and is in UTF-16, as PowerShell and some editors write it: no text of ours holds a NUL. */
export const encodingProblem = (text: string, file: string): UserError | undefined =>
  /^\uFFFD\uFFFD|\0/.test(text) ? new UserError('fileEncoding', { file, encoding: 'UTF-16' }) : undefined;
