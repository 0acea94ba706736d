/** Adds tags (or other named values) to a list; of two with the same key the later one holds, in the place of the first. */
export const mergedByKey = <T>(present: readonly T[], added: readonly T[] | undefined, keyOf: (tag: T) => string | undefined): T[] => [
  ...new Map([...present, ...(added ?? [])].map(tag => [keyOf(tag), tag])).values(),
];
