import { isDenied, refusalOf } from './aws/explain.ts';
import { markedArns } from './aws/marked-arns.ts';
import { sweep } from './engine/sweep.ts';
import type { State } from './engine/types.ts';
import type { Prepared } from './prepare.ts';
import { commandFor, type Session } from './session.ts';

/** What has our mark in all services, whatever its name. */
export interface MarkedSweep {
  /** Looks, and returns what is ours beside what is known. Where it may not look, it tells so and returns nothing more. */
  find(known: State['entries']): Promise<State['entries']>;
  /** ARNs with our mark that may not be looked at: the last look. */
  unseen(): readonly string[];
}

/** Each refusal is told once, however often it looks. */
export function createSweep(session: Session, { nodes, aws }: Pick<Prepared, 'nodes' | 'aws'>): MarkedSweep {
  const { output, messages } = session;
  let unseen: readonly string[] = [];
  const told = new Set<string>();
  const tell = (code: string, what: string, words: string): void => {
    if (told.has(what)) return;
    told.add(what);
    output.event({ type: 'note', code, what });
    output.note(words);
  };
  return {
    async find(known) {
      const arns = await markedArns(aws).catch((error: unknown) => {
        const what = refusalOf(error);
        tell('sweepRefused', what, messages.ui.sweepRefused({ what }));
        return [];
      });
      const swept = await sweep(nodes, known, aws, { arns, isRefused: isDenied });
      ({ unseen } = swept);
      const what = unseen.join(', ');
      if (what !== '') tell('sweepUnseen', what, messages.ui.sweepUnseen({ what, command: commandFor(session, 'destroy') }));
      return swept.entries;
    },
    unseen: () => unseen,
  };
}
