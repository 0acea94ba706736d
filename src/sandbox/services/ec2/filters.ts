import type { Filter, Tag } from '@aws-sdk/client-ec2';
import { escapedGlob, fitsGlob } from '../../glob.ts';
import { invalidParameter, missingParameter } from './faults.ts';

type FilterValue = string | number | boolean | undefined;

/** What a filter looks at in a record; several values match if one of them does. */
export type FilterTable<Item> = Readonly<Record<string, (item: Item) => FilterValue | readonly FilterValue[]>>;

function looksAt<Item extends { readonly Tags: readonly Tag[] }>(name: string, table: FilterTable<Item>): FilterTable<Item>[string] {
  if (name.startsWith('tag:')) return ({ Tags }) => Tags.find(({ Key }) => Key === name.slice('tag:'.length))?.Value;
  if (name === 'tag-key') return ({ Tags }) => Tags.map(({ Key }) => Key);
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!found) throw invalidParameter(`The filter '${name}' is invalid`);
  return found;
}

/** The records that all filters let through. */
export function applyFilters<Item extends { readonly Tags: readonly Tag[] }>(
  items: readonly Item[],
  filters: readonly Filter[] | undefined,
  table: FilterTable<Item>,
): readonly Item[] {
  return (filters ?? []).reduce<readonly Item[]>((kept, { Name, Values }) => {
    if (Name === undefined) throw missingParameter('Filter.Name');
    const look = looksAt(Name, table);
    const globs = Values?.map(escapedGlob) ?? [];
    return kept.filter(item => [look(item)].flat().some(value => value !== undefined && globs.some(glob => fitsGlob(glob, String(value)))));
  }, items);
}
