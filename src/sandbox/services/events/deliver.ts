import { randomUUID } from 'node:crypto';
import type { BusEvent, World } from '../../world.ts';
import { parseEventPattern } from './event-pattern.ts';
import { matchesPattern } from './matches-pattern.ts';

/** An event as targets and patterns see it. */
export interface EventEnvelope {
  readonly [member: string]: unknown;
  readonly id: string;
  readonly time: string;
}

/** Type of the timer that calls one target of one rule. */
export const TARGET_TIMER = 'events.target';

/** One target's call that is due. */
export interface TargetCall {
  readonly ruleName: string;
  readonly targetId: string;
  readonly event: EventEnvelope;
}

const TARGET_SECONDS = 1;

/** Matches an event against all rules; their targets are called a moment later. Answers the event's id. */
export function deliver(world: World, busEvent: BusEvent, time: Date = world.clock.now()): string {
  const id = randomUUID();
  const event: EventEnvelope = {
    version: '0',
    id,
    'detail-type': busEvent.detailType,
    source: busEvent.source,
    account: world.account,
    time: `${time.toISOString().slice(0, 19)}Z`,
    region: world.region,
    resources: [...busEvent.resources],
    detail: busEvent.detail,
  };
  for (const rule of Object.values(world.state.events.rules)) {
    if (rule.state === 'DISABLED' || !matchesPattern(parseEventPattern(rule.eventPattern), event)) continue;
    for (const target of rule.targets) {
      const call: TargetCall = { ruleName: rule.name, targetId: target.Id ?? '', event };
      world.clock.after(TARGET_SECONDS, TARGET_TIMER, call);
    }
  }
  return id;
}
