import type { HelpWords, Language, Messages } from './index.ts';

/** The languages that can be spoken. */
export const LANGUAGE_NAMES: readonly Language[] = ['en', 'ko'];

interface Loaders {
  readonly messages: () => Promise<Messages>;
  readonly helpWords: () => Promise<HelpWords>;
}

const LOADERS: Readonly<Record<Language, Loaders>> = {
  en: {
    messages: async () => (await import('./en.ts')).en,
    helpWords: async () => (await import('./en/help-words.ts')).helpWords,
  },
  ko: {
    messages: async () => (await import('./ko.ts')).ko,
    helpWords: async () => (await import('./ko/help-words.ts')).helpWords,
  },
};

/** The catalogue of one language; the other one is not read. */
export const loadMessages = (language: Language): Promise<Messages> => LOADERS[language].messages();

/** What of it help needs. */
export const loadHelpWords = (language: Language): Promise<HelpWords> => LOADERS[language].helpWords();
