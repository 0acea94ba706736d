import { isDeepStrictEqual } from 'node:util';
import type { Answers, Config, ConfigContext, ConfigKey, ConfigValue } from '../config.ts';
import type { Messages } from '../i18n/index.ts';
import { readAnswer, type Read } from '../questions/answer.ts';
import { questionByKey } from '../questions.ts';
import type { Question } from '../questions/question.ts';
import { detectionOf, missingInputs, resolveConfig, valueOf } from '../resolve-config.ts';
import { createInterview, takeBack, type Interview } from './interview.ts';
import { missingImage } from './missing-image.ts';
import { WentBack, type Choice, type Prompter } from './prompter.ts';
import { choicesOf, helpOf, wordsOf } from './question-words.ts';

/** What a question can be answered with where only AWS knows: VPCs, subnets, repositories. */
export type AccountChoices = (key: ConfigKey, config: Config) => Promise<readonly Choice[] | undefined>;

export interface AskOptions {
  /** What the flags and the file say, flags over file. */
  readonly answers: Answers;
  readonly context: ConfigContext;
  /** Undefined where nobody can be asked, or `--yes` takes the defaults. */
  readonly prompter: Prompter | undefined;
  readonly messages: Messages;
  /** Ask every question, not only the few without which a first set-up would be a guess. */
  readonly all?: boolean;
  readonly choices?: AccountChoices | undefined;
  /** Says why a question is asked, before it is. */
  readonly explain?: (text: string) => void;
  /** Called after every answer, so that Ctrl-C loses none. A default that must not be written down is left out. */
  readonly save?: (answers: Answers) => Promise<void>;
  /** What was asked in this run, also of other questions: the way back goes through them. */
  readonly interview?: Interview;
}

/**
 * Fills in what has not been said: asks where somebody can be asked, else takes the defaults; what has none is reported all at once. Throws
 * `WentBack` when somebody wants a question that is not among these.
 */
export async function ask(questions: readonly Question[], options: AskOptions): Promise<Answers> {
  const { prompter, context, interview = createInterview() } = options;
  let { answers } = options;
  for (;;) {
    const isOpen = (question: Question): boolean => !interview.given.some(({ key }) => key === question.key);
    const question = prompter && questions.find(one => isOpen(one) && isAsked(one, answers, options));
    if (prompter === undefined || question === undefined) break;
    const { config } = resolveConfig(answers, context);
    try {
      const value = await askOne(question, config, prompter, { ...options, interview });
      interview.given.push({ key: question.key, before: answers });
      // Another sort of image comes from somewhere else.
      if (question.key === 'image.type' && value !== interview.remembered.get('image.type')) interview.remembered.delete('image.from');
      interview.remembered.set(question.key, value);
      if (isFloating(question, value, config)) continue;
      answers = { ...answers, [question.key]: value };
      await options.save?.({ ...rememberedBeside(answers, interview, context), ...answers });
    } catch (error) {
      const last = interview.given.at(-1);
      if (!(error instanceof WentBack) || !questions.some(({ key }) => key === last?.key)) throw error;
      answers = takeBack(interview) ?? answers;
    }
  }
  const missing = resolveConfig(answers, context).missing.filter(question => questions.includes(question));
  if (missing.length > 0) throw missingInputs(missing);
  return answers;
}

const isFloating = (question: Question, value: ConfigValue, config: Config): boolean =>
  question.floating === true && isDeepStrictEqual(value, valueOf(config, question));

/** What was answered before somebody went back, and will be offered again. */
function rememberedBeside(answers: Answers, { remembered }: Interview, context: ConfigContext): Answers {
  const { config } = resolveConfig(answers, context);
  const kept = [...remembered].filter(([key, value]) => {
    const question = questionByKey(key);
    return question !== undefined && !isFloating(question, value, config) && question.check?.(value, config) === undefined;
  });
  return Object.fromEntries(kept);
}

/** Those of the questions that an earlier run has asked, in their order; `answers` are what it has kept. */
export const askedBefore = (
  questions: readonly Question[],
  answers: Answers,
  options: Pick<AskOptions, 'context' | 'all'>,
): readonly Question[] =>
  questions.filter(
    question => answers[question.key] !== undefined && isAsked(question, { ...answers, [question.key]: undefined }, options),
  );

function isAsked(question: Question, answers: Answers, { context, all }: Pick<AskOptions, 'context' | 'all'>): boolean {
  if (answers[question.key] !== undefined) return false;
  const { config, missing } = resolveConfig(answers, context);
  if (missing.includes(question)) return true;
  return question.asked?.(config, context) ?? (all === true && question.choices?.length !== 1);
}

const textOf = (value: ConfigValue | undefined): string | undefined => (value === undefined ? undefined : String(value));

/** Asks one question, whether or not it has been answered. */
export async function askOne(question: Question, config: Config, prompter: Prompter, options: AskOptions): Promise<ConfigValue> {
  const { messages, context, interview } = options;
  const words = wordsOf(question, config, messages);
  const remembered = interview?.remembered.get(question.key);
  const usual = remembered ?? valueOf(config, question) ?? question.suggestion;
  const found = detectionOf(question, config, context);
  options.explain?.(words.why);
  const ofAccount = await options.choices?.(question.key, config);
  const choices = ofAccount ?? choicesOf(question, messages);
  const read = (raw: unknown): Read => checked(question, readAnswer(question, raw), config);
  const complaint = (raw: unknown): string | true => {
    const result = read(raw);
    return 'value' in result ? true : messages.rules[result.breach.rule](result.breach);
  };
  const shared = {
    initial: textOf(usual),
    source: isDeepStrictEqual(found?.value, usual) ? found?.source : undefined,
    help: helpOf(question, messages),
    canGoBack: (interview?.given.length ?? 0) > 0,
  };
  const answer = async (): Promise<unknown> => {
    if (choices === undefined) {
      const hint = question.type === 'list' ? ` (${messages.asking.list})` : '';
      const verify = (from: string): string | true => question.key !== 'image.from' || missingImage(config.image.type, from, messages);
      return prompter.input({ message: `${words.message}${hint}`, validate: complaint, verify, ...shared });
    }
    if (question.type === 'list') return prompter.checkbox({ message: words.message, choices, validate: complaint, ...shared });
    // What the account has can be used, or something new be named.
    const free = (text: string): Choice | undefined =>
      complaint(text) === true ? { value: text, name: messages.wizard.newName({ name: text }) } : undefined;
    const mayBeNew = ofAccount !== undefined && question.ofAccount !== true && question.step !== 'init';
    const offered = mayBeNew ? withUsual(choices, textOf(usual), messages) : choices;
    return prompter.select({ message: words.message, choices: offered, ...(mayBeNew && { free }), ...shared });
  };
  const result = read(await answer());
  // The prompt has let nothing else through; a list that AWS gave is what it is.
  return 'value' in result ? result.value : askOne(question, config, prompter, options);
}

/** The choices with what is meant if nothing is said, which may not exist yet. */
const withUsual = (choices: readonly Choice[], usual: string | undefined, { wizard }: Messages): readonly Choice[] =>
  usual === undefined || choices.some(({ value }) => value === usual)
    ? choices
    : [{ value: usual, name: wizard.newName({ name: usual }) }, ...choices];

/** The answer with the rules of its question and the other answers applied. */
function checked(question: Question, read: Read, config: Config): Read {
  const breach = 'value' in read ? question.check?.(read.value, config) : undefined;
  return breach === undefined ? read : { breach };
}
