import { page as pageOf } from '../../page.ts';
import { validationError } from './refusal.ts';

/** One page of a list, at most 400 items as on AWS. */
export const page = <Item>(
  items: readonly Item[],
  marker: string | undefined,
  size: number | undefined,
): { readonly items: Item[]; readonly next?: string } =>
  pageOf(items, marker, size ?? 400, () => validationError(`'${marker}' is not a valid marker`));
