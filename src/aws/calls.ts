import type { MiddlewareStack } from '@smithy/types';

/** One call of an AWS operation, however often it went out. */
export interface Call {
  /** IAM prefix of the service, with `operation` the name of the action: `ecs`, `elasticloadbalancing`. */
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly ms: number;
  readonly error?: unknown;
}

export type CallListener = (call: Call) => void;

const failedCalls = new WeakMap<object, string>();

/** The action (`ecs:CreateService`) of the call that failed with this error; undefined when it did not come from a call. */
export const actionOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null ? failedCalls.get(error) : undefined;

/** Tells each call of a client to a listener, and remembers with each error which call it came from. */
export function observeCalls(stack: MiddlewareStack<object, object>, service: string, listener: CallListener): void {
  stack.add(
    (next, context) => async args => {
      const operation = String(context.commandName).replace(/Command$/, '');
      const startedAt = Date.now();
      const begun = performance.now();
      const tell = (outcome: { error?: unknown }): void =>
        listener({ service, operation, input: args.input, startedAt, ms: performance.now() - begun, ...outcome });
      try {
        const reply = await next(args);
        tell({});
        return reply;
      } catch (error) {
        if (typeof error === 'object' && error !== null) failedCalls.set(error, `${service}:${operation}`);
        tell({ error });
        throw error;
      }
    },
    { step: 'initialize', name: 'observeCalls', priority: 'high', override: true },
  );
}
