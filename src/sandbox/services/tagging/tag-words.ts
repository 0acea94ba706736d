import {
  GetTagKeys$,
  GetTagValues$,
  type GetTagKeysInput,
  type GetTagKeysOutput,
  type GetTagValuesInput,
  type GetTagValuesOutput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import type { World } from '../../world.ts';
import { tokenExpired } from './faults.ts';
import { allTagged } from './tagged.ts';

const pageOf = (texts: readonly string[], token: string | undefined): { readonly items: string[]; readonly token: string } => {
  const { items, next = '' } = page([...new Set(texts)].sort(), token === '' ? undefined : token, 1000, tokenExpired);
  return { items, token: next };
};

export const getTagKeys = operation(GetTagKeys$, (world: World, input: GetTagKeysInput): GetTagKeysOutput => {
  const keys = allTagged(world).flatMap(({ tags }) => Object.keys(tags));
  const { items, token } = pageOf(keys, input.PaginationToken);
  return { TagKeys: items, PaginationToken: token };
});

export const getTagValues = operation(GetTagValues$, (world: World, input: GetTagValuesInput): GetTagValuesOutput => {
  const values = allTagged(world).flatMap(({ tags }) => (Object.hasOwn(tags, input.Key ?? '') ? [tags[input.Key ?? ''] ?? ''] : []));
  const { items, token } = pageOf(values, input.PaginationToken);
  return { TagValues: items, PaginationToken: token };
});
