import { ANY, fitsGlob, ONE, type Glob } from '../../glob.ts';
import type { RequestContext } from './policy.ts';

/** `${aws:username}`, `${aws:username, 'default'}`, and `${*}`, `${?}`, `${$}` for the characters themselves. */
const TOKEN = /\$\{([^}]*)\}|\*|\?|[^*?$]+|\$/g;

function variable(expression: string, context: RequestContext): string | undefined {
  if (expression === '*' || expression === '?' || expression === '$') return expression;
  const [key = '', fallback] = expression.split(',').map(part => part.trim());
  const value = context[key.toLowerCase()];
  if (typeof value === 'string') return value;
  return fallback?.replaceAll(/^'|'$/g, '');
}

function pattern(text: string, context: RequestContext | undefined, wildcards: boolean): Glob | undefined {
  const glob: Glob[number][] = [];
  for (const [token, expression] of text.matchAll(TOKEN)) {
    if (expression !== undefined && context) {
      const value = variable(expression, context);
      if (value === undefined) return undefined;
      glob.push(...Array.from(value));
    } else if (wildcards && token === '*') glob.push(ANY);
    else if (wildcards && token === '?') glob.push(ONE);
    else glob.push(...Array.from(token));
  }
  return glob;
}

/** Options of a match: `context` fills in policy variables, `wildcards: false` compares the text as it is. */
export interface MatchOptions {
  readonly context?: RequestContext | undefined;
  readonly ignoreCase?: boolean;
  readonly wildcards?: boolean;
}

/** Whether `actual` is what `wanted` says, with `*` and `?`. A policy variable without a value matches nothing. */
export function matches(wanted: string, actual: string, options: MatchOptions = {}): boolean {
  const fold = (text: string): string => (options.ignoreCase === true ? text.toLowerCase() : text);
  const glob = pattern(wanted, options.context, options.wildcards ?? true);
  return (
    glob !== undefined &&
    fitsGlob(
      glob.map(part => (typeof part === 'string' ? fold(part) : part)),
      fold(actual),
    )
  );
}

/** Whether all policy variables of a text have a value. */
export const isResolvable = (text: string, context: RequestContext): boolean => pattern(text, context, true) !== undefined;

/** ARNs compare part by part: a `*` in the account does not reach into the resource. The resource is all that follows the fifth colon. */
export function matchesArn(wanted: string, actual: string, context?: RequestContext): boolean {
  const wantedParts = splitArn(wanted);
  const actualParts = splitArn(actual);
  return (
    wantedParts !== undefined &&
    actualParts !== undefined &&
    wantedParts.every((part, index) => matches(part, actualParts[index] ?? '', { context }))
  );
}

/** A colon inside `${…}` belongs to the variable. */
function splitArn(arn: string): readonly string[] | undefined {
  const parts = [''];
  for (const [token] of arn.matchAll(/\$\{[^}]*\}|[^]/g)) {
    if (token === ':' && parts.length < 6) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.length === 6 ? parts : undefined;
}

/** Condition keys that a text refers to as policy variables. */
export const referredKeys = (text: string): string[] =>
  [...text.matchAll(/\$\{([^}*?$]+)\}/g)].map(([, expression = '']) => (expression.split(',')[0] ?? '').trim());
