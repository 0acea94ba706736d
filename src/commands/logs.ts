import { pause } from '../aws/pause.ts';
import { Stopped } from '../engine/stopped.ts';
import { EXIT, UserError } from '../errors.ts';
import { fineClockWords } from '../i18n/moment.ts';
import { COLOURS } from '../option-choices.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { readMade } from '../release-place.ts';
import { logGroups, logReader, taskGroups, type LogLine } from '../release/task-logs.ts';
import { readService } from '../release/read-service.ts';
import { choiceOption, textOption, type CommandResult, type Session } from '../session.ts';
import { safe } from '../ui/output.ts';

/** Seconds between two looks; in a fast sandbox no more than four a second. */
const EVERY_SECONDS = 2;
const LEAST_SECONDS = 0.25;

/**
 * The lines that the tasks write, from CloudWatch Logs; with `--follow` until Ctrl-C (exit code 130, as with any interrupted program).
 * `--json`: an event `log` for each line (`at`, `task`, `colour`, `container`, `message`), and `count` in the result.
 */
export async function logsCommand(session: Session): Promise<CommandResult> {
  const { output, options, messages } = session;
  const since = Date.now() - secondsOf(textOption(session, 'since') ?? '10m') * 1000;
  const colour = choiceOption(session, 'colour', COLOURS, undefined);
  const prepared = await prepare(session, [], { lenient: true });
  const read = reader(prepared, { since, filterPattern: textOption(session, 'filter') });
  const task = textOption(session, 'task');
  let isFirst = true;
  let count = 0;
  try {
    for (;;) {
      const { lines, colourOf } = await read();
      if (isFirst && task !== undefined && !lines.some(line => line.task.startsWith(task))) await refuseUnknown(prepared, task);
      isFirst = false;
      for (const line of lines) {
        const itsColour = colourOf(line.task);
        if ((task !== undefined && !line.task.startsWith(task)) || (colour !== undefined && itsColour !== colour)) continue;
        count += 1;
        show(session, line, itsColour);
      }
      if (options['follow'] !== true) break;
      await pause(prepared.aws, Math.max(EVERY_SECONDS, LEAST_SECONDS / prepared.aws.pace), session);
    }
  } catch (error) {
    // Following has no other end.
    if (!(error instanceof Stopped)) throw error;
  }
  if (count === 0) {
    if (!session.stopped()) await refuseNothing(session, prepared);
    output.note(messages.logs.none);
  }
  output.event({ type: 'result', ok: true, count });
  return EXIT.done;
}

/** Where there is no service, there may be nothing at all. */
async function refuseNothing(session: Session, prepared: Prepared): Promise<void> {
  const { cluster, name } = prepared.config.service;
  if ((await readService(prepared.aws, cluster, name)) === undefined) await readMade(session, prepared, []);
}

/** How many tasks a refusal lists. */
const LISTED = 10;

/** A task that ECS does not know may have written lines longer ago; it forgets stopped ones after an hour or so. */
async function refuseUnknown({ aws, config }: Prepared, task: string): Promise<void> {
  const { cluster, name } = config.service;
  const service = await readService(aws, cluster, name);
  if (service === undefined) return;
  const tasks = [...(await taskGroups(aws, cluster, service)).keys()];
  if (tasks.some(id => id.startsWith(task))) return;
  const known = tasks.slice(0, LISTED).map(id => id.slice(0, 8));
  throw new UserError('taskUnknown', { task, tasks: known.join(', ') });
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `90s`, `10m`, `2h`, `1d`. */
function secondsOf(text: string): number {
  const [, number, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (number === undefined) throw new UserError('optionChoice', { flag: '--since', value: text, choices: '90s, 10m, 2h, 1d' });
  return Number(number) * (UNITS[unit] ?? 1);
}

/** Tasks and groups are looked up again only when there is something new to show: a deployment brings others. */
function reader({ aws, config, setup }: Prepared, options: Parameters<typeof logReader>[1]) {
  const { cluster, name } = config.service;
  const read = logReader(aws, options);
  const { blueTargetGroup, greenTargetGroup } = config.alb;
  const names: Readonly<Record<string, string>> = { [blueTargetGroup]: 'blue', [greenTargetGroup]: 'green' };
  const known = new Map<string, string>();
  return async (): Promise<{ readonly lines: readonly LogLine[]; readonly colourOf: (task: string) => string | undefined }> => {
    const service = await readService(aws, cluster, name);
    const groups = await logGroups(aws, service);
    const lines = await read(groups.length > 0 ? groups : [setup.names.logGroup]);
    if (service !== undefined && lines.some(({ task }) => !known.has(task))) {
      for (const [task, group] of await taskGroups(aws, cluster, service)) if (group !== '') known.set(task, names[group] ?? group);
    }
    return { lines, colourOf: task => known.get(task) };
  };
}

function show({ output, resultColour }: Session, { at, task, container, message }: LogLine, colour: string | undefined): void {
  const time = new Date(at).toISOString();
  const paint = colour === 'blue' ? resultColour.blue : colour === 'green' ? resultColour.green : resultColour.dim;
  output.print(`${resultColour.dim(fineClockWords(new Date(at)))} ${paint(`${task.slice(0, 8)} ${colour ?? '-'}`)} ${safe(message)}`);
  output.event({ type: 'log', at: time, task, colour: colour ?? null, container, message });
}
