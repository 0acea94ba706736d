import type { Change, Outputs, Reporter } from '../engine/types.ts';
import { fit } from './columns.ts';
import { createLiveLine, type LiveLineSession } from './live-line.ts';
import { noteWords } from './note-words.ts';
import { isChange, nameOf } from './plan-view.ts';

/**
 * A reporter that shows a run: a line that lives while something is at work, and a lasting line for each thing that is done. `total` is the
 * number of changes. `close` ends the live line.
 */
export function createProgress(session: LiveLineSession, total: number): Reporter & { close(): void } {
  const { output, messages, colour, io } = session;
  /** What stays beside the mark. */
  const width = (io.stderr.columns ?? Number.POSITIVE_INFINITY) - 2;
  const live = createLiveLine(session);
  const working = new Map<string, string>();
  let done = 0;

  const refresh = (): void => {
    const now = [...working].map(([id, note]) => (note === '' ? id : `${id} (${note})`)).join(', ');
    if (now === '') return live.clear();
    live.show(`${done}/${total} · ${now}`);
  };
  const tell = (change: Change, status: string, more: { readonly seconds?: number } = {}): void => {
    if (isChange(change)) output.event({ type: 'resource', id: change.id, kind: change.type, action: change.action, status, ...more });
  };
  const finish = (change: Change): void => {
    working.delete(change.id);
    // What goes because something else has taken its place is not counted in the plan.
    if (isChange(change)) done = Math.min(done + 1, total);
  };

  return {
    starting(change) {
      working.set(change.id, '');
      tell(change, 'started');
      refresh();
    },
    note(change, code, facts) {
      working.set(change.id, noteWords(messages, code, facts));
      output.event({ type: 'note', id: change.id, code, ...facts });
      refresh();
    },
    made(change: Change, _outputs: Outputs) {
      tell(change, 'made');
    },
    done(change, seconds) {
      finish(change);
      tell(change, 'done', { seconds });
      const time = seconds >= 1 ? ` ${Math.round(seconds)}s` : '';
      const what = fit(`${messages.ui.did[change.action]} ${change.type} ${nameOf(change)}`, width - time.length);
      if (isChange(change)) live.print(`${colour.green('✔')} ${what}${colour.dim(time)}`);
      refresh();
    },
    failed(change) {
      finish(change);
      tell(change, 'failed');
      live.print(`${colour.red('✖')} ${fit(`${change.type} ${nameOf(change)}`, width)}`);
      refresh();
    },
    skipped(change) {
      working.delete(change.id);
      tell(change, 'skipped');
      refresh();
    },
    close: () => live.close(),
  };
}
