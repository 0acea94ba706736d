import { StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { isTransient, nameIs } from './aws/errors.ts';
import type { Aws } from './aws/aws.ts';
import { refusalOf } from './aws/explain.ts';
import { UserError } from './errors.ts';
import { FAIL_AFTER } from './release/failure.ts';
import { commandFor, textOption, type Session } from './session.ts';
import { prompterOf } from './ui/prompter.ts';

/** What is done about a release that is bound to fail: `stop` it, `ask`, only `tell`, or look away (`never`). */
export type FailFast = 'stop' | 'ask' | 'tell' | 'never';

export function failFastOf({ options, interactive }: Pick<Session, 'options' | 'interactive'>): FailFast {
  if (options['failFast'] === false) return 'never';
  if (options['failFast'] === true || options.yes === true) return 'stop';
  return interactive ? 'ask' : 'tell';
}

const MOST = 100;

/** How many failures of one sort are enough. */
export function failAfterOf(session: Pick<Session, 'options'>): number {
  const given = textOption(session, 'failAfter');
  if (given === undefined) return FAIL_AFTER;
  const failAfter = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (failAfter < 1 || failAfter > MOST) throw new UserError('numberOption', { flag: '--fail-after', value: given, min: 1, max: MOST });
  return failAfter;
}

/** Whether a failing deployment is to be stopped: decided by flags, or by the person who watches. */
export async function mayStop(session: Session, failFast: FailFast): Promise<boolean> {
  const { output, messages } = session;
  if (failFast === 'tell') output.note(`  ${messages.release.notStopped({ command: commandFor(session, 'rollback') })}`);
  if (failFast !== 'ask') return failFast === 'stop';
  const answer = await prompterOf(session).select({
    message: messages.release.stopIt,
    initial: 'yes',
    choices: [
      { value: 'yes', name: messages.asking.yes },
      { value: 'no', name: messages.asking.no },
    ],
  });
  if (answer === 'no') output.note(messages.release.goesOn);
  return answer === 'yes';
}

/** What came of a stop. `unanswered`: the deployment may go on. `refused` names the action that is not allowed: it does go on. */
export type StopOutcome = 'stopped' | 'unanswered' | { readonly refused: string };

/** Stops a deployment; CodeDeploy leads traffic back. One that has ended meanwhile the next look tells of. */
export async function stopWithRollback({ codedeploy }: Aws, deploymentId: string): Promise<StopOutcome> {
  try {
    await codedeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
  } catch (error) {
    if (isTransient(error)) return 'unanswered';
    if (!nameIs(error, 'DeploymentAlreadyCompletedException')) return { refused: refusalOf(error) };
  }
  return 'stopped';
}
