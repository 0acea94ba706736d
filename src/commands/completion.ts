import { SCRIPTS } from '../completion/scripts.ts';
import { UserError } from '../errors.ts';
import { SHELLS } from '../option-choices.ts';
import { textOption, type CommandResult, type Session } from '../session.ts';

/** Prints the script with which a shell completes our commands. */
export async function completionCommand(session: Session): Promise<CommandResult> {
  const value = textOption(session, 'shell') ?? '';
  const shell = SHELLS.find(one => one === value);
  if (shell === undefined) throw new UserError('optionChoice', { flag: 'completion', value, choices: SHELLS.join(', ') });
  session.output.printWhole(SCRIPTS[shell].trimEnd());
  session.output.event({ type: 'result', ok: true, shell, script: SCRIPTS[shell] });
  return undefined;
}
