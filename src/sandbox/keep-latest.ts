/** Removes the oldest entries of a record, or items of a list, that may go, until there are no more than so many. */
export function keepLatest<Item>(items: Item[] | Record<string, Item>, most: number, mayGo: (item: Item) => boolean = () => true): void {
  const entries = Object.entries(items);
  const gone = new Set(
    entries
      .filter(([, item]) => mayGo(item))
      .slice(0, Math.max(0, entries.length - most))
      .map(([key]) => key),
  );
  if (gone.size === 0) return;
  if (!Array.isArray(items)) for (const key of gone) delete items[key];
  else items.splice(0, items.length, ...items.filter((_, index) => !gone.has(String(index))));
}
