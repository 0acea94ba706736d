import type { ChalkInstance } from 'chalk';
import { UNKNOWN } from '../engine/refs.ts';
import type { Action, Change, Plan } from '../engine/types.ts';
import type { Messages } from '../i18n/index.ts';
import { columns, fit, rowOrBelow } from './columns.ts';
import { fieldTree } from './field-tree.ts';
import { safe } from './output.ts';

const MARK: Readonly<Record<Action, string>> = { create: '+', update: '~', replace: '-/+', delete: '-', keep: '=' };

/** Whether applying the plan would do anything. */
export const hasChanges = (plan: Plan): boolean => plan.changes.some(isChange);

/** Whether one line of a plan is something that will be done. What is only looked up never is. */
export const isChange = (change: Change): boolean => change.action !== 'keep' && change.found !== true;

/** The plan for people: one line a resource, in the order of the steps, with the tree of what changes in it below. */
export function planLines(plan: Plan, messages: Messages, colour: ChalkInstance, width = Number.POSITIVE_INFINITY): readonly string[] {
  const shown = shownIn(plan);
  const rows = columns(shown.map(change => [markOf(change), change.type, nameOf(change)]));
  const heads = columns(shown.map(change => [markOf(change), change.type]));
  return shown.flatMap((change, i) => [
    ...rowOrBelow(`  ${rows[i] ?? ''}`, `  ${heads[i] ?? ''}`, nameOf(change), width).map(line => paint(change.action, colour)(line)),
    ...fieldLines(change, messages).map(line => paintField(line, colour)(fit(line, width))),
  ]);
}

/** What the marks mean: those that occur in the plan. */
export function legend(plan: Plan, { ui }: Messages): string {
  const used = new Map(shownIn(plan).map(change => [markOf(change), change.found ? ui.marks.found : ui.marks[change.action]]));
  return [...used].map(([mark, word]) => `${mark} ${word}`).join('   ');
}

const shownIn = ({ changes }: Plan): readonly Change[] => changes.filter(change => isChange(change) || change.found === true);

const markOf = (change: Change): string => (change.found ? '?' : MARK[change.action]);

const paint = (action: Action, colour: ChalkInstance): ((text: string) => string) => {
  if (action === 'create') return colour.green;
  if (action === 'delete' || action === 'replace') return colour.red;
  return action === 'update' ? colour.yellow : colour.dim;
};

const paintField = (line: string, colour: ChalkInstance): ((text: string) => string) => {
  const [mark] = line.trimStart();
  if (mark === '+') return colour.green;
  return mark === '-' ? colour.red : String;
};

/** What a person calls the thing: its name, path or service; else the node's id. */
export function nameOf(change: Pick<Change, 'id' | 'spec' | 'outputs' | 'type'>): string {
  const fields = { ...change.outputs, ...(change.spec as Readonly<Record<string, unknown>> | undefined) };
  const name = ['name', 'path', 'family', 'service', 'repository', 'vpcId', 'port']
    .map(field => fields[field])
    .find(value => typeof value === 'string' || typeof value === 'number');
  const tag = change.type === 'ecr.image' && typeof fields['tag'] === 'string' ? `:${fields['tag']}` : '';
  return name === undefined || name === UNKNOWN ? change.id : safe(`${String(name)}${tag}`);
}

function fieldLines(change: Change, messages: Messages): readonly string[] {
  if (change.action !== 'update' && change.action !== 'replace') return [];
  const show = (value: unknown): string =>
    value === UNKNOWN ? messages.ui.knownAfterApply : safe(typeof value === 'string' ? value : JSON.stringify(value));
  return change.fields.flatMap(({ field, from, to }) => fieldTree(field, from, to, show, '      '));
}

/** How many of each action, as `{ create: 3, update: 0, … }`; what is only looked up is not counted. */
export function countActions(plan: Plan): Readonly<Record<Action, number>> {
  const count = (action: Action): number => plan.changes.filter(change => change.action === action && change.found !== true).length;
  return { create: count('create'), update: count('update'), replace: count('replace'), delete: count('delete'), keep: count('keep') };
}
