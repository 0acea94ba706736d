/** Stands for any characters, none included. */
export const ANY = Symbol('*');
/** Stands for exactly one character. */
export const ONE = Symbol('?');

/** A pattern with wildcards, one character or wildcard after the other. */
export type Glob = readonly (string | typeof ANY | typeof ONE)[];

/** The pattern in which `*` and `?` are wildcards; a backslash before them takes that away. */
export const escapedGlob = (pattern: string): Glob =>
  [...pattern.matchAll(/\\([*?\\])|[^]/gu)].map(([token, escaped]) => escaped ?? (token === '*' ? ANY : token === '?' ? ONE : token));

/** The pattern in which `*` is the one wildcard. */
export const starGlob = (pattern: string): Glob => Array.from(pattern, character => (character === '*' ? ANY : character));

/**
 * Whether a text as a whole fits a pattern. Once a star is reached, the stars before it need not be looked at again: this takes no longer than the
 * one length times the other, where a regular expression with many stars takes for ever.
 */
export function fitsGlob(glob: Glob, text: string): boolean {
  const characters = Array.from(text);
  let [at, next] = [0, 0];
  let retry: { readonly next: number; at: number } | undefined;
  while (at < characters.length) {
    const wanted = glob[next];
    if (wanted === ANY) {
      next += 1;
      retry = { next, at };
    } else if (wanted === ONE || wanted === characters[at]) {
      next += 1;
      at += 1;
    } else if (retry) {
      retry.at += 1;
      ({ next, at } = retry);
    } else return false;
  }
  return glob.slice(next).every(rest => rest === ANY);
}
