import type { Config, ConfigValue } from '../config.ts';
import type { Messages } from '../i18n/index.ts';
import type { Question } from '../questions/question.ts';
import type { Choice } from './prompter.ts';

/** Yes and no, with all that people type for them. A Korean keyboard that was not switched types ㅛ and ㅜ for y and n. */
export const yesNoChoices = ({ asking }: Messages, [yes, no] = ['true', 'false']): readonly Choice[] => [
  { value: yes ?? '', name: asking.yes, keys: ['y', 'yes', '예', '네', 'ㅛ'] },
  { value: no ?? '', name: asking.no, keys: ['n', 'no', '아니오', '아니요', 'ㅜ'] },
];

/** A question and why it is asked; where the image comes from is another question for each sort of image. */
export const wordsOf = ({ key }: Question, { image }: Config, { ask, wizard }: Messages): Messages['ask'][Question['key']] =>
  key === 'image.from' ? wizard.imageFrom[image.type] : ask[key];

type ChoiceWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

const wordOf = ({ key }: Question, value: string | number, messages: Messages): string | undefined =>
  (messages.choices as ChoiceWords)[key]?.[value];

/** The answers that a question takes, in the user's words with AWS's own beside them; undefined where it takes any. */
export function choicesOf(question: Question, messages: Messages): readonly Choice[] | undefined {
  if (question.type === 'yes-no') return yesNoChoices(messages);
  return question.choices?.map(choice => {
    const word = wordOf(question, choice, messages);
    return { value: String(choice), name: word === undefined ? String(choice) : `${word}  ${choice}` };
  });
}

/** A value as it is shown to people. */
export function valueWords(question: Question, value: ConfigValue | undefined, messages: Messages): string {
  if (value === undefined || value === '') return '-';
  if (typeof value === 'boolean') return value ? messages.asking.yes : messages.asking.no;
  if (typeof value === 'object') return value.length === 0 ? '-' : value.join(', ');
  return wordOf(question, value, messages) ?? String(value);
}

/** What the tutorial says of a question, and how else it can be answered; what it is for stands above it. */
export function helpOf({ key, flag }: Question, messages: Messages): string {
  const { tutorial } = messages as { readonly tutorial: Readonly<Record<string, string>> };
  const lines = [tutorial[key], messages.wizard.helpSetting({ flag, key })];
  return lines.flatMap(line => (line === undefined ? [] : [line])).join('\n');
}
