import type { EventPattern } from './event-pattern.ts';
import { passes } from './matchers.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list counts as each of its elements. */
const elements = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value.flatMap(elements) : [value];

/** Whether the objects at this place of an event, taken together, match the pattern. */
function objectsMatch(pattern: EventPattern, objects: readonly Readonly<Record<string, unknown>>[]): boolean {
  const everyField = pattern.fields.every(([name, inside]) => {
    const values = objects.flatMap(object => (Object.hasOwn(object, name) ? elements(object[name]) : []));
    if ('fields' in inside) return objectsMatch(inside, values.filter(isRecord));
    const leaves = values.filter(value => !isRecord(value));
    return inside.some(matcher => passes(matcher, leaves));
  });
  return everyField && (pattern.alternatives.length === 0 || pattern.alternatives.some(alternative => objectsMatch(alternative, objects)));
}

/** Whether an event, the envelope included, matches the pattern. */
export const matchesPattern = (pattern: EventPattern, event: Readonly<Record<string, unknown>>): boolean => objectsMatch(pattern, [event]);
