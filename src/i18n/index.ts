import type { helpWords } from './en/help-words.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

type Widen<T> = T extends string
  ? string
  : T extends (facts: infer Facts) => infer Result
    ? (facts: Facts) => Result
    : { readonly [K in keyof T]: Widen<T[K]> };

/** What each language must hold. */
export type Messages = Widen<typeof en>;
/** The part of a catalogue that help is made from. */
export type HelpWords = Pick<Messages, keyof typeof helpWords>;
export type Problems = Messages['problems'];
export type Rules = Messages['rules'];
export type FileChanges = Messages['fileChanges'];
export type Language = 'en' | 'ko';

export const LANGUAGES: Readonly<Record<Language, Messages>> = { en, ko };
