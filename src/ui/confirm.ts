import { UserError } from '../errors.ts';
import type { Session } from '../session.ts';
import { createPrompter } from './prompter.ts';

/** Whether the plan that was shown may be carried out: by `--yes`, or asked; never assumed. */
export async function confirmPlan(session: Session, question: string = session.messages.ui.confirmApply): Promise<boolean> {
  const { options, interactive, io, messages, output } = session;
  if (options.yes === true) return true;
  if (!interactive) throw new UserError('confirmationMissing', { command: session.commandLine });
  const answer = await createPrompter({ input: io.stdin, output: io.stderr }).select({
    message: question,
    initial: 'yes',
    choices: [
      { value: 'yes', name: messages.asking.yes },
      { value: 'no', name: messages.asking.no },
    ],
  });
  if (answer === 'no') output.note(messages.ui.declined);
  return answer === 'yes';
}
