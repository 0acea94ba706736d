import { InvalidEventPatternException$ } from '@aws-sdk/client-eventbridge';
import { fault } from '../../fault.ts';
import { isMatcher, type Matcher } from './matchers.ts';

/** A parsed event pattern: fields lead to lists of matchers or to patterns of what is inside them. */
export interface EventPattern {
  readonly fields: readonly (readonly [name: string, inside: readonly Matcher[] | EventPattern])[];
  /** `$or`: at least one of these holds as well. */
  readonly alternatives: readonly EventPattern[];
}

const invalid = (reason: string): Error => fault(InvalidEventPatternException$, `Event pattern is not valid. Reason: ${reason}`);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseMatchers(name: string, list: readonly unknown[]): readonly Matcher[] {
  if (list.length === 0) throw invalid(`Empty arrays are not allowed at "${name}"`);
  return list.map(item => {
    if (!isMatcher(item))
      throw invalid(`Unrecognized match type ${isRecord(item) ? Object.keys(item)[0] : JSON.stringify(item)} at "${name}"`);
    return item;
  });
}

function parseObject(value: Readonly<Record<string, unknown>>): EventPattern {
  const fields: (readonly [string, readonly Matcher[] | EventPattern])[] = [];
  const alternatives: EventPattern[] = [];
  for (const [name, inside] of Object.entries(value)) {
    if (name === '$or' && Array.isArray(inside) && inside.every(isRecord)) alternatives.push(...inside.map(parseObject));
    else if (Array.isArray(inside)) fields.push([name, parseMatchers(name, inside)]);
    else if (isRecord(inside)) fields.push([name, parseObject(inside)]);
    else throw invalid(`"${name}" must be an object or an array`);
  }
  if (fields.length + alternatives.length === 0) throw invalid('Empty objects are not allowed');
  return { fields, alternatives };
}

/** Reads the JSON text of an event pattern, or refuses it as EventBridge does. */
export function parseEventPattern(text: string): EventPattern {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('Filter is not valid JSON');
  }
  if (!isRecord(value)) throw invalid('Filter is not an object');
  return parseObject(value);
}
