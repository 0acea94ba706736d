import type { Plan } from '../engine/types.ts';
import { missingPermissions } from '../missing-permissions.ts';
import type { Prepared } from '../prepare.ts';
import { commandFor, type Session } from '../session.ts';
import { chooseSetting } from './choose-setting.ts';
import { prompterOf } from './prompter.ts';
import { yesNoChoices } from './question-words.ts';
import { reviewLines } from './review-lines.ts';

/** What somebody wants after the review. */
export type Verdict = { readonly is: 'create' | 'quit' } | { readonly is: 'change'; readonly prepared: Prepared };

/** The one screen before anything is made, below the plan: create, change a setting, save and quit, or see the AWS CLI commands. */
export async function review(session: Session, prepared: Prepared, plan: Plan): Promise<Verdict> {
  const { output, messages, colour } = session;
  const { wizard } = messages;
  output.note(`\n${colour.bold(wizard.reviewTitle)}`);
  reviewLines(prepared, plan, messages, await missingPermissions(prepared, plan, messages)).forEach(line => output.note(line));
  for (;;) {
    const [yes, no] = yesNoChoices(messages);
    const what = await prompterOf(session).select({
      message: wizard.whatNow,
      choices: [
        { value: 'create', name: wizard.create, keys: yes?.keys },
        { value: 'change', name: wizard.change },
        { value: 'quit', name: wizard.quit, keys: no?.keys },
        { value: 'commands', name: wizard.commands },
      ],
    });
    if (what === 'create') return { is: 'create' };
    if (what === 'quit') {
      await prepared.saveConfig();
      output.note(wizard.nothingMade({ command: commandFor(session, 'init') }));
      return { is: 'quit' };
    }
    if (what === 'commands') {
      await (await import('../print-cli/show-cli.ts')).showCli(session, prepared, plan);
      continue;
    }
    const answers = await chooseSetting(session, prepared);
    if (answers !== undefined) return { is: 'change', prepared: await prepared.again(answers) };
  }
}
