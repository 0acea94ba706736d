import { page as pageOf } from '../../page.ts';
import { invalidParameter } from './faults.ts';

/** One page of a list, at most 100 items as on AWS. */
export const page = <Item>(
  items: readonly Item[],
  token: string | undefined,
  size: number | undefined,
): { readonly items: Item[]; readonly next?: string } => pageOf(items, token, size, () => invalidParameter('Invalid token'));
