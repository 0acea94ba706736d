import type { Filter, Tag } from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { page } from '../../page.ts';
import type { World } from '../../world.ts';
import { invalidParameter } from './faults.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { find, type Kind } from './kinds.ts';

interface DescribeRequest {
  readonly Filters?: readonly Filter[] | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

interface Ids {
  /** The input member they came in: `vpcIds`. */
  readonly parameter: string;
  readonly values: readonly string[] | undefined;
}

const LARGEST_PAGE = 1000;

/** One page of a list. */
export function tokenPage<Item>(items: readonly Item[], { MaxResults, NextToken }: DescribeRequest) {
  const refuse = () => invalidParameter(`The token '${NextToken ?? ''}' is invalid`);
  const { items: found, next } = page(items, NextToken, MaxResults ?? LARGEST_PAGE, refuse);
  return { found, paging: next === undefined ? {} : { NextToken: next } };
}

/** What a Describe call answers: the resources of the given ids or all, through the filters, one page of them. */
export function describe<Item extends { Tags: Tag[] }>(
  of: Kind<Item>,
  world: World,
  request: DescribeRequest,
  { parameter, values }: Ids,
  table: FilterTable<Item>,
) {
  if (values?.length && request.MaxResults !== undefined) {
    throw new Fault('InvalidParameterCombination', `The parameter ${parameter} cannot be used with the parameter maxResults`);
  }
  const items = values?.length ? [...new Set(values)].map(id => find(of, world, id)) : Object.values(of.records(world.state.ec2));
  return tokenPage(applyFilters(items, request.Filters, table), request);
}
