import { explain } from '../../aws/explain.ts';
import { problemsIn } from '../../problems.ts';
import { UserError } from '../../errors.ts';
import { accountChecks } from './account.ts';
import { callerChecks } from './caller.ts';
import { found, foundProblem, type Check, type CheckContext, type CheckName, type Finding } from './check.ts';
import { healthCheck } from './health-check.ts';
import { liveChecks } from './live.ts';
import { resources } from './resources.ts';
import { surroundingChecks } from './surroundings.ts';

/** Every check, in the order in which they are shown. */
export const CHECKS: readonly Check[] = [...callerChecks, ...accountChecks, ...surroundingChecks, resources, ...liveChecks, healthCheck];

export interface Checked {
  readonly name: CheckName;
  readonly findings: readonly Finding[];
}

/** Runs all checks at once; each only reads. What a check may not read is no failure: it is skipped, and says so. */
export const runChecks = (context: CheckContext): Promise<readonly Checked[]> =>
  Promise.all(CHECKS.map(async check => ({ name: check.name, findings: await findingsOf(check, context) })));

async function findingsOf(check: Check, context: CheckContext): Promise<readonly Finding[]> {
  if (check.needs?.some(id => context.state.entries[id]?.outputs === undefined) === true) return [found('skipped', 'notMade', {})];
  try {
    return [await check.run(context)].flat();
  } catch (error) {
    return findingsOfError(error);
  }
}

/** What went wrong with a look, as findings; a bug of ours flies on. */
export function findingsOfError(error: unknown): readonly Finding[] {
  const problems = problemsIn(error).map(one => explain(one));
  if (problems.some(problem => problem === undefined)) throw error;
  return problems.filter(problem => problem !== undefined).map(findingOf);
}

function findingOf(problem: UserError): Finding {
  const unreadable = [
    'accessDenied',
    'explicitDeny',
    'throttled',
    'unreachable',
    'sandboxGone',
    'notImplemented',
    'answerUnreadable',
    'awsRefused',
  ];
  const { action, message } = problem.facts as { action?: string; message?: string };
  if (unreadable.includes(problem.code))
    return found('skipped', 'notReadable', { why: [action, message].filter(Boolean).join(': ') || problem.code });
  return foundProblem(problem);
}
