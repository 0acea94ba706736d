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

type Named = Pick<Change, 'id' | 'spec' | 'outputs' | 'type' | 'of'>;
type Fields = Readonly<Record<string, unknown>>;

/** What a person calls the thing: its name, path or service, or what it is a part of and which part; else the node's id. */
export function nameOf(change: Named): string {
  const fields = { ...change.outputs, ...(change.spec as Fields | undefined) };
  const name =
    partOf(change, fields) ??
    ['name', 'path', 'family', 'service', 'repository', 'vpcId', 'port'].flatMap(field => known(fields[field]))[0];
  return name === undefined ? change.id : safe(name);
}

/** Things that have no name of their own: how the name of the whole goes on, and where else that name stands. */
const PARTS: Readonly<Record<string, { readonly whole: (fields: Fields) => unknown; readonly mark: string; readonly part: string }>> = {
  'ecr.image': { whole: ({ repository, uri }) => known(repository)[0] ?? /\/(.+)@/.exec(String(uri))?.[1], mark: ':', part: 'tag' },
  'codecommit.commit': { whole: ({ repository }) => repository, mark: '@', part: 'branch' },
  'elbv2.listener': {
    whole: ({ loadBalancerArn, arn }) => /\/app\/([^/]+)\//.exec(`${known(loadBalancerArn)[0] ?? String(arn)}/`)?.[1],
    mark: ':',
    part: 'port',
  },
};

function partOf({ type, of }: Named, fields: Fields): string | undefined {
  const { whole, mark, part } = PARTS[type] ?? {};
  if (whole === undefined || part === undefined) return undefined;
  const name = known(whole(fields))[0] ?? of;
  const [end] = known(fields[part]);
  return name === undefined || end === undefined ? undefined : `${name}${mark}${end}`;
}

/** What can be shown of a value, none or one. */
const known = (value: unknown): readonly string[] =>
  (typeof value === 'string' || typeof value === 'number') && value !== UNKNOWN ? [String(value)] : [];

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
