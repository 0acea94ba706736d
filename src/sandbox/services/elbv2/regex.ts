import { validationError } from './refusal.ts';

/** What the regular expressions of AWS's load balancers do not know: look-around, back references, atomic groups, recursion, Unicode classes. */
const NOT_SUPPORTED = /\(\?(?:[=!>R0-9&]|<[=!])|\\[1-9]|\\[pP]\{|[*+?}]\+/;

/**
 * Refuses a regular expression that a load balancer cannot use.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export function checkRegex(regex: string, longest: number): void {
  if (regex.length > longest) throw validationError(`The regular expression is too long; the limit is '${longest}'`);
  if (NOT_SUPPORTED.test(regex) || !compiles(regex)) throw validationError(`The regular expression '${regex}' is not valid`);
}

function compiles(regex: string): boolean {
  try {
    return new RegExp(regex) instanceof RegExp;
  } catch {
    return false;
  }
}
