import { RELEASE_WAITS, WAITS } from './option-choices.ts';
import { UserError } from './errors.ts';
import { textOption, type Session } from './session.ts';

type Wait = (typeof WAITS)[number];

/** When a rollback returns: `--wait`. */
export const waitOption = (session: Session): Wait => choose(session, WAITS, 'traffic');

/** When a release returns. Until its alarms had their say, where nobody says otherwise: an exit code of 0 that is taken back a minute later is none to trust. */
export const releaseWaitOption = (session: Session): Wait | 'alarms' => choose(session, RELEASE_WAITS, 'alarms');

function choose<T extends string>(session: Session, choices: readonly T[], usual: T): T {
  const given = textOption(session, 'wait') ?? usual;
  const chosen = choices.find(choice => choice === given);
  if (chosen === undefined) throw new UserError('optionChoice', { flag: '--wait', value: given, choices: choices.join(', ') });
  return chosen;
}
