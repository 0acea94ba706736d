import { styleText } from 'node:util';
import { displayWidth } from '../columns.ts';
import { wrap, wrapWithin } from '../wrap.ts';

/** What every prompt can do beside taking an answer, in the user's language. */
export interface PromptWords {
  readonly back: string;
  readonly move: string;
  readonly choose: string;
  readonly mark: string;
  readonly done: string;
  readonly edit: string;
  readonly explain: string;
  readonly search: string;
  readonly nothingFits: string;
}

/** What all prompts are given. */
export interface PromptConfig {
  readonly message: string;
  /** What Enter answers. */
  readonly initial: string | undefined;
  /** Where that comes from: `Dockerfile: EXPOSE 3000`. */
  readonly source: string | undefined;
  /** Shown when `?` is pressed. */
  readonly help: string | undefined;
  /** Whether there is a question before this one. */
  readonly canGoBack: boolean;
  readonly words: PromptWords;
  /** Columns of the terminal, which may change while a prompt is open. */
  readonly width: () => number;
}

/** What a prompt ends with when somebody wants the question before it. */
export const BACK = Symbol('back');

/** The keys and what they do, as one dim line. */
export const hintLine = (hints: readonly (readonly [key: string, does: string])[]): string =>
  hints.map(([key, does]) => `${styleText('bold', key)} ${styleText('dim', does)}`).join(styleText('dim', ' • '));

/** The lines below a prompt; those that are empty are left out. */
export const below = (...lines: readonly (string | undefined)[]): string => lines.filter(Boolean).join('\n');

/** A text of sentences on lines that the terminal need not break. */
export const paragraph = (text: string, { width }: Pick<PromptConfig, 'width'>): string =>
  text
    .split('\n')
    .flatMap(line => wrap(line, width() - 1, '', ''))
    .join('\n');

/** The line of a prompt: mark, question, what is typed or answered, and where it comes from. */
export const promptLine = (prefix: string, message: string, ...rest: readonly string[]): string =>
  [prefix, styleText('bold', message), ...rest.filter(part => part !== '')].join(' ');

/** The same of a prompt that is answered: an answer that is too long for its line has lines of its own. */
export function answeredLine(
  prefix: string,
  message: string,
  answer: string,
  from: string,
  { width }: Pick<PromptConfig, 'width'>,
): string {
  const room = width() - 1;
  const line = promptLine(prefix, message, styleText('cyan', answer), from && styleText('dim', from));
  if (displayWidth(line) <= room) return line;
  const indented = (text: string): readonly string[] => wrapWithin(text, room, '  ', '  ');
  return [
    promptLine(prefix, message),
    ...indented(answer).map(one => styleText('cyan', one)),
    ...(from === '' ? [] : indented(from).map(one => styleText('dim', one))),
  ].join('\n');
}

/** Composed letters: a Mac's file names and some keyboards bring Hangul in single letters. */
export const composed = (text: string): string => text.normalize('NFC').trim();
