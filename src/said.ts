import type { Connection } from './aws/connect.ts';
import { chooseRegion } from './aws/region.ts';
import { answersFor, CONFIG_FILE, EMPTY_CONFIG } from './config-file.ts';
import type { Answers, ConfigContext } from './config.ts';
import { UserError } from './errors.ts';
import { imageAnswers } from './image-answers.ts';
import { DEFAULT_ENV } from './naming.ts';
import { readPlanFile } from './plan-file.ts';
import { answersInFlags } from './questions/flags.ts';
import { checkConfig, resolveConfig, type Spots } from './resolve-config.ts';
import { textOption, type Session } from './session.ts';
import { configPath, envOf, textOf, writeText } from './workspace.ts';

/** What flags and wizard.yaml say. */
export interface Said {
  readonly text: string | undefined;
  /** What the file says for this environment. */
  readonly before: Answers;
  /** Flags over file. */
  readonly answers: Answers;
  readonly spots: Spots;
  readonly problems: readonly UserError[];
}

/** What the defaults depend on, as far as the command line and the AWS settings tell. */
export async function contextOf(session: Session, said: Said): Promise<ConfigContext> {
  const { options } = session;
  const choice = await chooseRegion({ region: options.region, profile: options.profile ?? said.answers.profile });
  return { env: envOf(session), sandbox: options.sandbox === true, region: choice?.region };
}

/** Reads flags and wizard.yaml. */
export async function readConfig(session: Session): Promise<Said> {
  const path = configPath(session);
  const text = await textOf(path);
  if (text === undefined && session.options.config !== undefined) throw new UserError('configMissing', { file: path });
  const file = text === undefined ? EMPTY_CONFIG : (await import('./parse-config.ts')).parseConfig(text, session.options.config);
  const flags = answersInFlags(session.options);
  const image = imageAnswers(session.options);
  const planned = await plannedAnswers(session, { ...flags.answers, ...image.answers });
  const env = envOf(session);
  if (text !== undefined && env !== DEFAULT_ENV && !file.environments.has(env)) {
    session.output.note(session.messages.ui.unknownEnv({ env, file: session.options.config ?? CONFIG_FILE }));
  }
  const { answers, spots } = answersFor(file, env);
  const given = planned ?? { ...flags.answers, ...image.answers };
  const unsaid = new Map([...spots].filter(([key]) => given[key] === undefined));
  return {
    text,
    before: answers,
    answers: { ...answers, ...given },
    spots: unsaid,
    problems: [...file.problems, ...flags.problems, ...image.problems],
  };
}

/** What a plan that is to be carried out was made from. Nothing else may be said beside it. */
async function plannedAnswers(session: Session, given: Answers): Promise<Answers | undefined> {
  const file = textOption(session, 'plan');
  if (file === undefined) return undefined;
  const settings = Object.keys(given);
  if (settings.length > 0) throw new UserError('planWithAnswers', { file, settings: settings.join(', ') });
  return (await readPlanFile(session, file)).answers;
}

/** All that is wrong, at once. */
export function refuse(problems: readonly UserError[]): void {
  if (problems.length > 0) throw new AggregateError(problems);
}

/** Every rule that the answers and their defaults break. */
export const problemsOf = (answers: Answers, { spots }: Said, context: ConfigContext): readonly UserError[] =>
  checkConfig(resolveConfig(answers, context).config, answers, spots);

/** Where the region was said; `connect` knows only that it was. `sandbox` where it was not: a rehearsal has one of its own. */
export async function regionSourceOf({ options }: Session, said: Said, aws: Connection): Promise<string> {
  if (options.region === undefined && said.before.region !== undefined) return options.config ?? CONFIG_FILE;
  const choice = await chooseRegion({ region: options.region, profile: options.profile ?? said.answers.profile });
  if (aws.sandbox && choice === undefined && said.answers.region === undefined) return 'sandbox';
  // An answer that is none of the user's settings stands in the file from now on.
  return choice?.region === aws.region ? choice.source : (options.config ?? CONFIG_FILE);
}

/** Writes the answers into wizard.yaml; nothing in a dry run. */
export async function save(session: Session, said: Said, answers: Answers, context: ConfigContext): Promise<void> {
  if (session.options.dryRun === true) return;
  const path = configPath(session);
  const before = await textOf(path);
  const { updateConfigText } = await import('./print-config.ts');
  const text = updateConfigText(before ?? said.text, said.before, answers, context, session.messages);
  if (text !== before) await writeText(path, text);
}
