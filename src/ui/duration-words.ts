import type { Messages } from '../i18n/index.ts';

/** A number of seconds as people guess it: exact below a minute and a half, else in whole minutes. */
export const durationWords = (seconds: number, { wizard }: Messages): string =>
  seconds < 90 ? wizard.seconds({ seconds: Math.max(1, Math.round(seconds)) }) : wizard.minutes({ minutes: Math.round(seconds / 60) });

/** A number of seconds as a clock measures it: `0.4 s`, `32 s`, `4 min 32 s`. */
export function exactDurationWords(seconds: number, { wizard }: Messages): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return wizard.seconds({ seconds: seconds > 0 && seconds < 1 ? Number(seconds.toFixed(1)) : whole });
  const rest = whole % 60;
  const minutes = wizard.minutes({ minutes: Math.floor(whole / 60) });
  return rest === 0 ? minutes : `${minutes} ${wizard.seconds({ seconds: rest })}`;
}

/** How long some minutes of AWS take here, where that is another time: in the sandbox. */
export const hereWords = (kept: { readonly minutes: number; readonly seconds: number }, messages: Messages): string | undefined =>
  kept.seconds === kept.minutes * 60 ? undefined : exactDurationWords(kept.seconds, messages);
