import { InvalidParameterException$, PaginationTokenExpiredException$ } from '@aws-sdk/client-resource-groups-tagging-api';
import { fault, type Fault } from '../../fault.ts';

export const invalidParameter = (message: string): Fault => fault(InvalidParameterException$, message);

export const tokenExpired = (): Fault =>
  fault(PaginationTokenExpiredException$, 'The pagination token is not valid or has expired: it can be used for 15 minutes.');
