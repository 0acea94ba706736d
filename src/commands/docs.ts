import type { CommandResult, Session } from '../session.ts';

export async function docsCommand(_session: Session): Promise<CommandResult> { return undefined; }
