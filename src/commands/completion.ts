import type { CommandResult, Session } from '../session.ts';

export async function completionCommand(_session: Session): Promise<CommandResult> { return undefined; }
