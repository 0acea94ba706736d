import { resolve } from 'node:path';
import type { CallListener } from './aws/calls.ts';
import { connect, type Connection } from './aws/connect.ts';
import { chooseRegion } from './aws/region.ts';
import { answersFor, CONFIG_FILE, parseConfig } from './config-file.ts';
import type { Answers, Config, ConfigContext } from './config.ts';
import { recall } from './engine/plan.ts';
import { hasUnknown, resolve as refResolve } from './engine/refs.ts';
import { stateFile } from './engine/state-file.ts';
import type { Node, State, Store } from './engine/types.ts';
import { UserError } from './errors.ts';
import { imageAnswers } from './image-answers.ts';
import { DEFAULT_ENV } from './naming.ts';
import { outputsOf } from './outputs-of.ts';
import { readOwnFiles, type OwnFilesReading } from './own-files.ts';
import { updateConfigText } from './print-config.ts';
import { answersInFlags } from './questions/flags.ts';
import type { Question, StepName } from './questions/question.ts';
import { checkConfig, missingInputs, resolveConfig, type Spots } from './resolve-config.ts';
import { renderFile, type FileSpec } from './render.ts';
import { localFile } from './resources/local-file.ts';
import type { Session } from './session.ts';
import { createSetup, type Setup } from './setup.ts';
import { allNodes } from './steps/index.ts';
import { networkChoices } from './network-choices.ts';
import { ask } from './ui/ask.ts';
import { prompterOf } from './ui/prompter.ts';
import { configPath, envOf, hashOf, renderedHashes, showPlace, statePath, textOf, wayIn, writeText } from './workspace.ts';

/** All that a command needs once it is known what is wanted, where, and by whom. */
export interface Prepared {
  readonly config: Config;
  readonly aws: Connection;
  readonly store: Store;
  readonly state: State;
  readonly setup: Setup;
  readonly nodes: readonly Node[];
  /** Writes what was said into wizard.yaml, where the user keeps it. */
  readonly saveConfig: () => Promise<void>;
}

export interface PrepareOptions {
  /** The page of the wizard of which every question is asked, not only the few without which a set-up would be a guess. */
  readonly page?: StepName | undefined;
  /** What is wrong with the user's own files stands not in the way of looking or removing, and is not told. */
  readonly lenient?: boolean;
}

/** Finds out what is wanted (flags, wizard.yaml, questions), connects, and makes the list of wanted things. Changes nothing on AWS. */
export async function prepare(session: Session, questions: readonly Question[], options: PrepareOptions = {}): Promise<Prepared> {
  const said = await readConfig(session);
  const context = await contextOf(session, said);
  refuse([...said.problems, ...problemsOf(said.answers, said, context)]);
  const asked = await answer(session, said, context, questions, options);
  refuse(problemsOf(asked.answers, said, context));
  const { config } = resolveConfig(asked.answers, context);
  const way = await wayIn(session, config.region);

  const aws = await connectFor(session, config, way);
  showPlace(session, aws, await regionSourceOf(session, said, aws));
  const rest = await asked.rest(aws);
  const { config: whole } = resolveConfig(rest, context);
  const store = stateFile(statePath(session), aws);
  const state = await store.load();
  const reading = await ownFiles(session, whole, rest, aws, state);
  if (options.lenient !== true) {
    refuse(reading.problems);
    showOwnFiles(session, whole, reading);
  }

  const setup = createSetup(whole, aws, reading.files);
  return {
    config: whole,
    aws,
    store,
    state,
    setup,
    nodes: allNodes(setup),
    saveConfig: () => save(session, said, rest, context),
  };
}

