import type { HelpWords } from '../i18n/index.ts';
import { QUESTIONS } from '../questions.ts';
import { FAULT_KINDS } from '../sandbox/faults/kinds.ts';
import type { Io } from '../session.ts';
import { complete } from './complete.ts';
import { localNames } from './local-names.ts';

/** Answers a completion script: a line for each candidate, its words behind a tabulator; `:file` or `:folder` where the shell itself completes. */
export function answerShell(argv: readonly string[], io: Pick<Io, 'stdout' | 'cwd' | 'env'>, words: HelpWords): void {
  const found = complete(argv, { questions: QUESTIONS, words, names: values => localNames(io, values), faults: Object.keys(FAULT_KINDS) });
  const lines = typeof found === 'string' ? [`:${found}`] : found.map(one => (one.words === '' ? one.value : `${one.value}\t${one.words}`));
  io.stdout.write(lines.map(line => `${line}\n`).join(''));
}
