import type { Language } from './index.ts';
import { LANGUAGE_NAMES } from './load-messages.ts';

/** The user's language: `--lang`, WIZARD_LANG, LC_ALL, LC_MESSAGES, LANG, then the system's, which is asked last since that takes a while; English when it is none of ours. */
export function chooseLanguage(flag: string | undefined, env: NodeJS.ProcessEnv, system: () => string): Language {
  // A `--lang` that there is not is refused later, in the language that counts without it.
  const asked = LANGUAGE_NAMES.some(name => name === flag) ? flag : undefined;
  const first = [asked, env['WIZARD_LANG'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(value => (value ?? '') !== '') ?? system();
  return /^ko(?:$|[_.@-])/i.test(first) ? 'ko' : 'en';
}
