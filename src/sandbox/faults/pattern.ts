import { fitsGlob, starGlob } from '../glob.ts';

/** Whether a text fits a pattern in which `*` stands for any text; a missing pattern fits all. */
export const fits = (pattern: string | undefined, text: string): boolean =>
  pattern === undefined || fitsGlob(starGlob(pattern.toLowerCase()), text.toLowerCase());

/** A number from 0 to below 1 that depends on nothing but the seed and the turn (mulberry32), so that a run can be repeated. */
export function chance(seed: number, turn: number): number {
  let mixed = (seed + Math.imul(turn, 0x6d2b79f5)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
