import {
  InvalidParameterException$,
  OperationAbortedException$,
  ResourceAlreadyExistsException$,
  ResourceNotFoundException$,
} from '@aws-sdk/client-cloudwatch-logs';
import { fault, type Fault } from '../../fault.ts';

export const invalidParameter = (message: string): Fault => fault(InvalidParameterException$, message);

export const noSuchGroup = (): Fault => fault(ResourceNotFoundException$, 'The specified log group does not exist.');

export const noSuchStream = (): Fault => fault(ResourceNotFoundException$, 'The specified log stream does not exist.');

export const alreadyExists = (what: 'log group' | 'log stream'): Fault =>
  fault(ResourceAlreadyExistsException$, `The specified ${what} already exists`);

export const aborted = (message: string): Fault => fault(OperationAbortedException$, message);

export const badToken = (): Fault => invalidParameter('The specified nextToken is invalid.');
