import type { World } from '../../world.ts';
import { setBounds } from './set-capacity.ts';
import type { ScheduledRecord } from './state.ts';
import { invalid, notEmulated } from './target.ts';

/** Type of the timer of a scheduled action. */
export const SCHEDULE_TIMER = 'application-autoscaling.schedule';

export interface ScheduleData {
  readonly actionArn: string;
}

const UNITS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

interface Schedule {
  /** A moment of the wall clock. */
  readonly at?: Date;
  /** Seconds of AWS time. */
  readonly every?: number;
}

/** What a schedule says: `at(2026-12-24T18:00:00)` or `rate(5 minutes)`. */
export function readSchedule(text: string): Schedule {
  if (/^cron\(.+\)$/.test(text)) throw notEmulated('scheduled actions with cron expressions; at() and rate() work');
  const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(text)?.[1];
  if (at !== undefined && !Number.isNaN(Date.parse(`${at}Z`))) return { at: new Date(`${at}Z`) };
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(text) ?? [];
  if (count !== undefined && Number(count) > 0) return { every: Number(count) * (UNITS[unit] ?? 0) };
  throw invalid(`Invalid schedule expression: ${text}`);
}

export function cancelSchedule(world: World, { ScheduledActionARN }: ScheduledRecord): void {
  world.clock.cancel(({ type, data }) => type === SCHEDULE_TIMER && (data as ScheduleData).actionArn === ScheduledActionARN);
}

// `at()` is a moment that users see on their clock; a timer counts AWS time.
const awsSeconds = (world: World, moment: Date): number =>
  Math.max(0, ((moment.getTime() - world.clock.now().getTime()) / 1000) * world.clock.speed);

/** Sets the timer of an action's next time; `StartTime` is when a rate begins. */
export function planSchedule(world: World, action: ScheduledRecord, isFirst: boolean): void {
  const { at, every = 0 } = readSchedule(action.Schedule);
  const data: ScheduleData = { actionArn: action.ScheduledActionARN };
  if (at !== undefined) {
    if (isFirst) world.clock.after(awsSeconds(world, at), SCHEDULE_TIMER, data);
    return;
  }
  const start = isFirst && action.StartTime ? awsSeconds(world, action.StartTime) : every;
  world.clock.after(start, SCHEDULE_TIMER, data);
}

/** The time of a scheduled action has come: its target gets the bounds that it names. */
export function runSchedule(world: World, { actionArn }: ScheduleData): void {
  const { scheduled, targets } = world.state.applicationAutoScaling;
  const action = scheduled[actionArn];
  if (!action) return;
  const isOver = action.EndTime !== undefined && action.EndTime < world.clock.now();
  if (isOver || readSchedule(action.Schedule).at !== undefined) delete scheduled[actionArn];
  else planSchedule(world, action, false);
  const target = targets[action.ResourceId];
  if (isOver || !target || target.SuspendedState?.ScheduledScalingSuspended === true) return;
  const { MinCapacity = target.MinCapacity, MaxCapacity = target.MaxCapacity } = action.ScalableTargetAction ?? {};
  // One bound alone may cross the other, which then follows.
  if (action.ScalableTargetAction?.MaxCapacity === undefined) setBounds(world, target, MinCapacity, Math.max(MinCapacity, MaxCapacity));
  else setBounds(world, target, Math.min(MinCapacity, MaxCapacity), MaxCapacity);
}
