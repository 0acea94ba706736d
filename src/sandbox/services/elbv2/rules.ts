import { type RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { validationError } from './refusal.ts';

const FIELDS = ['host-header', 'path-pattern', 'http-header', 'http-request-method', 'query-string', 'source-ip'];

/** Conditions in the form that AWS returns: path and host values both plain and in their Config. */
export function checkedConditions(conditions: readonly RuleCondition[] | undefined): RuleCondition[] {
  if (!conditions?.length) throw validationError('A condition must be specified');
  return conditions.map(condition => {
    if (!FIELDS.includes(condition.Field ?? ''))
      throw validationError(`Condition field '${condition.Field}' must be one of '[${FIELDS.join(', ')}]'`);
    if (JSON.stringify(condition).includes('RegexValues'))
      throw validationError('The sandbox does not emulate regular expressions in conditions');
    return completed(condition);
  });
}

function completed(condition: RuleCondition): RuleCondition {
  const values = valuesOf(condition);
  if (values.length === 0) throw validationError(`A condition value must be specified for '${condition.Field}'`);
  if (condition.Field === 'path-pattern') return { Field: condition.Field, Values: values, PathPatternConfig: { Values: values } };
  if (condition.Field === 'host-header') return { Field: condition.Field, Values: values, HostHeaderConfig: { Values: values } };
  return condition;
}

/** The values of a condition wherever they were given; a query string counts as `key=value`. */
export function valuesOf(condition: RuleCondition): string[] {
  const { PathPatternConfig, HostHeaderConfig, HttpHeaderConfig, HttpRequestMethodConfig, SourceIpConfig, QueryStringConfig } = condition;
  const query = QueryStringConfig?.Values?.map(pair => (pair.Key === undefined ? (pair.Value ?? '') : `${pair.Key}=${pair.Value ?? ''}`));
  const values = (PathPatternConfig ?? HostHeaderConfig ?? HttpHeaderConfig ?? HttpRequestMethodConfig ?? SourceIpConfig)?.Values ?? query;
  return [...(values ?? condition.Values ?? [])];
}

/** The priority, if a rule can have it. */
export function checkedPriority(priority: number | undefined): number {
  if (priority === undefined || priority < 1 || priority > 50_000)
    throw validationError(`Priority '${priority}' must be between 1 and 50000`);
  return priority;
}
