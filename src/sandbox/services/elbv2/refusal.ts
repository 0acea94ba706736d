import { Fault } from '../../fault.ts';

/** The answer of Elastic Load Balancing to a member with a bad value; its model has no shape for it. */
export const validationError = (message: string): Fault => new Fault('ValidationError', message);
