import { escapedGlob, fitsGlob } from './glob.ts';

/** A test for a value of a condition: `*` stands for any characters, `?` for exactly one; a backslash before them takes that away. */
export function pattern(value: string, { ignoreCase }: { readonly ignoreCase: boolean }): (text: string) => boolean {
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const glob = escapedGlob(fold(value));
  return text => fitsGlob(glob, fold(text));
}

/** How many wildcards a value has. */
export const wildcardsIn = (value: string): number => (value.replace(/\\[*?\\]/g, '').match(/[*?]/g) ?? []).length;
