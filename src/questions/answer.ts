import type { ConfigValue } from '../config.ts';
import type { Breach } from '../rules.ts';
import { textOf } from '../paths.ts';
import type { Question } from './question.ts';

/** A raw input made into the type that its question wants, or what is wrong with it. */
export type Read = { readonly value: ConfigValue } | { readonly breach: Breach };

// A Korean keyboard that was not switched types ㅛ and ㅜ for y and n.
const YES = new Set(['true', 'yes', 'y', '예', '네', 'ㅛ']);
const NO = new Set(['false', 'no', 'n', '아니오', '아니요', 'ㅜ']);

/** Composed letters, no blanks around. */
const tidy = (raw: unknown): string => textOf(raw).normalize('NFC').trim();

const isPlain = (raw: unknown): raw is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof raw);

function readYesNo(raw: unknown): Read {
  const word = tidy(raw).toLowerCase();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : { breach: { rule: 'yesNo' } };
}

function readChoice(question: Question, raw: unknown): Read {
  const choices = question.choices ?? [];
  const value = choices.find(choice => String(choice) === tidy(raw));
  return value === undefined ? { breach: { rule: 'choice', choices: choices.join(', ') } } : { value };
}

const readNumber = (raw: unknown): Read => (/^-?\d+$/.test(tidy(raw)) ? { value: Number(tidy(raw)) } : { breach: { rule: 'number' } });

function readList(raw: unknown): Read {
  if (!Array.isArray(raw) && typeof raw !== 'string') return { breach: { rule: 'list' } };
  const items: readonly unknown[] = Array.isArray(raw) ? raw : raw.split(',');
  if (!items.every(isPlain)) return { breach: { rule: 'list' } };
  return { value: items.map(tidy).filter(item => item !== '') };
}

const READERS: Readonly<Record<Question['type'], (question: Question, raw: unknown) => Read>> = {
  text: (_, raw) => (isPlain(raw) ? { value: tidy(raw) } : { breach: { rule: 'text' } }),
  number: (_, raw) => readNumber(raw),
  'yes-no': (_, raw) => readYesNo(raw),
  choice: readChoice,
  list: (_, raw) => readList(raw),
};

/** Reads what stands in the file, behind a flag or in a prompt. */
export const readAnswer = (question: Question, raw: unknown): Read => READERS[question.type](question, raw);
