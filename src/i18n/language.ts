import type { Language } from './index.ts';

/** The user's language: `--lang`, WIZARD_LANG, LC_ALL, LC_MESSAGES, LANG, then the system's; English when it is none of ours. */
export function chooseLanguage(flag: string | undefined, env: NodeJS.ProcessEnv, system: string): Language {
  const first = [flag, env['WIZARD_LANG'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG'], system].find(value => (value ?? '') !== '');
  return /^ko(?:$|[_.@-])/i.test(first ?? '') ? 'ko' : 'en';
}
