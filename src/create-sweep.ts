import type { State } from './engine/types.ts';
import type { Prepared } from './prepare.ts';
import { commandFor, type Session } from './session.ts';
import { sweepMarked } from './sweep-marked.ts';
import { note } from './ui/note.ts';

/** What has our mark in all services, whatever its name. */
export interface MarkedSweep {
  /** Looks, and returns what is ours beside what is known. Where it may not look, it tells so and returns nothing more. */
  find(known: State['entries']): Promise<State['entries']>;
  /** ARNs with our mark that may not be looked at: the last look. */
  unseen(): readonly string[];
}

/** Each refusal is told once, however often it looks. */
export function createSweep(session: Session, prepared: Pick<Prepared, 'nodes' | 'aws'>): MarkedSweep {
  let unseen: readonly string[] = [];
  const told = new Set<string>();
  const report = (code: string, facts: Readonly<Record<string, string>>): void => {
    const words = JSON.stringify([code, facts]);
    if (!told.has(words)) note(session, code, facts);
    told.add(words);
  };
  return {
    async find(known) {
      const swept = await sweepMarked(prepared, known, what => report('sweepRefused', { what }));
      ({ unseen } = swept);
      if (unseen.length > 0) report('sweepUnseen', { what: unseen.join(', '), command: commandFor(session, 'destroy') });
      return swept.entries;
    },
    unseen: () => unseen,
  };
}
