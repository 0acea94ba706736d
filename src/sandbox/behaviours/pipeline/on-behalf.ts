import { randomUUID } from 'node:crypto';
import { Fault } from '../../fault.ts';
import type { Operation } from '../../operation.ts';
import { roleIdentity } from '../../services/iam/authorize.ts';
import { ActionFailure, type ActionContext } from './action.ts';

/**
 * Calls an operation of another service as the action's role, its permission already checked. What the service refuses makes the action fail,
 * in the words in which the Java SDK passes a refusal on.
 */
export async function callOnBehalf(context: ActionContext, service: string, operation: Operation, input: object): Promise<object> {
  const identity = roleIdentity(context.world, { roleArn: context.roleArn, sessionName: context.execution.id });
  try {
    const call = { caller: identity.arn, identity, requestId: randomUUID(), context: {} };
    // The input is built for this very operation.
    return (await operation.run(context.world, input as never, call)) ?? {};
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const details = `Service: ${service}; Status Code: ${error.status}; Error Code: ${error.code}; Request ID: ${randomUUID()}; Proxy: null`;
    throw new ActionFailure('JobFailed', `${error.message} (${details})`);
  }
}
