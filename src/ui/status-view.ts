import { clockWords } from '../i18n/moment.ts';
import type { RunningRelease, Status } from '../read-status.ts';
import { commandFor, type Session } from '../session.ts';
import { safe } from './output.ts';
import { statusWords } from './status-words.ts';
import { moment, versionRecord, versionWords } from './version-view.ts';

/** What is live was brought by the pipeline, and nothing else since; undefined where the pipeline has released nothing. */
function isByPipeline({ history }: Status): boolean | undefined {
  return history?.live?.by === undefined ? undefined : history.live.by === 'pipeline';
}

/** Since when it serves; tasks that were led back to were started earlier, but where no deployment tells, that is all there is. */
function servingSince({ history, versions }: Status): Date | undefined {
  const started = versions[0]?.since;
  return history?.live?.since ?? (started === undefined ? undefined : new Date(started));
}

/** A status as rows of a name and a value. */
export function statusRows(
  session: Pick<Session, 'messages' | 'options'>,
  status: Status,
  pipeline: string,
): readonly (readonly string[])[] {
  const { messages } = session;
  const { ui, status: words } = messages;
  const { weights, versions, history, addresses, last, running, cost, drift } = status;
  const live = history?.live;
  const [serving] = versions;
  const brought = live?.execution?.executionId ?? live?.deploymentId;
  return [
    [ui.statusRow.live, weights.map(({ targetGroup, percent }) => `${targetGroup} ${Math.round(percent)}%`).join(', ')],
    ...(live === undefined ? [] : [[words.version, versionWords(live)]]),
    [ui.statusRow.image, serving?.image ?? '-'],
    [ui.statusRow.tasks, versions.map(version => `${version.targetGroup} ${version.running}/${version.desired}`).join(', ')],
    [ui.statusRow.since, moment(servingSince(status))],
    ...(live?.by === undefined
      ? []
      : [[words.brought, safe([messages.broughtBy[live.by], brought, live.execution?.by].filter(Boolean).join(' '))]]),
    ...(isByPipeline(status) === false ? [['', words.notByPipeline]] : []),
    [ui.statusRow.url, addresses.url],
    [ui.statusRow.pipeline, pipeline],
    [ui.statusRow.execution, last ? `${last.id} ${statusWords(last.status, messages)}` : '-'],
    [ui.statusRow.running, running ? runningWords(session, running) : '-'],
    ...(cost === undefined
      ? []
      : [
          [
            words.cost,
            words.costs({ usd: cost.usd.toFixed(2), doubled: cost.doubled === 0 ? '' : cost.doubled.toFixed(2), date: cost.date }),
          ],
        ]),
    ...(drift === undefined
      ? []
      : [[words.drift, drift === 0 ? words.none : words.differs({ count: drift, command: commandFor(session, 'plan') })]]),
  ];
}

function runningWords({ messages }: Pick<Session, 'messages'>, running: RunningRelease): string {
  const { executionId, deploymentId, phase, keptUntil, startedBy, rollback } = running;
  const kept = keptUntil && messages.status.kept({ until: clockWords(keptUntil) });
  const isByHand = executionId === undefined && !rollback;
  return safe(
    [
      deploymentId,
      executionId,
      kept ?? statusWords(phase, messages),
      rollback ? messages.broughtBy.rollback : '',
      isByHand ? messages.broughtBy.hand : '',
      startedBy,
    ]
      .filter(Boolean)
      .join(', '),
  );
}

/** A status for programs. */
export function statusRecord(status: Status): Readonly<Record<string, unknown>> {
  const { versions, weights, addresses, last, running, history, cost, drift } = status;
  const live = history?.live && versionRecord(history.live);
  return {
    live: versions[0] === undefined ? null : { ...live, ...versions[0], since: servingSince(status)?.toISOString() ?? null },
    versions,
    weights,
    url: addresses.url,
    testUrl: addresses.testUrl,
    execution: last ?? null,
    running: running
      ? {
          executionId: running.executionId ?? null,
          deploymentId: running.deploymentId ?? null,
          phase: running.phase,
          shifted: running.shifted,
          keptUntil: running.keptUntil?.toISOString() ?? null,
          startedBy: running.startedBy ?? null,
          rollback: running.rollback,
        }
      : null,
    byPipeline: isByPipeline(status) ?? null,
    cost: cost === undefined ? null : { usd: cost.usd, doubled: cost.doubled, date: cost.date },
    drift: drift ?? null,
    releases: history?.versions.map(versionRecord) ?? [],
    unread: history?.unread ?? [],
  };
}
