const SPECIAL = /[\\^$.|+()[\]{}]/g;

/** A value of a condition as a regular expression: `*` stands for any characters, `?` for exactly one; a backslash before them takes that away. */
export const pattern = (value: string, flags = ''): RegExp =>
  new RegExp(
    `^${value.replace(/\\[*?\\]|[*?]|[^*?\\]+|\\/g, part => (part === '*' ? '.*' : part === '?' ? '.' : literal(part)))}$`,
    `s${flags}`,
  );

const literal = (part: string): string => (/^\\[*?\\]$/.test(part) ? part : part.replace(SPECIAL, '\\$&'));

/** How many wildcards a value has. */
export const wildcardsIn = (value: string): number => (value.replace(/\\[*?\\]/g, '').match(/[*?]/g) ?? []).length;
