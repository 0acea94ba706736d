import { TestEventPattern$, type TestEventPatternRequest, type TestEventPatternResponse } from '@aws-sdk/client-eventbridge';
import { operation } from '../../operation.ts';
import { parseEventPattern } from './event-pattern.ts';
import { matchesPattern } from './matches-pattern.ts';
import { invalid } from './rule.ts';

/** Members an event must have for TestEventPattern. */
const ENVELOPE = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

function parseEvent(text: string): Readonly<Record<string, unknown>> {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    throw invalid('Parameter Event is not valid. Reason: Event is not valid JSON.');
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    throw invalid('Parameter Event is not valid. Reason: Event is not an object.');
  const record: Readonly<Record<string, unknown>> = { ...event };
  const missing = ENVELOPE.find(name => !(name in record));
  if (missing !== undefined) throw invalid(`Parameter Event is not valid. Reason: ${missing} is a required field.`);
  return record;
}

export const testEventPattern = operation(TestEventPattern$, (_world, input: TestEventPatternRequest): TestEventPatternResponse => ({
  Result: matchesPattern(parseEventPattern(input.EventPattern ?? ''), parseEvent(input.Event ?? '')),
}));
