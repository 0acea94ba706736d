import { rm } from 'node:fs/promises';
import type { Session } from './session.ts';
import { statePath, textOf, writeText } from './workspace.ts';

/**
 * What a rollback was about, written before it begins and removed when it has ended: after a crash the same command goes on with it
 * instead of going back one version further.
 */
export interface RollbackNote {
  /** Revisions: what served, and what is to serve. */
  readonly from: string;
  readonly to: string;
  readonly since: string;
}

/** An older note is of a run that nobody will go on with. */
const VALID_HOURS = 24;

const notePath = (session: Session): string => statePath(session).replace(/\.state\.json$/, '.rollback.json');

/** The rollback that did not come to its end, if there is one. */
export async function readNote(session: Session): Promise<RollbackNote | undefined> {
  const text = await textOf(notePath(session));
  try {
    const note = JSON.parse(text ?? '') as RollbackNote;
    return Date.now() - Date.parse(note.since) < VALID_HOURS * 3_600_000 ? note : undefined;
  } catch {
    return undefined;
  }
}

export const writeNote = (session: Session, note: RollbackNote): Promise<void> => writeText(notePath(session), JSON.stringify(note));

export const removeNote = (session: Session): Promise<void> => rm(notePath(session), { force: true });
