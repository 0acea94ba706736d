import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { isIP } from 'node:net';
import { wildcardsIn } from '../../load-balancer-pattern.ts';
import { checkRegex } from './regex.ts';
import { validationError } from './refusal.ts';

const FIELDS = ['host-header', 'path-pattern', 'http-header', 'http-request-method', 'query-string', 'source-ip'];
/** Fields that a rule may have in more than one condition. */
const REPEATABLE: ReadonlySet<string> = new Set(['http-header', 'query-string']);
const WITH_REGEX: ReadonlySet<string> = new Set(['host-header', 'path-pattern', 'http-header']);

const MOST_VALUES = 5;
const MOST_WILDCARDS = 6;
const LONGEST_VALUE = 128;
const LONGEST_NAME = 40;

/** Conditions in the form that AWS returns: path and host values both plain and in their Config. */
export function checkedConditions(conditions: readonly RuleCondition[] | undefined): RuleCondition[] {
  if (!conditions?.length) throw validationError('A condition must be specified');
  const checked = conditions.map(checkedCondition);
  const fields = conditions.map(({ Field = '' }) => Field).filter(field => !REPEATABLE.has(field));
  const repeated = fields.find((field, index) => fields.indexOf(field) !== index);
  if (repeated) throw validationError(`A rule can only have one '${repeated}' condition`);
  const values = checked.flatMap(condition => [...valuesOf(condition), ...regexValuesOf(condition)]);
  if (values.length > MOST_VALUES) throw validationError(`A rule can only have '${MOST_VALUES}' condition values`);
  const wildcards = checked.flatMap(valuesOf).reduce((sum, value) => sum + wildcardsIn(value), 0);
  if (wildcards > MOST_WILDCARDS) throw validationError(`A rule can only have '${MOST_WILDCARDS}' condition wildcards`);
  return checked;
}

function checkedCondition(condition: RuleCondition): RuleCondition {
  const { Field: field = '' } = condition;
  if (!FIELDS.includes(field)) throw validationError(`Condition field '${condition.Field}' must be one of '[${FIELDS.join(', ')}]'`);
  checkPlace(condition, field);
  const values = valuesOf(condition);
  const regexes = regexValuesOf(condition);
  if (values.length + regexes.length === 0) throw validationError('A condition value must be specified');
  if (regexes.length > 0 && !WITH_REGEX.has(field)) throw validationError(`The 'RegexValues' field is not compatible with '${field}'`);
  for (const regex of regexes) checkRegex(regex, LONGEST_VALUE);
  CHECKS[field]?.(values, condition);
  return completed(condition, field, values);
}

const CONFIGS: Readonly<Record<string, keyof RuleCondition>> = {
  'host-header': 'HostHeaderConfig',
  'path-pattern': 'PathPatternConfig',
  'http-header': 'HttpHeaderConfig',
  'http-request-method': 'HttpRequestMethodConfig',
  'query-string': 'QueryStringConfig',
  'source-ip': 'SourceIpConfig',
};

/** Refuses values where they do not belong: `Values` is for one path or host only, everything else has a Config of its own. */
function checkPlace(condition: RuleCondition, field: string): void {
  const config = CONFIGS[field] ?? 'Values';
  const isPlain = field === 'host-header' || field === 'path-pattern';
  const foreign = Object.values(CONFIGS).find(other => other !== config && condition[other] !== undefined);
  if (foreign) throw validationError(`The '${foreign}' field is not compatible with '${field}'`);
  if (!isPlain && condition.Values?.length) throw validationError(`The 'Values' field is not compatible with '${field}'`);
  if (!isPlain && !condition[config]) throw validationError(`A '${config}' must be specified with '${field}'`);
  if (!isPlain) return;
  if (condition[config] && condition.Values?.length && !sameValues(condition.Values, valuesOf(condition)))
    throw validationError(`You cannot provide both Values and '${config}' for a condition of type '${field}'`);
  if (!condition[config] && (condition.Values?.length ?? 0) > 1)
    throw validationError(`The '${field}' field contains too many values; the limit is '1'`);
}

const sameValues = (a: readonly string[], b: readonly string[]): boolean => JSON.stringify(a) === JSON.stringify(b);

