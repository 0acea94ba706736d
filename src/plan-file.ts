import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Answers } from './config.ts';
import type { Action, Change, FieldChange, Node, Plan } from './engine/types.ts';
import { UserError } from './errors.ts';
import { isText, type Unread } from './engine/unread.ts';
import { parseJson } from './json-file.ts';
import { treeOf } from './paths.ts';
import type { Prepared } from './prepare.ts';
import { questionByKey } from './questions.ts';
import { readAnswer } from './questions/answer.ts';
import type { Session } from './session.ts';
import { nameOf } from './ui/plan-view.ts';
import { envOf, textOf, writeText } from './workspace.ts';

const FORMAT = 1;

interface PlannedChange {
  readonly id: string;
  readonly kind: string;
  readonly action: Action;
  readonly name: string;
  readonly fields: readonly FieldChange[];
  /** Of what is wanted, whatever of it is known already. */
  readonly digest: string;
}

/** A plan that was shown, to be carried out as it stands. */
export interface PlanFile {
  readonly format: typeof FORMAT;
  readonly env: string;
  readonly sandbox: boolean;
  readonly account: string;
  readonly region: string;
  /** What flags, file and questions have said. */
  readonly answers: Answers;
  readonly changes: readonly PlannedChange[];
}

const ACTIONS: readonly unknown[] = ['create', 'update', 'replace', 'delete', 'keep'] satisfies readonly Action[];

/** Refuses a place for a plan where nothing may be written: a folder that does not exist, a file that is no plan. */
export async function refusePlace(session: Session, file: string): Promise<void> {
  const path = resolve(session.io.cwd, file);
  const text = await textOf(path);
  if (text !== undefined && parsed(text) === undefined) throw new UserError('planPlaceTaken', { file });
  const folder = dirname(path);
  await access(folder).catch((error: unknown) => {
    throw new UserError('planFolderMissing', { file, folder }, { cause: error });
  });
}

/** Writes what was shown; only its owner may read it, since environment variables of containers stand in it. */
export async function writePlanFile(session: Session, prepared: Prepared, plan: Plan, file: string): Promise<void> {
  const { account, region } = prepared.aws;
  const content: PlanFile = {
    format: FORMAT,
    env: envOf(session),
    sandbox: session.options.sandbox === true,
    account,
    region,
    answers: prepared.answers,
    changes: plannedChanges(plan, prepared.nodes),
  };
  await refusePlace(session, file);
  await writeText(resolve(session.io.cwd, file), `${JSON.stringify(content, undefined, 2)}\n`, 0o600);
}

/** Reads a plan for the set-up that the command line names; throws where it is none, or one of another set-up. */
export async function readPlanFile(session: Session, file: string): Promise<PlanFile> {
  const text = await textOf(resolve(session.io.cwd, file));
  if (text === undefined) throw new UserError('planFileMissing', { file });
  const plan = parsed(text);
  if (plan === undefined) throw new UserError('planFileBroken', { file });
  const { env, sandbox } = plan;
  if (env !== envOf(session) || sandbox !== (session.options.sandbox === true)) {
    throw new UserError('planElsewhere', { file, flags: [`--env ${env}`, ...(sandbox ? ['--sandbox'] : [])].join(' ') });
  }
  return plan;
}

function parsed(text: string): PlanFile | undefined {
  const value = parseJson(text, '');
  return isPlan(value) ? value : undefined;
}

function isPlan(value: unknown): value is PlanFile {
  const { format, env, sandbox, account, region, answers, changes }: Unread<PlanFile> = treeOf(value) ?? {};
  return (
    format === FORMAT &&
    [env, account, region].every(isText) &&
    typeof sandbox === 'boolean' &&
    areAnswers(answers) &&
    Array.isArray(changes) &&
    changes.every(isPlannedChange)
  );
}

function isPlannedChange(value: unknown): value is PlannedChange {
  const { id, kind, action, name, fields, digest }: Unread<PlannedChange> = treeOf(value) ?? {};
  return (
    [id, kind, name, digest].every(isText) &&
    ACTIONS.includes(action) &&
    Array.isArray(fields) &&
    fields.every(field => isText(treeOf(field)?.['field']))
  );
}

/** Whether each is the answer to a question, of its type. */
function areAnswers(value: unknown): value is Answers {
  const answers = treeOf(value);
  return (
    answers !== undefined &&
    Object.entries(answers).every(([key, answer]) => {
      const question = questionByKey(key);
      const read = question && readAnswer(question, answer);
      return read !== undefined && 'value' in read && typeof read.value === typeof answer;
    })
  );
}

/** Throws where carrying out the plan of now would do anything that the file does not say. What was done since, of the same plan, is fine. */
export function refuseStale(file: string, planned: PlanFile, plan: Plan, { aws: { account, region }, nodes }: Prepared): void {
  if (planned.account !== account || planned.region !== region) {
    throw new UserError('planOfAnother', { file, planned: `${planned.account} ${planned.region}`, now: `${account} ${region}` });
  }
  const before = new Map(planned.changes.map(change => [change.id, change]));
  const now = plannedChanges(plan, nodes);
  const gone = planned.changes.filter(({ id, action }) => action !== 'delete' && !now.some(change => change.id === id));
  const other = now.filter(change => !isPlanned(before.get(change.id), change));
  const names = [...other, ...gone].map(({ kind, name }) => `${kind} ${name}`);
  if (names.length > 0) throw new UserError('planStale', { file, things: names.join(', ') });
}

function isPlanned(planned: PlannedChange | undefined, now: PlannedChange): boolean {
  if (planned === undefined) return now.action === 'keep';
  if (planned.digest !== now.digest) return false;
  if (now.action === 'keep') return true;
  // It was made, and the run ended before that was noted.
  if (planned.action === 'create' && now.action === 'update' && now.fields.length === 0) return true;
  const from = ({ action, fields }: PlannedChange): string => JSON.stringify([action, fields.map(one => [one.field, one.from])]);
  return from(planned) === from(now);
}

function plannedChanges({ changes }: Plan, nodes: readonly Node[]): readonly PlannedChange[] {
  const specs = new Map(nodes.map(({ id, spec }) => [id, spec]));
  return changes.map(change => ({
    id: change.id,
    kind: change.type,
    action: change.action,
    name: nameOf(change),
    fields: change.fields,
    digest: digestOf(change, specs.get(change.id)),
  }));
}

/** Of the spec with its references; of the outputs where there is none, and where they are what was found. */
const digestOf = ({ found, outputs }: Change, spec: object | undefined): string =>
  createHash('sha256')
    .update(JSON.stringify([spec ?? null, spec === undefined || found === true ? outputs : null]))
    .digest('hex');
