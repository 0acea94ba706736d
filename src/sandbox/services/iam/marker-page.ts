import { Fault } from '../../fault.ts';
import { page } from '../../page.ts';

interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** The part of a list that was asked for, in IAM's words. */
export function markerPage<Item>(items: readonly Item[], { Marker, MaxItems }: PageRequest) {
  const { items: found, next } = page(items, Marker, MaxItems, () => new Fault('ValidationError', `Invalid Marker: ${Marker ?? ''}`));
  return { found, paging: { IsTruncated: next !== undefined, ...(next !== undefined && { Marker: next }) } };
}
