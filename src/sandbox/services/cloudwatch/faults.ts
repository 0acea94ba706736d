import {
  InvalidNextToken$,
  InvalidParameterCombinationException$,
  InvalidParameterValueException$,
  MissingRequiredParameterException$,
  ResourceNotFound$,
} from '@aws-sdk/client-cloudwatch';
import { fault, Fault } from '../../fault.ts';

/** How CloudWatch refuses an alarm that makes no sense. */
export const invalidAlarm = (message: string): Fault => new Fault('ValidationError', message);

export const invalidParameter = (message: string): Fault => fault(InvalidParameterValueException$, message);

export const invalidCombination = (message: string): Fault => fault(InvalidParameterCombinationException$, message);

export const missingParameter = (message: string): Fault => fault(MissingRequiredParameterException$, message);

export const noSuchAlarm = (message: string): Fault => fault(ResourceNotFound$, message);

export const badToken = (): Fault => fault(InvalidNextToken$, 'The next token specified is invalid.');

/** What AWS does and the sandbox does not. */
export const notEmulated = (what: string): Fault => new Fault('NotImplemented', `The sandbox does not emulate ${what}.`, { status: 501 });
