import { resolve } from 'node:path';
import { askTraffic, openIn } from './ask-traffic.ts';
import type { Connection } from './aws/connect.ts';
import type { Answers, Config, ConfigContext } from './config.ts';
import { answersOf, foundValues } from './detect/found-values.ts';
import { recall } from './engine/plan.ts';
import { hasUnknown, resolve as refResolve } from './engine/refs.ts';
import { emptyState } from './engine/state-text.ts';
import type { State } from './engine/types.ts';
import { isProblem } from './errors.ts';
import { holdInterview, mayAsk, type Interviewed, type Interviewing } from './hold-interview.ts';
import { outputsOf } from './outputs-of.ts';
import { readOwnFiles, type OwnFilesReading } from './own-files.ts';
import type { Prepared } from './prepare.ts';
import { resolveConfig } from './resolve-config.ts';
import { renderFile, type FileSpec } from './render.ts';
import { localFile } from './resources/local-file.ts';
import { problemsOf, refuse, save, type Said } from './said.ts';
import { commandFor, type Session } from './session.ts';
import { createSetup, type Setup } from './setup.ts';
import { addressOf } from './state/address.ts';
import { homeOf } from './state/home-of.ts';
import { allNodes } from './steps/index.ts';
import { fileChangeLines } from './ui/file-change-lines.ts';
import { showFound } from './ui/show-found.ts';
import { hashesIn, hashOf, hasState, renderedHashes, textOf } from './workspace.ts';

/** How one gets from what was said to what is wanted. */
export interface Course extends Omit<Interviewing, 'context'> {
  readonly lenient: boolean;
  readonly rebuilds: boolean;
  /** Without what was found here. */
  readonly plain: ConfigContext;
  readonly context: ConfigContext;
}

/** From what was said to the list of wanted things. */
export async function arrive(session: Session, said: Said, course: Course, interviewed: Interviewed): Promise<Prepared> {
  const { plain, lenient, rebuilds } = course;
  const { aws, regionSource, answers, known, choices } = interviewed;
  const { config } = resolveConfig(answers, known);
  refuse(problemsOf(answers, said, known));
  const found = foundValues(answers, known);
  const store = homeOf(session, config.state, aws);
  const state = await store.load().catch((error: unknown) => {
    if (rebuilds && isProblem(error, 'stateBroken')) return emptyState(aws);
    throw error;
  });
  const isEmpty = Object.keys(state.entries).length === 0;
  if (addressOf(config.state) !== undefined && isEmpty && (await hasState(session))) {
    session.output.note(session.messages.ui.stateLeft({ command: commandFor(session, `state move --to ${config.state}`) }));
  }
  const reading = await ownFiles(session, config, answers, aws, state);
  if (!lenient) {
    const open = openIn(reading.problems);
    if (open !== undefined && mayAsk(session)) {
      const changed = { ...answers, ...(await askTraffic(session, config, open)) };
      await save(session, said, changed, plain);
      return arrive(session, { ...said, answers: changed }, course, { ...interviewed, answers: changed });
    }
    refuse(reading.problems);
  }
  showFound(session, found);
  if (!lenient) showOwnFiles(session, config, reading);

  const setup = createSetup(config, aws, reading.files);
  return {
    config,
    answers,
    context: known,
    choices,
    aws,
    regionSource,
    store,
    state,
    setup,
    nodes: allNodes(setup),
    // What was found is written down, so that the set-up stays as it is when the project changes.
    saveConfig: () => save(session, said, { ...answersOf(found), ...answers }, plain),
    again: async changed => {
      await save(session, said, changed, plain);
      const after = { ...said, answers: changed };
      return arrive(session, after, course, await holdInterview(session, after, course));
    },
  };
}

/** The files that the user has brought along or changed. What a set-up of this project has rendered is not among them. */
async function ownFiles(session: Session, config: Config, answers: Answers, aws: Connection, state: State) {
  const { io } = session;
  const texts = new Map<string, string>();
  for (const file of [config.taskdef.file, config.appspec.file]) texts.set(file, (await textOf(resolve(io.cwd, file))) ?? '');
  const noted = new Set([...(await renderedHashes(session)), ...hashesIn(state)]);
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
      fileChangeLines({ path, from, to, why }, messages).forEach(output.note);
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
