import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { GetRoleCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import type { MiddlewareStack } from '@smithy/types';
import type { Aws } from '../../aws/aws.ts';
import { found, type Check, type CheckContext } from './check.ts';

const isRoot = (principal: string): boolean => principal.endsWith(':root');

/** Where the credentials come from, as far as the environment shows. */
const sourceOf = ({ aws }: CheckContext): string =>
  aws.sandbox
    ? 'sandbox'
    : aws.profile !== undefined
      ? `profile ${aws.profile}`
      : process.env['AWS_ACCESS_KEY_ID']
        ? 'AWS_ACCESS_KEY_ID'
        : 'AWS SDK';

const credentials: Check = {
  name: 'credentials',
  run: async context => {
    const { principal, account, notes } = context.aws;
    const conflict = notes.find(({ code }) => code === 'profileOverKeys');
    if (conflict) return found('warning', 'profileOverKeys', { profile: conflict.facts['profile'] ?? '', principal });
    if (isRoot(principal)) return found('warning', 'rootCaller', { account });
    return found('ok', 'caller', { principal, account, source: sourceOf(context) });
  },
};

/** A set-up takes about this long. */
const ENOUGH_MINUTES = 15;

const expiry: Check = {
  name: 'expiry',
  run: async ({ aws }) => {
    const { expiration, sessionToken } = await (await aws.sts.reader()).config.credentials();
    // Those of a session end, but whoever copies them into the environment seldom brings AWS_CREDENTIAL_EXPIRATION along.
    if (expiration === undefined) return found('ok', sessionToken === undefined ? 'lastForever' : 'lastUnknown', {});
    const left = Math.floor((expiration.getTime() - Date.now()) / 60_000);
    return left < ENOUGH_MINUTES
      ? found('warning', 'expireSoon', { minutes: String(left) })
      : found('ok', 'lastUntil', { minutes: String(left) });
  },
};

const region: Check = {
  name: 'region',
  run: async ({ aws, regionSource }) => found('ok', 'region', { region: aws.region, source: regionSource }),
};

/** AWS takes five minutes; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const REFUSED_SECONDS = 300;
const NOTICEABLE_SECONDS = 60;

const clock: Check = {
  name: 'clock',
  run: async ({ aws }) => {
    const theirs = await dateOf(aws);
    if (Number.isNaN(theirs)) return found('skipped', 'notReadable', { why: 'Date' });
    const seconds = Math.round(Math.abs(Date.now() - theirs) / 1000);
    const status = seconds >= REFUSED_SECONDS ? 'failed' : seconds >= NOTICEABLE_SECONDS ? 'warning' : 'ok';
    return found(status, status === 'ok' ? 'clockRight' : 'clockOff', { seconds: String(seconds) });
  },
};

/** The time that the server's answer carries. */
async function dateOf(aws: Aws): Promise<number> {
  const client = await aws.sts.reader();
  let date = '';
  const stack = client.middlewareStack as unknown as MiddlewareStack<object, object>;
  const name = 'dateOfAnswer';
  stack.add(
    next => async args => {
      const result = await next(args);
      date = (result.response as { headers?: Readonly<Record<string, string>> }).headers?.['date'] ?? '';
      return result;
    },
    { step: 'deserialize', name, priority: 'low', override: true },
  );
  try {
    await client.send(new GetCallerIdentityCommand({}));
  } finally {
    stack.remove(name);
  }
  return Date.parse(date);
}

/** So many actions are asked about at a time. */
const BATCH = 50;

const permissions: Check = {
  name: 'permissions',
  run: async ({ aws, nodes }) => {
    if (aws.sandbox) return found('skipped', 'rehearsalMayAll', {});
    if (isRoot(aws.principal)) return found('skipped', 'rootMayAll', {});
    const actions = [...new Set(nodes.flatMap(({ kind }) => [...kind.permissions.read, ...kind.permissions.write]))].sort();
    const PolicySourceArn = await policySource(aws);
    const batches = Array.from({ length: Math.ceil(actions.length / BATCH) }, (_, at) => actions.slice(at * BATCH, (at + 1) * BATCH));
    const replies = await Promise.all(
      batches.map(ActionNames => aws.iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames }))),
    );
    const results = replies.flatMap(({ EvaluationResults = [] }) => EvaluationResults);
    const decided = (decision: string): string =>
      listed(results.flatMap(one => (one.EvalDecision === decision ? (one.EvalActionName ?? '') : [])));
    if (decided('explicitDeny') !== '') return found('failed', 'forbidden', { actions: decided('explicitDeny') });
    if (decided('implicitDeny') !== '') return found('warning', 'notAllowed', { actions: decided('implicitDeny') });
    return found('ok', 'allAllowed', { count: String(actions.length) });
  },
};

/** More than a few say no more. */
const MOST_LISTED = 12;

const listed = (actions: readonly string[]): string =>
  actions.slice(0, MOST_LISTED).join(', ') + (actions.length > MOST_LISTED ? `, … (${actions.length})` : '');

/** IAM simulates users and roles; a session's role has a path that its ARN does not show (those of SSO do). */
async function policySource({ iam, principal }: Aws): Promise<string> {
  const RoleName = /:assumed-role\/([^/]+)/.exec(principal)?.[1];
  if (RoleName === undefined) return principal;
  return (await iam.send(new GetRoleCommand({ RoleName }))).Role?.Arn ?? principal;
}

/** Who we are, and what we may. */
export const callerChecks: readonly Check[] = [credentials, expiry, region, clock, permissions];
