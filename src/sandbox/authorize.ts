import { Fault } from './fault.ts';
import type { Operation, SandboxService } from './operation.ts';
import { operationShape } from './protocols/schema.ts';

/** The IAM actions that AWS checks for a call. */
export const actionsOf = (service: SandboxService, operation: Operation, input: object): readonly string[] => {
  const own = operation.action ?? `${service.actionPrefix ?? service.name}:${operationShape(operation.schema).name}`;
  // The input has been parsed by the operation's own schema: that is the type it asks for.
  return [...new Set([own, ...(operation.alsoNeeds?.(input as never) ?? [])])];
};

const escapeRegExp = (text: string): string => text.replaceAll(/[.?+^$()|[\]{}\\]/g, String.raw`\$&`);

const matches = (pattern: string, action: string): boolean =>
  new RegExp(`^${pattern.split('*').map(escapeRegExp).join('.*')}$`, 'i').test(action);

const accessDenied = (service: SandboxService, caller: string, action: string): Fault => {
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: * because no identity-based policy allows the ${action} action`;
  switch (service.protocol) {
    case 'json':
      return new Fault('AccessDeniedException', message);
    case 'ec2':
      return new Fault('UnauthorizedOperation', `You are not authorized to perform this operation. ${message}`, { status: 403 });
    case 'query':
    case 'rest-xml':
    default:
      return new Fault('AccessDenied', message, { status: 403 });
  }
};

/** Refuses what is not on the list of allowed actions; patterns may hold `*`. */
export const authorize = (allow: readonly string[], service: SandboxService, caller: string, actions: readonly string[]): void => {
  const denied = actions.find(action => !allow.some(pattern => matches(pattern, action)));
  if (denied !== undefined) throw accessDenied(service, caller, denied);
};
