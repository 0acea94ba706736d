import { isProblem, UserError } from '../errors.ts';
import type { Aws } from './aws.ts';
import { explain } from './explain.ts';

export interface Identity {
  readonly account: string;
  readonly partition: string;
  /** ARN of the caller. */
  readonly principal: string;
}

/** Nobody waits for minutes to hear that there is no way to AWS. */
const TIMEOUT_MS = 7500;

const ACCOUNT = /^\d{12}$/;
const ARN = /^arn:[\w-]+:/;

/**
 * Whose credentials these are; needs no permission. It is the first call, so whoever answers it as AWS would not, such as the sign-in page
 * of a network, is found out here.
 */
export async function whoAmI(sts: Aws['sts'], endpoint: string | undefined): Promise<Identity> {
  const { Account: account = '', Arn: principal = '' } = await callerOf(sts).catch((error: unknown) => {
    throw isProblem(explain(error), 'answerUnreadable') ? new UserError('notAws', { host: endpoint ?? 'AWS' }, { cause: error }) : error;
  });
  if (!ACCOUNT.test(account) || !ARN.test(principal)) throw new UserError('notAws', { host: endpoint ?? 'AWS' });
  return { account, principal, partition: principal.split(':')[1] || 'aws' };
}

async function callerOf(sts: Aws['sts']) {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  return sts.send(new GetCallerIdentityCommand({}), { requestTimeout: TIMEOUT_MS });
}