function checkEach(values: readonly string[], what: string, allowed: RegExp, longest = LONGEST_VALUE): void {
  for (const value of values) {
    if (value.length === 0) throw validationError('A condition value cannot be empty');
    if (value.length > longest) throw validationError(`The '${what}' value is too long; the limit is '${longest}'`);
    if (!allowed.test(value)) throw validationError(`The '${what}' value '${value}' contains characters that are not valid`);
  }
}

const CHECKS: Readonly<Record<string, (values: readonly string[], condition: RuleCondition) => void>> = {
  'host-header': values => checkEach(values, 'host-header', /^[A-Za-z0-9.*?:-]+$/),
  'path-pattern': values => checkEach(values, 'path-pattern', /^[A-Za-z0-9_.$/~"'@:+&*?;()!,=%-]+$/),
  'http-header': (values, { HttpHeaderConfig }) => {
    const name = HttpHeaderConfig?.HttpHeaderName ?? '';
    if (name === '') throw validationError("A 'HttpHeaderName' must be specified in 'HttpHeaderConfig'");
    checkEach([name], 'HttpHeaderName', /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, LONGEST_NAME);
    if (name.toLowerCase() === 'host') throw validationError("The 'HttpHeaderName' cannot be 'Host'; use a 'host-header' condition");
    checkEach(values, 'http-header', /^[\x20-\x7e]+$/);
  },
  'http-request-method': values => {
    for (const value of values) {
      if (value.length > LONGEST_NAME) throw validationError(`The 'http-request-method' value is too long; the limit is '${LONGEST_NAME}'`);
      if (!/^[A-Z_-]+$/.test(value))
        throw validationError("The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and underscore");
    }
  },
  'query-string': (_values, { QueryStringConfig }) => {
    for (const { Key, Value } of QueryStringConfig?.Values ?? []) {
      if (!Value) throw validationError("A 'Value' must be specified in 'QueryStringKeyValuePair'");
      if (Key !== undefined) checkEach([Key], 'Key', /^[\x20-\x7e]+$/);
      checkEach([Value], 'Value', /^[\x20-\x7e]+$/);
    }
  },
  'source-ip': values => {
    for (const value of values) {
      const [address = '', bits = ''] = value.split('/');
      const most = isIP(address) === 6 ? 128 : 32;
      if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most)
        throw validationError(`The 'source-ip' value '${value}' must be in CIDR format`);
    }
  },
};

function completed(condition: RuleCondition, field: string, values: string[]): RuleCondition {
  if (values.length === 0) return condition;
  if (field === 'path-pattern') return { Field: field, Values: values, PathPatternConfig: { Values: values } };
  if (field === 'host-header') return { Field: field, Values: values, HostHeaderConfig: { Values: values } };
  return condition;
}

/** The values of a condition wherever they were given; a query string counts as `key=value`. */
export function valuesOf(condition: RuleCondition): string[] {
  const { PathPatternConfig, HostHeaderConfig, HttpHeaderConfig, HttpRequestMethodConfig, SourceIpConfig, QueryStringConfig } = condition;
  const query = QueryStringConfig?.Values?.map(pair => (pair.Key === undefined ? (pair.Value ?? '') : `${pair.Key}=${pair.Value ?? ''}`));
  const values = (PathPatternConfig ?? HostHeaderConfig ?? HttpHeaderConfig ?? HttpRequestMethodConfig ?? SourceIpConfig)?.Values ?? query;
  return [...(values ?? condition.Values ?? [])];
}

/** The regular expressions of a condition wherever they were given. */
export const regexValuesOf = ({ RegexValues, PathPatternConfig, HostHeaderConfig, HttpHeaderConfig }: RuleCondition): string[] => [
  ...((PathPatternConfig ?? HostHeaderConfig ?? HttpHeaderConfig)?.RegexValues ?? RegexValues ?? []),
];

/** The priority, if a rule can have it. */
export function checkedPriority(priority: number | undefined): number {
  if (priority === undefined || priority < 1 || priority > 50_000)
    throw validationError(`Priority '${priority}' must be between 1 and 50000`);
  return priority;
}
