import { Fault } from '../../fault.ts';

/** The answer of Elastic Load Balancing to a member with a bad value; its model has no shape for it. */
export const validationError = (message: string): Fault => new Fault('ValidationError', message);

/** What AWS would do and the sandbox does not. */
export const notEmulated = (what: string): Fault => new Fault('NotImplemented', `The sandbox does not emulate ${what}`, { status: 501 });
