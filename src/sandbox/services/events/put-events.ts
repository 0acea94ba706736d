import {
  PutEvents$,
  type PutEventsRequest,
  type PutEventsRequestEntry,
  type PutEventsResponse,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { deliver } from './deliver.ts';
import { checkBus, invalid } from './rule.ts';

const isRequired = (name: string): PutEventsResultEntry => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
});

function parseDetail(text: string): Record<string, unknown> | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? { ...detail } : undefined;
  } catch {
    return undefined;
  }
}

function putEvent(world: World, entry: PutEventsRequestEntry): PutEventsResultEntry {
  checkBus(world, entry.EventBusName);
  if (!entry.Source) return isRequired('Source');
  if (!entry.DetailType) return isRequired('DetailType');
  if (!entry.Detail) return isRequired('Detail');
  if (entry.Source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  const detail = parseDetail(entry.Detail);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const event = { source: entry.Source, detailType: entry.DetailType, resources: entry.Resources ?? [], detail };
  return { EventId: deliver(world, event, entry.Time) };
}

export const putEvents = operation(PutEvents$, (world, input: PutEventsRequest): PutEventsResponse => {
  const entries = input.Entries ?? [];
  if (entries.length < 1 || entries.length > 10) {
    throw invalid(
      "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10, inclusive.",
    );
  }
  const results = entries.map(entry => putEvent(world, entry));
  return { Entries: results, FailedEntryCount: results.filter(result => result.ErrorCode !== undefined).length };
});
