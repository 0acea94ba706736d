import {
  DeleteConflictException$,
  EntityAlreadyExistsException$,
  InvalidInputException$,
  LimitExceededException$,
  MalformedPolicyDocumentException$,
  NoSuchEntityException$,
  UnmodifiableEntityException$,
} from '@aws-sdk/client-iam';
import { fault, type Fault } from '../../fault.ts';
import { PolicyError } from './policy-document.ts';

export const noSuchEntity = (message: string): Fault => fault(NoSuchEntityException$, message);
export const entityAlreadyExists = (message: string): Fault => fault(EntityAlreadyExistsException$, message);
export const deleteConflict = (message: string): Fault => fault(DeleteConflictException$, message);
export const invalidInput = (message: string): Fault => fault(InvalidInputException$, message);
export const limitExceeded = (message: string): Fault => fault(LimitExceededException$, message);
export const unmodifiable = (message: string): Fault => fault(UnmodifiableEntityException$, message);

/** Turns a refused policy into IAM's error. */
export function orMalformed<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (error instanceof PolicyError) throw fault(MalformedPolicyDocumentException$, error.message);
    throw error;
  }
}
