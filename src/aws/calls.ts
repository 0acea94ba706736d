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

/** Where calls go, and who makes them. */
export interface Origin {
  /** Address of the server when it is not AWS. */
  readonly endpoint?: string | undefined;
  /** That server is the project's own sandbox. */
  readonly sandbox?: boolean | undefined;
  /** ARN of the caller, once it is known. */
  readonly principal?: string | undefined;
}

export interface FailedCall extends Origin {
  /** `ecs:CreateService` */
  readonly action: string;
  /** From the first try to the last. */
  readonly seconds?: number;
}

const failedCalls = new WeakMap<object, FailedCall>();

/** The call that failed with this error; undefined when it did not come from a call. */
export const callOf = (error: unknown): FailedCall | undefined =>
  typeof error === 'object' && error !== null ? failedCalls.get(error) : undefined;

/** Tells each call of a client to a listener, and remembers with each error which call it came from. */
export function observeCalls(stack: MiddlewareStack<object, object>, service: string, listener: CallListener, origin: () => Origin): void {
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
        if (typeof error === 'object' && error !== null) {
          const seconds = Math.round((performance.now() - begun) / 1000);
          failedCalls.set(error, { action: `${service}:${operation}`, seconds, ...origin() });
        }
        tell({ error });
        throw error;
      }
    },
    { step: 'initialize', name: 'observeCalls', priority: 'high', override: true },
  );
}
