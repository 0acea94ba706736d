import { page as pageOf } from '../../page.ts';
import { invalidParameter } from './faults.ts';

/** One page of a list, in ECR's words. */
export function page<Item>(
  items: readonly Item[],
  input: { maxResults?: number | undefined; nextToken?: string | undefined },
): { items: Item[]; nextToken?: string } {
  const badToken = (): Error => invalidParameter('nextToken', 'Invalid pagination token');
  const { items: found, next } = pageOf(items, input.nextToken, input.maxResults, badToken);
  return { items: found, ...(next !== undefined && { nextToken: next }) };
}
