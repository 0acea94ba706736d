/** The first refusal that one of the items earns. */
export const each = <Item>(items: readonly Item[], check: (item: Item) => string | undefined): string | undefined => {
  for (const item of items) {
    const refusal = check(item);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
};

export const hasDuplicates = (items: readonly unknown[]): boolean => new Set(items).size < items.length;

export const isBetween = (value: number | undefined, low: number, high: number): boolean =>
  value !== undefined && value >= low && value <= high;
