import type { MiddlewareStack } from '@smithy/types';
import { UserError } from '../errors.ts';

/** Whether a host is this machine. */
export const isLoopback = (host: string): boolean => /^(127(\.\d{1,3}){3}|localhost|\[?::1\]?)$/.test(host);

/** Lets no request of a client leave this machine, whatever endpoint was resolved for it. */
export function keepLocal(stack: MiddlewareStack<object, object>, service: string): void {
  stack.add(
    next => args => {
      const { hostname = '' } = args.request as { hostname?: string };
      if (!isLoopback(hostname)) throw new UserError('endpointNotLocal', { service, host: hostname });
      return next(args);
    },
    { step: 'finalizeRequest', name: 'keepLocal', priority: 'high', override: true },
  );
}
