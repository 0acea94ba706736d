import type { Connection } from './aws/connect.ts';
import type { Answers, Config, ConfigContext } from './config.ts';
import { detect } from './detect/detect.ts';
import type { Node, State } from './engine/types.ts';
import { detects, holdInterview } from './hold-interview.ts';
import type { Question, StepName } from './questions/question.ts';
import { resolveConfig } from './resolve-config.ts';
import { contextOf, problemsOf, readConfig, refuse } from './said.ts';
import type { Session } from './session.ts';
import type { Setup } from './setup.ts';
import type { StateHome } from './state/state-home.ts';
import type { AccountChoices } from './ui/ask.ts';

/** All that a command needs once it is known what is wanted, where, and by whom. */
export interface Prepared {
  readonly config: Config;
  readonly aws: Connection;
  /** Where the region was said. */
  readonly regionSource: string;
  readonly store: StateHome;
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
  /** A damaged state stands in the way of nothing either: it is about to be written anew. */
  readonly rebuilds?: boolean;
}

/** Finds out what is wanted (flags, wizard.yaml, what is found here, questions), connects, and makes the list of wanted things. Changes nothing on AWS. */
export async function prepare(session: Session, questions: readonly Question[], options: PrepareOptions = {}): Promise<Prepared> {
  const said = await readConfig(session);
  const plain = await contextOf(session, said);
  const detected = (await detects(session, said, plain, questions))
    ? await detect(session.io.cwd, session.io.env, plain.sandbox)
    : undefined;
  const context: ConfigContext = { ...plain, detected: detected?.detections, profiles: detected?.profiles };
  const problems = [...said.problems, ...problemsOf(said.answers, said, context)];
  if (problems.length > 0 && options.lenient !== true) {
    const { problemsInFiles } = await import('./problems-in-files.ts');
    refuse([...problems, ...(await problemsInFiles(session, said.answers, context))]);
  }
  refuse(problems);
  const course = {
    questions,
    page: options.page,
    lenient: options.lenient === true,
    rebuilds: options.rebuilds === true,
    plain,
    context,
    detected,
  };
  const interviewed = await holdInterview(session, said, { ...course, resumes: true });
  return (await import('./arrive.ts')).arrive(session, said, course, interviewed);
}

/** The region of a rehearsal: what was said by flag, in the file or to the AWS CLI, else the tutorial's. */
export async function rehearsalRegion(session: Session): Promise<string> {
  const said = await readConfig(session);
  return tutorialRegion(said.answers, await contextOf(session, said));
}

const tutorialRegion = (answers: Answers, context: ConfigContext): string =>
  resolveConfig(answers, { ...context, sandbox: true }).config.region;

/** What is wanted, as far as flags and file say it, without a look at AWS and without a question; where no region is said, for that of the tutorial. */
export async function wantedConfig(
  session: Session,
): Promise<{ readonly config: Config; readonly answers: Answers; readonly regionIsSaid: boolean }> {
  const said = await readConfig(session);
  const context = await contextOf(session, said);
  refuse([...said.problems, ...problemsOf(said.answers, said, context)]);
  const { config, missing } = resolveConfig(said.answers, context);
  const regionIsSaid = missing.every(({ key }) => key !== 'region');
  if (regionIsSaid) return { config, answers: said.answers, regionIsSaid };
  const region = tutorialRegion(said.answers, context);
  return { config: resolveConfig(said.answers, { ...context, region }).config, answers: said.answers, regionIsSaid };
}
