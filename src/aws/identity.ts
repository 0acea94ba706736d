import type { Aws } from './aws.ts';

export interface Identity {
  readonly account: string;
  readonly partition: string;
  /** ARN of the caller. */
  readonly principal: string;
}

/** Whose credentials these are; needs no permission. */
export async function whoAmI(sts: Aws['sts']): Promise<Identity> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const { Account: account = '', Arn: principal = '' } = await sts.send(new GetCallerIdentityCommand({}));
  return { account, principal, partition: principal.split(':')[1] || 'aws' };
}
