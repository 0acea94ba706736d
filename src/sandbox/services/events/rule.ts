import { ResourceNotFoundException$ } from '@aws-sdk/client-eventbridge';
import { Fault, fault } from '../../fault.ts';
import { arn, type World } from '../../world.ts';
import type { RuleRecord } from './state.ts';

/** EventBridge's ValidationException is in no model: it has no schema. */
export const invalid = (message: string): Fault => new Fault('ValidationException', message);

/** The sandbox has one bus, the default one, known by name and by ARN. */
export function checkBus(world: World, bus: string | undefined): void {
  if (bus === undefined || bus === 'default' || bus === arn(world, 'events', 'event-bus/default')) return;
  throw fault(ResourceNotFoundException$, `Event bus ${bus} does not exist.`);
}

/** The rule of this name on the default bus, or AWS's refusal. */
export function findRule(world: World, name: string | undefined, bus: string | undefined): RuleRecord {
  checkBus(world, bus);
  const rule = world.state.events.rules[name ?? ''];
  if (rule === undefined) throw fault(ResourceNotFoundException$, `Rule ${name} does not exist on EventBus default.`);
  return rule;
}
