import { UserError } from '../errors.ts';
import type { Session } from '../session.ts';
import { prompterOf } from './prompter.ts';
import { yesNoChoices } from './question-words.ts';

/** What is asked before a plan is carried out, and what Enter answers. */
export interface Confirmation {
  readonly question: string;
  readonly initial: 'yes' | 'no';
}

/** Whether the plan that was shown may be carried out: by `--yes`, or asked; never assumed. */
export async function confirmPlan(
  session: Session,
  { question, initial }: Confirmation = { question: session.messages.ui.confirmApply, initial: 'yes' },
): Promise<boolean> {
  const { options, interactive, messages, output } = session;
  if (options.yes === true) return true;
  if (!interactive) throw new UserError('confirmationMissing', { command: session.commandLine });
  const answer = await prompterOf(session).select({
    message: question,
    initial,
    choices: yesNoChoices(messages, ['yes', 'no']),
  });
  if (answer === 'no') output.note(messages.ui.declined);
  return answer === 'yes';
}
