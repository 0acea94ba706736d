/** One line of a list to choose from. */
export interface Choice {
  readonly value: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** Words that lead to it when they are typed: `y`, `yes`. */
  readonly keys?: readonly string[] | undefined;
}

/** More than these and a list is searched by typing. */
export const SHORT_LIST = 8;

/** In single letters, so that the beginning of a Hangul syllable is the beginning of the word. */
const fold = (text: string): string => text.normalize('NFD').toLowerCase();

/** The choices in which each of the typed words occurs. */
export function findChoices<C extends Choice>(choices: readonly C[], term: string): readonly C[] {
  const words = fold(term)
    .split(/\s+/)
    .filter(word => word !== '');
  return choices.filter(({ value, name = '', description = '' }) => {
    const text = fold([value, name, description].join(' '));
    return words.every(word => text.includes(word));
  });
}

/** The first choice that what was typed leads to: by one of its keys, or the beginning of its name; -1 where there is none. */
export const choiceAt = (choices: readonly Choice[], typed: string): number =>
  choices.findIndex(({ value, name = value, keys = [] }) => [...keys, name].some(key => fold(key).startsWith(fold(typed))));
