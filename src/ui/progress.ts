import type { Place } from '../aws/aws.ts';
import { consoleLink } from '../console-link.ts';
import type { Change, Outputs, Reporter } from '../engine/types.ts';
import { typicalSeconds } from '../typical-duration.ts';
import { displayWidth, rowOrBelow } from './columns.ts';
import { durationWords, exactDurationWords } from './duration-words.ts';
import { hyperlink, takesLinks } from './hyperlink.ts';
import { createLiveBlock } from './live-block.ts';
import type { LiveLineSession } from './live-line.ts';
import { noteWords } from './note-words.ts';
import { isChange, nameOf } from './plan-view.ts';

/** Where the work is done, and how much faster than on AWS time goes there. */
type Site = Place & { readonly sandbox: boolean; readonly pace: number };

interface Work {
  readonly change: Change;
  readonly since: number;
  note: string;
}

/** What takes no longer than that needs no time beside it. */
const WORTH_TELLING_SECONDS = 5;

/**
 * A reporter that shows a run: lines that live while something is at work, and a lasting line for each thing that is done, which leads to it
 * in the console. `total` is the number of changes. `close` ends the live lines.
 */
export function createProgress(session: LiveLineSession, total: number, site: Site): Reporter & { close(): void } {
  const { output, messages, colour, io } = session;
  const { wizard } = messages;
  /** What stays beside the mark, and one column that is left free: see createOutput. */
  const width = (): number => (io.stderr.columns ?? Number.POSITIVE_INFINITY) - 3;
  const live = createLiveBlock(session);
  const working = new Map<string, Work>();
  const made = new Map<string, Outputs>();
  let done = 0;
  let ended = 0;

  const timeOf = ({ change, since }: Work): string => {
    const usual = typicalSeconds(change.type) * site.pace;
    const elapsed = (performance.now() - since) / 1000;
    if (change.action === 'delete' || typicalSeconds(change.type) < WORTH_TELLING_SECONDS)
      return elapsed < 1 ? '' : durationWords(elapsed, messages);
    return wizard.usually({ elapsed: durationWords(elapsed, messages), usual: durationWords(usual, messages) });
  };
  const lineOf = (work: Work): string =>
    [`  · ${work.change.type} ${nameOf(work.change)}`, ...[timeOf(work), work.note].filter(Boolean)].join('  ');
  const summary = (): string => [...working].map(([id, { note }]) => (note === '' ? id : `${id} (${note})`)).join(', ');
  const draw = (columns: number): readonly string[] => {
    // A log gets one line as a sign of life.
    if (columns === Number.POSITIVE_INFINITY) return [`${done}/${total} · ${summary()}`];
    const waiting = Math.max(0, total - ended - [...working.values()].filter(({ change }) => isChange(change)).length);
    const head = [`${done}/${total}`, ...(waiting > 0 ? [wizard.waitingCount({ count: waiting })] : [])].join(' · ');
    return [head, ...[...working.values()].map(work => lineOf(work).replaceAll(/[\n\t]+/g, ' '))];
  };
  const refresh = (): void => (working.size === 0 ? live.clear() : live.show(draw));

  const tell = (change: Change, status: string, more: { readonly seconds?: number } = {}): void => {
    if (isChange(change)) output.event({ type: 'resource', id: change.id, kind: change.type, action: change.action, status, ...more });
  };
  const finish = (change: Change): void => {
    working.delete(change.id);
    // What goes because something else has taken its place is not counted in the plan.
    if (isChange(change)) ended = Math.min(ended + 1, total);
  };
  const linked = (change: Change, text: string): string => {
    if (change.action === 'delete' || io.stderr.isTTY !== true || !takesLinks(io.env)) return text;
    const spec = change.spec as Readonly<Record<string, unknown>> | undefined;
    const url = consoleLink(site, change.type, { ...spec, ...made.get(change.id) });
    return url === undefined ? text : hyperlink(text, url);
  };

  return {
    starting(change) {
      working.set(change.id, { change, since: performance.now(), note: '' });
      tell(change, 'started');
      refresh();
    },
    note(change, code, facts) {
      const work = working.get(change.id) ?? { change, since: performance.now(), note: '' };
      work.note = noteWords(messages, code, facts);
      working.set(change.id, work);
      output.event({ type: 'note', id: change.id, code, ...facts });
      refresh();
    },
    made(change: Change, outputs: Outputs) {
      made.set(change.id, outputs);
      tell(change, 'made');
    },
    done(change, seconds) {
      finish(change);
      if (isChange(change)) done = Math.min(done + 1, total);
      tell(change, 'done', { seconds });
      const time = seconds >= 1 ? ` ${exactDurationWords(seconds, messages)}` : '';
      const head = `${messages.ui.did[change.action]} ${change.type}`;
      const [what = '', ...below] = rowOrBelow(`${head} ${nameOf(change)}`, head, nameOf(change), width() - displayWidth(time));
      const line = `${colour.green('✔')} ${linked(change, what)}${colour.dim(time)}`;
      if (isChange(change)) live.print([line, ...below].join('\n'));
      refresh();
    },
    failed(change) {
      finish(change);
      tell(change, 'failed');
      const [what = '', ...below] = rowOrBelow(`${change.type} ${nameOf(change)}`, change.type, nameOf(change), width());
      live.print([`${colour.red('✖')} ${what}`, ...below].join('\n'));
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