interface Said {
  readonly text: string | undefined;
  /** What the file says for this environment. */
  readonly before: Answers;
  /** Flags over file. */
  readonly answers: Answers;
  readonly spots: Spots;
  readonly problems: readonly UserError[];
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

/** All that is wrong, at once. */
function refuse(problems: readonly UserError[]): void {
  if (problems.length > 0) throw new AggregateError(problems);
}

const problemsOf = (answers: Answers, { spots }: Said, context: ConfigContext): readonly UserError[] =>
  checkConfig(resolveConfig(answers, context).config, answers, spots);

/** Where the region was said; `connect` knows only that it was. */
async function regionSourceOf({ options }: Session, said: Said, aws: Connection): Promise<string> {
  if (options.region === undefined && said.before.region !== undefined) return options.config ?? CONFIG_FILE;
  const choice = await chooseRegion({ region: options.region, profile: options.profile ?? said.answers.profile });
  return choice?.source ?? aws.regionSource;
}

async function contextOf(session: Session, said: Said): Promise<ConfigContext> {
  const { options } = session;
  const choice = await chooseRegion({ region: options.region, profile: options.profile ?? said.answers.profile });
  return { env: envOf(session), sandbox: options.sandbox === true, region: choice?.region };
}

async function readConfig(session: Session): Promise<Said> {
  const path = configPath(session);
  const text = await textOf(path);
  if (text === undefined && session.options.config !== undefined) throw new UserError('configMissing', { file: path });
  const file = parseConfig(text ?? '', session.options.config);
  const flags = answersInFlags(session.options);
  const image = imageAnswers(session.options);
  const env = envOf(session);
  if (text !== undefined && env !== DEFAULT_ENV && !file.environments.has(env)) {
    session.output.note(session.messages.ui.unknownEnv({ env, file: session.options.config ?? CONFIG_FILE }));
  }
  const { answers, spots } = answersFor(file, env);
  const given = { ...flags.answers, ...image.answers };
  const unsaid = new Map([...spots].filter(([key]) => given[key] === undefined));
  return {
    text,
    before: answers,
    answers: { ...answers, ...given },
    spots: unsaid,
    problems: [...file.problems, ...flags.problems, ...image.problems],
  };
}

/** Asks what must be known before anything else; `rest` asks what only makes sense once AWS can be looked at. */
async function answer(session: Session, said: Said, context: ConfigContext, questions: readonly Question[], { page }: PrepareOptions) {
  const { options, messages, output, interactive, colour } = session;
  const prompter = interactive && options.yes !== true ? prompterOf(session) : undefined;
  const shared = {
    prompter,
    messages,
    explain: (text: string) => output.note(colour.dim(text)),
    save: (answers: Answers) => save(session, said, answers, context),
  };
  // Where nobody is asked, all that is missing is told at once.
  const isFirst = ({ step }: Question): boolean => step === 'init' || prompter === undefined;
  const first = questions.filter(isFirst);
  const later = questions.filter(question => !isFirst(question));
  const answers = await ask(first, { ...shared, answers: said.answers, context });
  return {
    answers,
    rest: async (aws: Connection): Promise<Answers> => {
      if (later.length === 0) return answers;
      if (page !== undefined) output.note(`\n${colour.bold(messages.steps[page].title)}\n${messages.steps[page].why}`);
      const network = await networkChoices(aws);
      const known = { ...context, defaultVpc: network.defaultVpc };
      return ask(later, { ...shared, answers, context: known, choices: network.choices, all: page !== undefined });
    },
  };
}

async function connectFor(session: Session, config: Config, way: Awaited<ReturnType<typeof wayIn>>): Promise<Connection> {
  const { options, interactive, messages, output } = session;
  const profile = options.profile ?? (config.profile === '' ? undefined : config.profile);
  const mfa = async (serial: string): Promise<string> =>
    prompterOf(session).input({ message: messages.ui.mfa({ serial }), initial: undefined, validate: () => true });
  const onCall: CallListener = ({ service, operation, ms, error }) => {
    const failure = error instanceof Error ? error.name : undefined;
    output.event({ type: 'call', service, operation, ms: Math.round(ms), ...(failure !== undefined && { error: failure }) });
    output.note(`${service}:${operation} ${Math.round(ms)} ms${failure === undefined ? '' : ` ${failure}`}`);
  };
  const { app, env, region } = config;
  return connect({ app, env, region, profile, ...way, ...(interactive && { mfa }), ...(options.verbose === true && { onCall }) });
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

async function save(session: Session, said: Said, answers: Answers, context: ConfigContext): Promise<void> {
  if (session.options.dryRun === true) return;
  const path = configPath(session);
  const before = await textOf(path);
  const text = updateConfigText(before ?? said.text, said.before, answers, context, session.messages);
  if (text !== before) await writeText(path, text);
}
