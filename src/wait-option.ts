import { RELEASE_WAITS, WAITS } from './option-choices.ts';
import { choiceOption, type Session } from './session.ts';

type Wait = (typeof WAITS)[number];

/** When a rollback returns: `--wait`. */
export const waitOption = (session: Session): Wait => choiceOption(session, 'wait', WAITS, 'traffic');

/** When a release returns. Until its alarms had their say, where nobody says otherwise: an exit code of 0 that is taken back a minute later is none to trust. */
export const releaseWaitOption = (session: Session): Wait | 'alarms' => choiceOption(session, 'wait', RELEASE_WAITS, 'alarms');
