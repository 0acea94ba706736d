import { isDeepStrictEqual } from 'node:util';
import type { Answers, Config, ConfigContext, ConfigKey, ConfigValue } from '../config.ts';
import type { Messages } from '../i18n/index.ts';
import type { Question } from '../questions/question.ts';
import { readAnswer, type Read } from '../questions/answer.ts';
import { missingInputs, resolveConfig, valueOf } from '../resolve-config.ts';
import type { Choice, Prompter } from './prompter.ts';

export interface AskOptions {
  /** What the flags and the file say, flags over file. */
  readonly answers: Answers;
  readonly context: ConfigContext;
  /** Undefined where nobody can be asked, or `--yes` takes the defaults. */
  readonly prompter: Prompter | undefined;
  readonly messages: Messages;
  /** Ask every question, not only the few without which a first set-up would be a guess. */
  readonly all?: boolean;
  /** What a question can be answered with where only AWS knows: VPCs, subnets. */
  readonly choices?: (key: ConfigKey, config: Config) => Promise<readonly Choice[] | undefined>;
  /** Says why a question is asked, before it is. */
  readonly explain?: (text: string) => void;
  /** Called after every answer, so that Ctrl-C loses none. A default that must not be written down is left out. */
  readonly save?: (answers: Answers) => Promise<void>;
}

/** Fills in what has not been said: asks where somebody can be asked, else takes the defaults; what has none is reported all at once. */
export async function ask(questions: readonly Question[], options: AskOptions): Promise<Answers> {
  let answers = options.answers;
  const { prompter } = options;
  if (prompter !== undefined) {
    for (const question of questions) {
      if (!isAsked(question, answers, options)) continue;
      const { config } = resolveConfig(answers, options.context);
      const value = await askOne(question, config, prompter, options);
      if (question.floating === true && isDeepStrictEqual(value, valueOf(config, question))) continue;
      answers = { ...answers, [question.key]: value };
      await options.save?.(answers);
    }
  }
  const missing = resolveConfig(answers, options.context).missing.filter(question => questions.includes(question));
  if (missing.length > 0) throw missingInputs(missing);
  return answers;
}

function isAsked(question: Question, answers: Answers, { context, all }: AskOptions): boolean {
  if (answers[question.key] !== undefined) return false;
  const { config, missing } = resolveConfig(answers, context);
  if (missing.includes(question)) return true;
  return question.asked?.(config, context) ?? (all === true && question.choices?.length !== 1);
}

const textOf = (value: ConfigValue | undefined): string | undefined => (value === undefined ? undefined : String(value));

async function askOne(question: Question, config: Config, prompter: Prompter, options: AskOptions): Promise<ConfigValue> {
  const { messages } = options;
  const words = messages.ask[question.key];
  const initial = textOf(valueOf(config, question) ?? question.suggestion);
  options.explain?.(words.why);
  const choices = (await options.choices?.(question.key, config)) ?? choicesOf(question, messages);
  const read = (raw: unknown): Read => checked(question, readAnswer(question, raw), config);
  const complaint = (raw: unknown): string | true => {
    const result = read(raw);
    return 'value' in result ? true : messages.rules[result.breach.rule](result.breach);
  };
  const answer = async (): Promise<unknown> => {
    if (choices !== undefined && question.type === 'list')
      return prompter.checkbox({ message: words.message, choices, validate: complaint });
    if (choices !== undefined) return prompter.select({ message: words.message, initial, choices });
    const hint = question.type === 'list' ? ` (${messages.asking.list})` : '';
    return prompter.input({ message: `${words.message}${hint}`, initial, validate: complaint });
  };
  const result = read(await answer());
  // The prompt has let nothing else through; a list that AWS gave is what it is.
  return 'value' in result ? result.value : askOne(question, config, prompter, options);
}

/** The answer with the rules of its question and the other answers applied. */
function checked(question: Question, read: Read, config: Config): Read {
  const breach = 'value' in read ? question.check?.(read.value, config) : undefined;
  return breach === undefined ? read : { breach };
}

function choicesOf(question: Question, messages: Messages): readonly Choice[] | undefined {
  if (question.type === 'yes-no') {
    return [
      { value: 'true', name: messages.asking.yes },
      { value: 'false', name: messages.asking.no },
    ];
  }
  return question.choices?.map(choice => ({ value: String(choice) }));
}
