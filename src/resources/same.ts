import { isDeepStrictEqual } from 'node:util';

/**
 * What is there, in the words of the spec: the wanted value itself when both mean the same, else what was found.
 * AWS reorders lists and fills in defaults; without this a second plan would show changes that are none.
 */
export const asWanted = <T>(wanted: T, found: T, normal: (value: T) => unknown): T =>
  isDeepStrictEqual(normal(wanted), normal(found)) ? wanted : found;

/** A list of texts whose order means nothing. Before apply the wanted one may still be unknown, and then no list. */
export const asWantedSet = (wanted: readonly string[], found: readonly string[]): readonly string[] =>
  asWanted(wanted, found.toSorted(), unordered);

/** Those of the wanted ones that are there; what is there beside them is not ours. Before apply the wanted one may be no list yet. */
export const partOf = (wanted: readonly string[], found: readonly string[]): readonly string[] =>
  Array.isArray(wanted) ? wanted.filter(text => found.includes(text)) : [];

/** Whether two lists hold the same, in any order. */
export const sameSet = (one: readonly string[] | undefined, other: readonly string[]): boolean =>
  isDeepStrictEqual(unordered(one), unordered(other));

/** A JSON document; the order of keys means nothing. */
export const asWantedJson = <T>(wanted: T, found: T): T => asWanted(wanted, found, value => value);

/** A policy document, in which the order of a list means nothing, nor whether a single item stands in a list. */
export const asWantedPolicy = <T>(wanted: T, found: T): T => asWanted(wanted, found, normalPolicy);

function normalPolicy(value: unknown): unknown {
  const items = [value]
    .flat()
    .map(item =>
      typeof item === 'object' && item !== null
        ? sortedKeys(Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, normalPolicy(inner)])))
        : item,
    );
  return unordered(items);
}

/** Its items in one fixed order; anything but a list as it is. */
export const unordered = (value: unknown): unknown =>
  Array.isArray(value) ? value.toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b))) : value;

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** The same data with the keys of every object in one fixed order, so that equal documents have equal texts. */
export function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sortedKeys);
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => compare(a, b))
      .map(([key, item]) => [key, sortedKeys(item)]),
  );
}
