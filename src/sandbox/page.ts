/** One page of a list: `next` is the token of the page after it, absent on the last one. A token that is no position of ours is refused by `onBadToken`. */
export function page<Item>(
  items: readonly Item[],
  token: string | undefined,
  size: number | undefined,
  onBadToken: () => Error,
): { readonly items: Item[]; readonly next?: string } {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0 || start > items.length) throw onBadToken();
  const end = start + (size ?? 100);
  return { items: items.slice(start, end), ...(end < items.length && { next: String(end) }) };
}
