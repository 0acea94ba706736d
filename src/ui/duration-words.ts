import type { Messages } from '../i18n/index.ts';

/** A number of seconds as people say it: exact below a minute and a half, else in whole minutes. */
export const durationWords = (seconds: number, { wizard }: Messages): string =>
  seconds < 90 ? wizard.seconds({ seconds: Math.max(1, Math.round(seconds)) }) : wizard.minutes({ minutes: Math.round(seconds / 60) });
