import { invalidParameter } from './faults.ts';

/** One page of a list. The token is the position of the next item. */
export function page<Item>(
  items: readonly Item[],
  input: { maxResults?: number | undefined; nextToken?: string | undefined },
  byDefault = 100,
): { items: Item[]; nextToken?: string } {
  const position = input.nextToken === undefined ? '0' : Buffer.from(input.nextToken, 'base64url').toString();
  if (!/^\d+$/.test(position)) throw invalidParameter('nextToken', 'Invalid pagination token');
  const start = Number(position);
  const end = start + (input.maxResults ?? byDefault);
  return {
    items: items.slice(start, end),
    ...(end < items.length && { nextToken: Buffer.from(String(end)).toString('base64url') }),
  };
}
