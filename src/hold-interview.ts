import type { CallListener } from './aws/calls.ts';
import type { Connection } from './aws/connect.ts';
import { knownProfile } from './aws/profiles.ts';
import type { Answers, Config, ConfigContext } from './config.ts';
import type { Detected } from './detect/detect.ts';
import type { Question, StepName } from './questions/question.ts';
import { resolveConfig } from './resolve-config.ts';
import { problemsOf, refuse, regionSourceOf, save, type Said } from './said.ts';
import type { Session } from './session.ts';
import { ask, askedBefore, type AccountChoices } from './ui/ask.ts';
import { resumeInterview, takeBack } from './ui/interview.ts';
import { note } from './ui/note.ts';
import { prompterOf, WentBack } from './ui/prompter.ts';
import { showKept } from './ui/show-kept.ts';
import { hasState, showPlace, wayIn } from './workspace.ts';

/** What an interview is about. */
export interface Interviewing {
  readonly context: ConfigContext;
  readonly detected: Detected | undefined;
  readonly questions: readonly Question[];
  readonly page: StepName | undefined;
  /** One may go back to what an earlier run has asked. */
  readonly resumes?: boolean;
}

/** What an interview has led to. */
export interface Interviewed {
  readonly aws: Connection;
  /** Where the region was said. */
  readonly regionSource: string;
  readonly answers: Answers;
  /** With what AWS has told. */
  readonly known: ConfigContext;
  readonly choices: AccountChoices | undefined;
}

/** An empty answer means the profile `default`. */
const profileChoices =
  ({ profiles }: ConfigContext): AccountChoices =>
  async key =>
    key === 'profile' ? profiles?.map(name => ({ value: name === 'default' ? '' : name, name })) : undefined;

/** Asks what must be known before anything else, connects, and asks what only makes sense once AWS can be looked at; back and forth, as is wished. */
export async function holdInterview(
  session: Session,
  said: Said,
  { context, detected, questions, page, resumes }: Interviewing,
): Promise<Interviewed> {
  const { messages, output, colour } = session;
  // It is also where the region may come from, which would be missed in its stead.
  if (!context.sandbox) await knownProfile(profileOf(session, resolveConfig(said.answers, context).config));
  const prompter = mayAsk(session) ? prompterOf(session) : undefined;
  const kept =
    prompter === undefined || resumes !== true
      ? []
      : askedBefore(questions, said.answers, { context, all: page !== undefined }).filter(({ key }) => said.spots.has(key));
  const interview = resumeInterview(
    said.answers,
    kept.map(({ key }) => key),
  );
  let isTold = kept.length === 0;
  const tellKept = (): void => {
    if (!isTold) showKept(session, kept, resolveConfig(said.answers, context).config);
    isTold = true;
  };
  const shared = {
    prompter,
    messages,
    interview,
    explain(text: string) {
      tellKept();
      output.note(colour.dim(text));
    },
    save: (answers: Answers) => save(session, said, answers, context),
  };
  // Where nobody is asked, all that is missing is told at once.
  const isFirst = ({ step }: Question): boolean => step === 'init' || prompter === undefined;
  const later = questions.filter(question => !isFirst(question));
  let before = said.answers;
  for (;;) {
    const early = prompter === undefined && detected ? { ...context, detected: await detected.all() } : context;
    const first = await ask(questions.filter(isFirst), { ...shared, answers: before, context: early, choices: profileChoices(context) });
    refuse(problemsOf(first, said, early));
    const { config } = resolveConfig(first, early);
    const aws = await connectFor(session, config, await wayIn(session, config.region));
    const regionSource = await regionSourceOf(session, said, aws);
    showPlace(session, aws, regionSource);
    const everything = await detected?.all();
    const unbuildable = said.answers['image.type'] === undefined ? detected?.unbuildable() : undefined;
    if (unbuildable !== undefined) output.note(messages.wizard.noBuilder({ file: unbuildable }));
    if (later.length === 0) return { aws, regionSource, answers: first, known: early, choices: undefined };
    if (page !== undefined) output.note(`\n${colour.bold(messages.steps[page].title)}\n${messages.steps[page].why}`);
    const [{ networkChoices }, { accountChoices }] = await Promise.all([import('./network-choices.ts'), import('./account-choices.ts')]);
    const network = await networkChoices(aws, messages.wizard);
    const ofAccount = accountChoices(aws);
    const choices: AccountChoices = async (key, wanted) => (await network.choices(key, wanted)) ?? (await ofAccount(key, wanted));
    const found = everything && [...everything, ...network.detections];
    const known = { ...context, defaultVpc: network.defaultVpc, detected: found };
    try {
      const answers = await ask(later, { ...shared, answers: first, context: known, choices, all: page !== undefined });
      return { aws, regionSource, answers, known, choices };
    } catch (error) {
      if (!(error instanceof WentBack)) throw error;
      before = takeBack(interview) ?? before;
    }
  }
}

/**
 * What lies about in the project decides only until a set-up is begun: with the first run, or where the questions of an earlier one were not
 * all answered.
 */
export async function detects(session: Session, said: Said, context: ConfigContext, questions: readonly Question[]): Promise<boolean> {
  if (questions.length === 0 || (await hasState(session))) return false;
  if (said.text === undefined) return true;
  const { config } = resolveConfig(said.answers, context);
  return mayAsk(session) && questions.some(({ key, asked }) => said.answers[key] === undefined && asked?.(config, context) === true);
}

/** Whether somebody is there to be asked, and wants to be. */
export const mayAsk = ({ interactive, options }: Session): boolean => interactive && options.yes !== true;

const profileOf = ({ options }: Session, config: Config): string | undefined => config.profile || options.profile;

async function connectFor(session: Session, config: Config, way: Awaited<ReturnType<typeof wayIn>>): Promise<Connection> {
  const { options, interactive, messages, output } = session;
  const profile = profileOf(session, config);
  const mfa = (serial: string): Promise<string> => prompterOf(session).password({ message: messages.ui.mfa({ serial }) });
  const onCall: CallListener = ({ service, operation, ms, error }) => {
    const failure = error instanceof Error ? error.name : undefined;
    output.event({ type: 'call', service, operation, ms: Math.round(ms), ...(failure !== undefined && { error: failure }) });
    output.note(`${service}:${operation} ${Math.round(ms)} ms${failure === undefined ? '' : ` ${failure}`}`);
  };
  const { app, env, region } = config;
  // Clients of AWS are loaded when the first questions are answered.
  const { connect } = await import('./aws/connect.ts');
  return connect({
    app,
    env,
    region,
    profile,
    signal: session.signal,
    onWaiting: facts => note(session, 'waitingForCredentials', facts),
    ...way,
    ...(interactive && { mfa }),
    ...(options.verbose === true && { onCall }),
  });
}
