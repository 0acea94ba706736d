import type { Messages } from '../i18n/index.ts';
import type { ReleaseEvent, TaskSetTraffic } from '../release/release-event.ts';
import { columns, displayWidth } from './columns.ts';
import { exactDurationWords } from './duration-words.ts';
import { safe } from './output.ts';

type EventOf<T extends ReleaseEvent['type']> = Extract<ReleaseEvent, { type: T }>;

/** What is known of a release that goes on: the newest event of each sort. */
export interface ReleaseState {
  /** Status of each stage of the pipeline, in order. */
  readonly stages: ReadonlyMap<string, string>;
  readonly deployment: EventOf<'deployment'> | undefined;
  /** The lifecycle event that is under way. */
  readonly phase: EventOf<'lifecycle'> | undefined;
  readonly taskSets: readonly TaskSetTraffic[];
  readonly health: ReadonlyMap<string, EventOf<'health'>>;
  readonly kept: EventOf<'kept'> | undefined;
  readonly rollingBack: boolean;
}

export const BLANK: ReleaseState = {
  stages: new Map(),
  deployment: undefined,
  phase: undefined,
  taskSets: [],
  health: new Map(),
  kept: undefined,
  rollingBack: false,
};

/** The state after one more event. */
export function after(state: ReleaseState, event: ReleaseEvent): ReleaseState {
  if (event.type === 'action') return { ...state, stages: new Map([...state.stages, [event.stage, event.status]]) };
  if (event.type === 'deployment') return { ...state, deployment: event };
  if (event.type === 'traffic') return { ...state, taskSets: event.taskSets };
  if (event.type === 'health') return { ...state, health: new Map([...state.health, [event.targetGroup, event]]) };
  if (event.type === 'kept') return { ...state, kept: event };
  if (event.type === 'rolling-back') return { ...state, rollingBack: true };
  if (event.type !== 'lifecycle') return state;
  if (event.status === 'InProgress') return { ...state, phase: event };
  return state.phase?.event === event.event ? { ...state, phase: undefined } : state;
}

const BAR_WIDTH = 10;

/** `#####-----`: a share of the traffic. */
export const bar = (percent: number): string => {
  const filled = Math.round((percent / 100) * BAR_WIDTH);
  return '#'.repeat(filled) + '-'.repeat(BAR_WIDTH - filled);
};

/** `1 healthy, 1 unhealthy (Health checks failed with these codes: [500])` */
export function healthWords({ states, reasons }: Pick<EventOf<'health'>, 'states' | 'reasons'>, { release }: Messages): string {
  const words = release.health as Readonly<Record<string, string>>;
  const counts = Object.entries(states).map(([state, count]) => release.healthCount({ count, state: words[state] ?? safe(state) }));
  return counts.join(', ') + (reasons.length === 0 ? '' : ` (${safe(reasons.join('; '))})`);
}

const MARKS: Readonly<Record<string, string>> = { Succeeded: '✔', Failed: '✖', Abandoned: '✖' };

/** The lines that change in place while a release goes on; the first says it all in short. */
export function releaseBlock(state: ReleaseState, messages: Messages, width: number, now: number): readonly string[] {
  const { release } = messages;
  const stages = [...state.stages].map(([stage, status]) => `${MARKS[status] ?? '·'} ${safe(stage)}`).join('  ');
  const since = state.phase?.since === undefined ? '' : ` ${exactDurationWords((now - Date.parse(state.phase.since)) / 1000, messages)}`;
  const phase = state.rollingBack ? release.rollingBack : state.phase === undefined ? '' : `${state.phase.event}${since}`;
  const head = [stages, phase].filter(text => text !== '').join('   ');
  const until = state.kept?.until;
  const left = until === undefined ? 0 : (Date.parse(until) - now) / 1000;
  return [
    ...(head === '' ? [] : [head]),
    ...taskSetRows(state, messages, width),
    ...(left > 0 ? [release.keptFor({ time: exactDurationWords(left, messages) })] : []),
  ];
}

/** A row for each task set; the bar is left out where there is no room for it. */
function taskSetRows({ taskSets, health }: ReleaseState, messages: Messages, width: number): readonly string[] {
  const { release } = messages;
  const rows = taskSets.map(({ label, targetGroup, percent, desired, pending, running }) => {
    const checks = health.get(targetGroup);
    return {
      head: [label === 'Green' ? release.newVersion : release.oldVersion, safe(targetGroup)],
      bar: bar(percent),
      tail: [
        `${String(Math.round(percent)).padStart(3)}%`,
        release.tasks({ running, desired, pending }),
        checks === undefined ? '' : healthWords(checks, messages),
      ],
    };
  });
  const wide = columns(rows.map(row => [...row.head, row.bar, ...row.tail]));
  const isRoom = wide.every(row => displayWidth(row) + 2 <= width);
  return (isRoom ? wide : columns(rows.map(row => [...row.head, ...row.tail]))).map(row => `  ${row}`);
}
