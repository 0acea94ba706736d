import { resolve } from 'node:path';
import type { Connection } from './aws/connect.ts';
import type { Answers, Config, ConfigContext } from './config.ts';
import { detect } from './detect/detect.ts';
import { answersOf, foundValues } from './detect/found-values.ts';
import { recall } from './engine/plan.ts';
import { hasUnknown, resolve as refResolve } from './engine/refs.ts';
import { stateFile } from './engine/state-file.ts';
import type { Node, State, Store } from './engine/types.ts';
import { detects, holdInterview, type Interviewing } from './hold-interview.ts';
import { outputsOf } from './outputs-of.ts';
import { readOwnFiles, type OwnFilesReading } from './own-files.ts';
import type { Question, StepName } from './questions/question.ts';
import { missingInputs, resolveConfig } from './resolve-config.ts';
import { renderFile, type FileSpec } from './render.ts';
import { localFile } from './resources/local-file.ts';
import { contextOf, problemsOf, readConfig, refuse, save, type Said } from './said.ts';
import type { Session } from './session.ts';
import { createSetup, type Setup } from './setup.ts';
import { allNodes } from './steps/index.ts';
import type { AccountChoices } from './ui/ask.ts';
import { showFound } from './ui/show-found.ts';
import { hashOf, renderedHashes, statePath, textOf } from './workspace.ts';

/** All that a command needs once it is known what is wanted, where, and by whom. */
export interface Prepared {
  readonly config: Config;
  readonly aws: Connection;
  readonly store: Store;
  readonly state: State;
  readonly setup: Setup;
  readonly nodes: readonly Node[];
  /** What was said; all else in `config` is a default. */
  readonly answers: Answers;
  /** What the defaults depend on. */
  readonly context: ConfigContext;
  /** What the account has to choose from; undefined where nobody is asked. */
  readonly choices: AccountChoices | undefined;
  /** Writes what was said and found into wizard.yaml, where the user keeps it. */
  readonly saveConfig: () => Promise<void>;
  /** The same with other answers; asks what they leave open. */
  readonly again: (answers: Answers) => Promise<Prepared>;
}

export interface PrepareOptions {
  /** The page of the wizard of which every question is asked, not only the few without which a set-up would be a guess. */
  readonly page?: StepName | undefined;
  /** What is wrong with the user's own files stands not in the way of looking or removing, and is not told. */
  readonly lenient?: boolean;
}

/** Finds out what is wanted (flags, wizard.yaml, what is found here, questions), connects, and makes the list of wanted things. Changes nothing on AWS. */
export async function prepare(session: Session, questions: readonly Question[], options: PrepareOptions = {}): Promise<Prepared> {
  const said = await readConfig(session);
  const plain = await contextOf(session, said);
  const detected = (await detects(session, said, plain, questions))
    ? await detect(session.io.cwd, session.io.env, plain.sandbox)
    : undefined;
  const context: ConfigContext = { ...plain, detected: detected?.detections, profiles: detected?.profiles };
  refuse([...said.problems, ...problemsOf(said.answers, said, context)]);
  return arrive(session, said, { questions, page: options.page, lenient: options.lenient === true, plain, context, detected });
}

interface Course extends Omit<Interviewing, 'context'> {
  readonly lenient: boolean;
  /** Without what was found here. */
  readonly plain: ConfigContext;
  readonly context: ConfigContext;
}

/** From what was said to the list of wanted things. */
async function arrive(session: Session, said: Said, course: Course): Promise<Prepared> {
  const { plain, lenient } = course;
  const { aws, answers, known, choices } = await holdInterview(session, said, course);
  const { config } = resolveConfig(answers, known);
  refuse(problemsOf(answers, said, known));
  const found = foundValues(answers, known);
  showFound(session, found);
  const store = stateFile(statePath(session), aws);
  const state = await store.load();
  const reading = await ownFiles(session, config, answers, aws, state);
  if (!lenient) {
    refuse(reading.problems);
    showOwnFiles(session, config, reading);
  }

  const setup = createSetup(config, aws, reading.files);
  return {
    config,
    answers,
    context: known,
    choices,
    aws,
    store,
    state,
    setup,
    nodes: allNodes(setup),
    // What was found is written down, so that the set-up stays as it is when the project changes.
    saveConfig: () => save(session, said, { ...answersOf(found), ...answers }, plain),
    again: async changed => {
      await save(session, said, changed, plain);
      return arrive(session, { ...said, answers: changed }, course);
    },
  };
}

/** The region of a rehearsal: what was said by flag, in the file or to the AWS CLI, else the tutorial's. */
export async function rehearsalRegion(session: Session): Promise<string> {
  const said = await readConfig(session);
  return resolveConfig(said.answers, { ...(await contextOf(session, said)), sandbox: true }).config.region;
}

/** What is wanted, as far as flags and file say it, without a look at AWS and without a question. */
export async function wantedConfig(session: Session): Promise<{ readonly config: Config; readonly answers: Answers }> {
  const said = await readConfig(session);
  const context = await contextOf(session, said);
  refuse([...said.problems, ...problemsOf(said.answers, said, context)]);
  const { config, missing } = resolveConfig(said.answers, context);
  const needed = missing.filter(({ key }) => key === 'region');
  if (needed.length > 0) throw missingInputs(needed);
  return { config, answers: said.answers };
}

/** The files that the user has brought along or changed. What a set-up of this project has rendered is not among them. */
async function ownFiles(session: Session, config: Config, answers: Answers, aws: Connection, state: State) {
  const { io } = session;
  const texts = new Map<string, string>();
  for (const file of [config.taskdef.file, config.appspec.file]) texts.set(file, (await textOf(resolve(io.cwd, file))) ?? '');
  const noted = await renderedHashes(session);
  const unsure = [...texts.values()].some(text => text !== '' && !noted.has(hashOf(text)));
  // Without a state, what we would render now tells our files from the user's.
  const ours = new Set([...noted, ...(unsure ? await wantedHashes(createSetup(config, aws), aws, state) : [])]);
  const isOurs = (file: string): boolean => ours.has(hashOf(texts.get(file) ?? ''));
  return readOwnFiles({ folder: io.cwd, config, answers, place: aws, sandbox: aws.sandbox, isOurs });
}

function showOwnFiles({ output, messages }: Session, config: Config, reading: OwnFilesReading): void {
  const own = [reading.files.taskdef && config.taskdef.file, reading.files.appspec && config.appspec.file].filter(
    file => file !== undefined,
  );
  if (own.length > 0) output.note(messages.ui.filesKept({ files: own.join(', ') }));
  for (const [file, changes] of reading.changes) {
    if (changes.length > 0) output.note(messages.ui.fileChanges({ file }));
    for (const { path, from, to, why } of changes) {
      output.event({ type: 'file-change', file, path, from, to, why });
      output.note(messages.ui.fileChange({ path, from: shown(from), to: shown(to), why: messages.fileChanges[why] }));
    }
  }
}

/** SHA-256 of the files as they would be rendered for what exists. */
async function wantedHashes(setup: Setup, aws: Connection, state: State): Promise<readonly string[]> {
  const nodes = allNodes(setup);
  const entries = await recall(nodes, state, aws);
  return nodes
    .filter(({ kind }) => kind === localFile)
    .map(({ spec }) => refResolve(spec, outputsOf({ ...state, entries })))
    .filter(spec => !hasUnknown(spec))
    .map(spec => hashOf(renderFile(spec as FileSpec)));
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '-'));
