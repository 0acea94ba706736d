import { BlockList, isIP } from 'node:net';
import type { Condition, RequestContext } from './policy.ts';
import { isResolvable, matches, matchesArn } from './wildcard.ts';

type Comparison = (wanted: string, actual: string, context: RequestContext) => boolean;

const numeric =
  (compare: (actual: number, wanted: number) => boolean): Comparison =>
  (wanted, actual) =>
    compare(Number(actual), Number(wanted));

/** Dates come as ISO 8601 or as seconds since 1970. */
const instant = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

const date =
  (compare: (actual: number, wanted: number) => boolean): Comparison =>
  (wanted, actual) =>
    compare(instant(actual), instant(wanted));

function inRange(wanted: string, actual: string): boolean {
  const [, network = '', prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(wanted) ?? [];
  if (!isIP(network) || !isIP(actual)) return false;
  const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const longest = isIP(network) === 6 ? 128 : 32;
  const length = Number(prefix ?? longest);
  if (length > longest) return false;
  const range = new BlockList();
  range.addSubnet(network, length, family(network));
  return range.check(actual, family(actual));
}

const text = (wanted: string, actual: string, context: RequestContext) => matches(wanted, actual, { context, wildcards: false });
const arn: Comparison = (wanted, actual, context) => matchesArn(wanted, actual, context);

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: text,
  StringEqualsIgnoreCase: (wanted, actual, context) => matches(wanted, actual, { context, wildcards: false, ignoreCase: true }),
  StringLike: (wanted, actual, context) => matches(wanted, actual, { context }),
  NumericEquals: numeric((actual, wanted) => actual === wanted),
  NumericLessThan: numeric((actual, wanted) => actual < wanted),
  NumericLessThanEquals: numeric((actual, wanted) => actual <= wanted),
  NumericGreaterThan: numeric((actual, wanted) => actual > wanted),
  NumericGreaterThanEquals: numeric((actual, wanted) => actual >= wanted),
  DateEquals: date((actual, wanted) => actual === wanted),
  DateLessThan: date((actual, wanted) => actual < wanted),
  DateLessThanEquals: date((actual, wanted) => actual <= wanted),
  DateGreaterThan: date((actual, wanted) => actual > wanted),
  DateGreaterThanEquals: date((actual, wanted) => actual >= wanted),
  Bool: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  BinaryEquals: (wanted, actual) => wanted === actual,
  IpAddress: inRange,
  ArnEquals: arn,
  ArnLike: arn,
};

/** Operators that say the opposite of another. */
const OPPOSITES: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

interface Operator {
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly compare: Comparison;
  readonly negated: boolean;
  readonly ifExists: boolean;
}

function parseOperator(name: string): Operator | undefined {
  const [, quantifier, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name) ?? [];
  const compare = COMPARISONS[OPPOSITES[base] ?? base];
  if (!compare) return undefined;
  const known = quantifier === 'ForAllValues' || quantifier === 'ForAnyValue' ? quantifier : undefined;
  return { quantifier: known, compare, negated: base in OPPOSITES, ifExists: ifExists !== undefined };
}

/** Whether AWS knows an operator of this name. */
export const isConditionOperator = (name: string): boolean => name === 'Null' || parseOperator(name) !== undefined;

/** Whether a condition of a statement holds for a request. Keys compare without regard to case. */
export function conditionHolds({ operator: name, key, values }: Condition, context: RequestContext): boolean {
  const found = context[key.toLowerCase()];
  const actual = found === undefined ? [] : typeof found === 'string' ? [found] : found;
  if (name === 'Null') return values.some(value => (value.toLowerCase() === 'true') === (actual.length === 0));

  const operator = parseOperator(name);
  if (!operator) return false;
  const { quantifier, compare, negated, ifExists } = operator;
  // A policy variable without a value is neither like nor unlike anything.
  const differs = (value: string) => values.every(wanted => isResolvable(wanted, context) && !compare(wanted, value, context));
  const satisfied = negated ? differs : (value: string) => values.some(wanted => compare(wanted, value, context));
  if (quantifier === 'ForAllValues') return actual.every(satisfied);
  if (actual.length === 0) return ifExists || (quantifier === undefined && negated);
  if (quantifier === undefined && negated) return actual.every(satisfied);
  return actual.some(satisfied);
}
