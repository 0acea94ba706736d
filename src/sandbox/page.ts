import { createHash } from 'node:crypto';

/** Where the page after begins: a position, and what stood there and before, since the list may change between two pages. */
const TOKEN = /^(\d{1,9})\.([\w-]{12})\.([\w-]{12})$/;

/** Tells an item from the others of a list. */
const markOf = (item: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(item) ?? '')
    .digest('base64url')
    .slice(0, 12);

/** Where to go on: at the item that was to come next, or behind the last one that was given; at the same position where both are gone. */
function startOf(items: readonly unknown[], position: number, next: string, last: string): number {
  if (position < items.length && markOf(items[position]) === next) return position;
  const marks = items.map(markOf);
  const [at, behind] = [marks.indexOf(next), marks.indexOf(last) + 1];
  return at >= 0 ? at : behind > 0 ? behind : Math.min(position, items.length);
}

/** One page of a list: `next` is the token of the page after it, absent on the last one. A token that is none of ours is refused by `onBadToken`. */
export function page<Item>(
  items: readonly Item[],
  token: string | undefined,
  size: number | undefined,
  onBadToken: () => Error,
): { readonly items: Item[]; readonly next?: string } {
  const [, position, next = '', last = ''] = TOKEN.exec(token ?? '') ?? [];
  if (token !== undefined && position === undefined) throw onBadToken();
  const start = position === undefined ? 0 : startOf(items, Number(position), next, last);
  const end = start + (size ?? 100);
  return {
    items: items.slice(start, end),
    ...(end < items.length && { next: `${end}.${markOf(items[end])}.${markOf(items[end - 1])}` }),
  };
}
