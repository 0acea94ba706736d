import { UserError } from '../errors.ts';
import { callOf, type FailedCall } from './calls.ts';
import { areCredentialsRefused, isAmbiguous, isClockSkewed, isThrottled, isUnreachable, nameIs, partsOf } from './errors.ts';

type Parts = ReturnType<typeof partsOf>;
type Explanation = (error: unknown, parts: Parts, call: FailedCall) => UserError | undefined;

/**
 * What AWS (or the way there) said, as a problem that the user can do something about; undefined when the error did not come
 * from a call, and so is a bug of ours. A `UserError` is returned as it is. Clients made by `connect` note with each error which
 * call it came from; `operation` names it where another client was used.
 */
export function explain(error: unknown, operation?: string): UserError | undefined {
  if (error instanceof UserError) return error;
  const parts = partsOf(error);
  const noted = callOf(error);
  const fromCall = noted !== undefined || parts.status !== undefined || isUnreachable(error) || isAmbiguous(error);
  if (!fromCall) return undefined;
  const call = { ...noted, action: operation ?? noted?.action ?? '?' };
  for (const explanation of EXPLANATIONS) {
    const explained = explanation(error, parts, call);
    if (explained) return explained;
  }
  return new UserError('awsRefused', { action: call.action, error: parts.Code ?? parts.name, message: parts.message }, { cause: error });
}

const clockSkew: Explanation = error =>
  isClockSkewed(error) ? new UserError('clockSkew', { seconds: secondsOff(error) }, { cause: error }) : undefined;

const EXPIRED = ['ExpiredToken', 'TokenRefreshRequired'];

const credentials: Explanation = (error, { Code, name, message }) => {
  if (nameIs(error, ...EXPIRED)) return new UserError('credentialsExpired', { error: Code ?? name }, { cause: error });
  return areCredentialsRefused(error) ? new UserError('credentialsRefused', { error: Code ?? name, message }, { cause: error }) : undefined;
};

const DENIED = ['AccessDenied', 'UnauthorizedOperation', 'NotAuthorized', 'Forbidden', 'AuthorizationError'];

/** Whether AWS says that the caller may not do it. */
export function isDenied(error: unknown): boolean {
  const { message, status } = partsOf(error);
  return nameIs(error, ...DENIED) || (status === 403 && /not authorized to perform/.test(message));
}

const denial: Explanation = (error, { message }, call) => (isDenied(error) ? denied(message, call, error) : undefined);

/** The IAM action that a refusal is about. */
export const deniedAction = (message: string): string | undefined => /not authorized to perform:? "?([a-z0-9-]+:\w+)/i.exec(message)?.[1];

/** What a call that one can do without was refused for: the missing action, else the code. Throws what ends everything: refused credentials, bugs of ours. */
export function refusalOf(error: unknown): string {
  const problem = explain(error);
  if (problem === undefined || areCredentialsRefused(error)) throw error;
  return 'action' in problem.facts ? problem.facts.action : problem.code;
}

/** `User: ARN is not authorized to perform: ACTION on resource: ARN with an explicit deny in a service control policy` */
export function denied(message: string, { action, principal }: Pick<FailedCall, 'action' | 'principal'>, error?: unknown): UserError {
  const facts = {
    action: deniedAction(message) ?? action,
    resource: /on (?:the )?resource:? "?([^\s"]+?)"?(?=\s|,|\.?$)/i.exec(message)?.[1] ?? '*',
    principal: /User: (\S+) is not/i.exec(message)?.[1] ?? principal ?? '?',
  };
  const policy = /with an explicit deny in (?:an? |the )?([^.:]+?)(?=[.:]|$)/i.exec(message)?.[1];
  return policy === undefined
    ? new UserError('accessDenied', facts, { cause: error })
    : new UserError('explicitDeny', { ...facts, policy: policy.trim() }, { cause: error });
}

const throttling: Explanation = (error, _parts, { action, seconds = 0 }) =>
  isThrottled(error) ? new UserError('throttled', { action, seconds }, { cause: error }) : undefined;

/** What the SDK adds to its own failure to read an answer. */
const DESERIALIZATION = /deserialization error/i;

/** Other emulators answer what they do not know with 501, 405, a page of HTML, or a code of their own. */
const missingOperation: Explanation = (error, { status, message }, { action, endpoint }) => {
  const isUnknown =
    status === 501 ||
    status === 405 ||
    nameIs(error, 'NotImplemented', 'UnknownOperation', 'InvalidAction') ||
    DESERIALIZATION.test(message) ||
    /not (yet )?(been )?implemented/i.test(message);
  return isUnknown && endpoint !== undefined ? new UserError('notImplemented', { action, endpoint }, { cause: error }) : undefined;
};

/** The call arrived and was taken, but what came back is not what AWS sends: another emulator's dates, a proxy's page. */
const unreadable: Explanation = (error, { status = 0, message }, { action, endpoint = 'AWS' }) => {
  const isUnreadable = status >= 200 && status < 300 && DESERIALIZATION.test(message);
  return isUnreadable ? new UserError('answerUnreadable', { action, endpoint }, { cause: error }) : undefined;
};

const QUOTA = /(LimitExceeded|QuotaExceeded|LimitExceededFault|^TooMany(?!Requests)\w+)(Exception)?$/;

const quota: Explanation = (error, { name, Code, message }, { action }) => {
  const code = Code ?? name;
  // One deployment at a time is a state of the deployment group, not a quota of the account.
  const isQuota = QUOTA.test(code) && !nameIs(error, 'DeploymentLimitExceeded');
  return isQuota ? new UserError('quotaReached', { action, error: code, message }, { cause: error }) : undefined;
};

const network: Explanation = (error, { name, code, status }, { endpoint, sandbox }) => {
  if (status !== undefined || !(isUnreachable(error) || isAmbiguous(error))) return undefined;
  if (sandbox === true) return new UserError('sandboxGone', { endpoint: endpoint ?? '', error: code ?? name }, { cause: error });
  const { hostname, address } = error as { hostname?: string; address?: string };
  return new UserError('unreachable', { host: hostname ?? endpoint ?? address ?? 'AWS', error: code ?? name }, { cause: error });
};

const EXPLANATIONS: readonly Explanation[] = [clockSkew, credentials, denial, throttling, unreadable, missingOperation, quota, network];

/** How far our clock is from that of the server which refused, as its answer's date shows; zero where it shows none. */
function secondsOff(error: unknown): number {
  const { $response } = error as { $response?: { headers?: Readonly<Record<string, string>> } };
  const theirs = Date.parse($response?.headers?.['date'] ?? '');
  return Number.isNaN(theirs) ? 0 : Math.round((Date.now() - theirs) / 1000);
}
