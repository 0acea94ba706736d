import type { ChalkInstance } from 'chalk';
import type { Change, Outputs, Reporter } from '../engine/types.ts';
import type { Messages } from '../i18n/index.ts';
import { fit } from './columns.ts';
import { safe, type Output } from './output.ts';
import { isChange, nameOf } from './plan-view.ts';
import { createLiveLine, type LiveLine } from './live-line.ts';

export interface ProgressOptions {
  readonly output: Output;
  readonly messages: Messages;
  readonly colour: ChalkInstance;
  readonly stderr: NodeJS.WriteStream;
  /** How many changes there are in all. */
  readonly total: number;
}

/** A reporter that shows a run: a line that lives while something is at work, and a lasting line for each thing that is done. `close` ends the live line. */
export function createProgress({ output, messages, colour, stderr, total }: ProgressOptions): Reporter & { close(): void } {
  const live: LiveLine = createLiveLine({ output, stderr, messages });
  const working = new Map<string, string>();
  let done = 0;

  const refresh = (): void => {
    const now = [...working].map(([id, note]) => (note === '' ? id : `${id} (${note})`)).join(', ');
    if (now === '') return live.clear();
    live.show(fit(`${done}/${total} · ${now}`, (stderr.columns ?? 80) - 4));
  };
  const finish = (change: Change): void => {
    working.delete(change.id);
    if (isChange(change)) done += 1;
  };

  return {
    starting(change) {
      working.set(change.id, '');
      if (isChange(change)) output.event({ type: 'resource', id: change.id, kind: change.type, action: change.action, status: 'started' });
      refresh();
    },
    note(change, code, facts) {
      const words = noteWords(messages, code, facts);
      working.set(change.id, words);
      output.event({ type: 'note', id: change.id, code, ...facts });
      refresh();
    },
    made(change: Change, _outputs: Outputs) {
      if (isChange(change)) output.event({ type: 'resource', id: change.id, kind: change.type, action: change.action, status: 'made' });
    },
    done(change, seconds) {
      finish(change);
      if (isChange(change)) {
        output.event({ type: 'resource', id: change.id, kind: change.type, action: change.action, status: 'done', seconds });
        live.print(
          `${colour.green('✔')} ${messages.ui.did[change.action]} ${change.type} ${nameOf(change)}${seconds >= 1 ? colour.dim(` ${Math.round(seconds)}s`) : ''}`,
        );
      }
      refresh();
    },
    failed(change) {
      finish(change);
      output.event({ type: 'resource', id: change.id, kind: change.type, action: change.action, status: 'failed' });
      live.print(`${colour.red('✖')} ${change.type} ${nameOf(change)}`);
      refresh();
    },
    skipped(change) {
      working.delete(change.id);
      if (isChange(change)) output.event({ type: 'resource', id: change.id, kind: change.type, action: change.action, status: 'skipped' });
      refresh();
    },
    close: () => live.close(),
  };
}

function noteWords(messages: Messages, code: string, facts: Readonly<Record<string, string | number>>): string {
  const words = (messages.notes as Readonly<Record<string, string | ((facts: never) => string) | undefined>>)[code];
  if (words === undefined) return safe(code);
  return safe(typeof words === 'string' ? words : words(facts as never));
}
