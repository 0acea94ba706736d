import { UserError } from './errors.ts';
import { textOption, type Session } from './session.ts';

/** When a command that brings a version live returns: `--wait`. */
export function waitOption(session: Session): 'traffic' | 'complete' | 'none' {
  const wait = textOption(session, 'wait') ?? 'traffic';
  if (wait === 'traffic' || wait === 'complete' || wait === 'none') return wait;
  throw new UserError('optionChoice', { flag: '--wait', value: wait, choices: 'traffic, complete, none' });
}
