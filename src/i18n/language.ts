import { LANGUAGES, type Language } from './index.ts';

/** The user's language: `--lang`, WIZARD_LANG, LC_ALL, LC_MESSAGES, LANG, then the system's, which is asked last since that takes a while; English when it is none of ours. */
export function chooseLanguage(flag: string | undefined, env: NodeJS.ProcessEnv, system: () => string): Language {
  // A `--lang` that there is not is refused later, in the language that counts without it.
  const asked = flag !== undefined && flag in LANGUAGES ? flag : undefined;
  const first = [asked, env['WIZARD_LANG'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(value => (value ?? '') !== '') ?? system();
  return /^ko(?:$|[_.@-])/i.test(first) ? 'ko' : 'en';
}
