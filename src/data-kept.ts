import type { Aws } from './aws/aws.ts';
import type { Change } from './engine/types.ts';
import { KINDS } from './resources/index.ts';
import type { Session } from './session.ts';
import { nameOf } from './ui/plan-view.ts';
import { prompterOf } from './ui/prompter.ts';

/** What a removal would take that holds data: images, commits, logs, artifacts. */
export async function dataIn(aws: Aws, changes: readonly Change[]): Promise<readonly Change[]> {
  const holds = async ({ type, outputs }: Change): Promise<boolean> =>
    outputs !== undefined && (await KINDS.get(type)?.holdsData?.(aws, outputs)) === true;
  const held = await Promise.all(changes.map(async change => ((await holds(change)) ? [change] : [])));
  return held.flat();
}

/** Asks for each thing that holds data whether it may go, by having its name typed; returns those that may not. What lies inside of another shares its fate. */
export async function askForData(session: Session, data: readonly Change[]): Promise<readonly Change[]> {
  const kept = new Set<Change>();
  for (const change of data) {
    const around = data.find(other => isInside(change, other));
    if (around === undefined && !(await mayGo(session, change))) kept.add(change);
  }
  return data.filter(change => kept.has(change) || [...kept].some(other => isInside(change, other)));
}

/** An image in its repository, a commit in its own: both are of one service. */
const isInside = ({ type, needs }: Change, other: Change): boolean => needs.includes(other.id) && serviceOf(type) === serviceOf(other.type);

const serviceOf = (type: string): string => type.slice(0, type.indexOf('.'));

async function mayGo(session: Session, change: Change): Promise<boolean> {
  const { output, messages } = session;
  const { ui } = messages;
  const name = nameOf(change);
  output.note(ui.holdsData({ kind: change.type, name }));
  const typed = await prompterOf(session).input({
    message: ui.deleteData,
    validate: text => text === '' || text === name || ui.deleteDataName({ name }),
  });
  return typed === name;
}
