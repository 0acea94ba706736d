import { invalidParameter } from './faults.ts';

/** One page of a list. The token is the position of the next item. */
export function page<Item>(
  items: readonly Item[],
  input: { maxResults?: number | undefined; nextToken?: string | undefined },
  byDefault = 100,
): { items: Item[]; nextToken?: string } {
  const start = input.nextToken === undefined ? 0 : Number(Buffer.from(input.nextToken, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw invalidParameter('nextToken', 'Invalid pagination token');
  const end = start + (input.maxResults ?? byDefault);
  return {
    items: items.slice(start, end),
    ...(end < items.length && { nextToken: Buffer.from(String(end)).toString('base64url') }),
  };
}
