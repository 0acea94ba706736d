import type { StaticOperationSchema } from '@smithy/types';
import type { Aws, Services } from '../aws/aws.ts';
import { isRead } from '../aws/clients.ts';
import { CLI_SERVICES } from './cli-words.ts';
import { markersIn } from './markers.ts';

/** A call that changes something, or that looks at what is not there yet. */
export interface RecordedCall {
  readonly service: keyof Services;
  readonly schema: StaticOperationSchema;
  readonly input: object;
}

interface SdkCommand {
  readonly schema: StaticOperationSchema;
  readonly input: object;
}

const NOT_THERE = /NotFound|DoesNotExist|NoSuch/;

/**
 * AWS, of which only what is there is read. What would change something is handed over, and so is what looks at things that only
 * the script will make; what is handed over is answered by `answer`. With `all`, looking
 * is handed over too.
 */
export function recordCalls(aws: Aws, answer: (call: RecordedCall) => unknown, all = false): Aws {
  const recording = (service: keyof Services) => ({
    reader: () => aws[service].reader(),
    async send(command: SdkCommand): Promise<unknown> {
      const { schema, input } = command;
      if (all || !isRead(schema[2]) || markersIn(input).length > 0) return answer({ service, schema, input });
      try {
        return await (aws[service].send as (command: object) => Promise<unknown>)(command);
      } catch (error) {
        // Of what the script makes there is nothing yet.
        if (error instanceof Error && NOT_THERE.test(error.name)) return {};
        throw error;
      }
    },
  });
  const services = Object.fromEntries((Object.keys(CLI_SERVICES) as (keyof Services)[]).map(service => [service, recording(service)]));
  return { ...aws, ...(services as unknown as Services) };
}
