import { setTimeout as delay } from 'node:timers/promises';
import { fineClockWords } from '../i18n/moment.ts';
import { askSandbox, sandboxEndpoint } from '../sandbox-call.ts';
import type { NumberedCall } from '../sandbox/calls.ts';
import type { LatestLogEvent } from '../sandbox/latest-log-events.ts';
import { textOption, type CommandResult, type Session } from '../session.ts';
import type { EventType } from '../ui/event-type.ts';
import { safe } from '../ui/output.ts';

const POLL_MILLISECONDS = 400;

interface Entry {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly line: string;
  readonly event: { readonly type: EventType } & Readonly<Record<string, unknown>>;
}

const clockTime = (at: number): string => fineClockWords(new Date(at));

const logEntry = (log: LatestLogEvent): Entry => ({
  at: log.timestamp,
  line: `${clockTime(log.timestamp)}  ${log.group}  ${log.stream}  ${log.message}`,
  event: { ...log, type: 'log' },
});

// Times come as text.
const callEntry = ({ at, ...call }: Omit<NumberedCall, 'at'> & { readonly at: string }): Entry => ({
  at: Date.parse(at),
  line: [
    clockTime(Date.parse(at)),
    `${call.service}:${call.operation}`,
    call.status || '-',
    call.errorCode,
    call.fault && `(fault ${call.fault})`,
  ]
    .filter(Boolean)
    .join('  '),
  event: { ...call, at, type: 'call' },
});

/** Gives at each call what is new since the one before. */
function reader(endpoint: string, group: string | undefined, withCalls: boolean): () => Promise<readonly Entry[]> {
  const shown = new Set<string>();
  let since = 0;
  let after = 0;
  return async () => {
    const query = new URLSearchParams({ since: String(since), ...(group !== undefined && { group }) });
    const { body: logs } = await askSandbox<readonly LatestLogEvent[]>(endpoint, 'GET', `logs?${query.toString()}`);
    const newLogs = logs.filter(({ id }) => !shown.has(id));
    for (const { id, ingestionTime } of newLogs) {
      shown.add(id);
      since = Math.max(since, ingestionTime);
    }
    if (!withCalls) return newLogs.map(logEntry);
    const { body: calls } = await askSandbox<readonly Parameters<typeof callEntry>[0][]>(endpoint, 'GET', `calls?after=${after}`);
    after = calls.at(-1)?.number ?? after;
    return [...newLogs.map(logEntry), ...calls.map(callEntry)].sort((a, b) => a.at - b.at);
  };
}

/** Shows what the tasks say and, with `--calls`, what the sandbox is asked; with `--follow` until Ctrl-C. */
export async function sandboxLogs(session: Session): Promise<CommandResult> {
  const { output, options, signal, messages } = session;
  const group = textOption(session, 'group');
  const read = reader(await sandboxEndpoint(session), group, options['calls'] === true);
  let count = 0;
  do {
    for (const { line, event } of await read()) {
      count += 1;
      output.print(safe(line));
      output.event(event);
    }
    if (options['follow'] === true) await delay(POLL_MILLISECONDS, undefined, { signal }).catch(() => undefined);
  } while (options['follow'] === true && !signal.aborted);
  if (count === 0) output.note(messages.sandbox.noLogs({ group }));
  output.event({ type: 'result', ok: true, count });
  return undefined;
}
