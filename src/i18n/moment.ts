/** `+09:00` or `UTC`: what the clock of this machine stands for. */
const zoneOf = (offset: number): string => {
  if (offset === 0) return 'UTC';
  const minutes = Math.abs(offset);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

const localOf = (at: Date, offset: number): string => new Date(at.getTime() + offset * 60_000).toISOString();

/** How many minutes the clock of this machine is before UTC. */
const offsetAt = (at: Date): number => -at.getTimezoneOffset();

/** `2026-11-25 01:02:03 +09:00`: a moment as people read it, by the clock of this machine. */
export const momentWords = (at: Date, offset = offsetAt(at)): string =>
  // What was read from a file may be no moment.
  Number.isNaN(at.getTime()) ? '?' : `${localOf(at, offset).slice(0, 19).replace('T', ' ')} ${zoneOf(offset)}`;

/** `01:02:03 +09:00`: a moment of today. */
export const clockWords = (at: Date, offset = offsetAt(at)): string => `${localOf(at, offset).slice(11, 19)} ${zoneOf(offset)}`;

/** `01:02:03.456 +09:00`: a moment among many of the same second. */
export const fineClockWords = (at: Date, offset = offsetAt(at)): string => `${localOf(at, offset).slice(11, 23)} ${zoneOf(offset)}`;
