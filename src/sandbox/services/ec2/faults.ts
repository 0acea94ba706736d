import { Fault } from '../../fault.ts';

export const missingParameter = (name: string): Fault => new Fault('MissingParameter', `The request must contain the parameter ${name}`);
export const invalidParameter = (message: string): Fault => new Fault('InvalidParameterValue', message);
export const dependencyViolation = (message: string): Fault => new Fault('DependencyViolation', message);
