import type { Answers, Config, ConfigContext, ConfigKey, ConfigValue } from './config.ts';
import type { Detection } from './detect/detection.ts';
import { UserError } from './errors.ts';
import type { Spot } from './i18n/spot.ts';
import { DEFAULT_ENV } from './naming.ts';
import { getPath, setPath } from './paths.ts';
import { QUESTIONS } from './questions.ts';
import type { Question } from './questions/question.ts';
import { environment, type Breach } from './rules.ts';

/** Where each value was said; a value that is not in it was given by a flag. */
export type Spots = ReadonlyMap<ConfigKey, Spot>;

export interface Resolved {
  readonly config: Config;
  /** Questions that have neither an answer nor a default; the config has no value for them. */
  readonly missing: readonly Question[];
}

/** What was found for a question, as far as it counts beside the answers before it and keeps the question's rule. */
export const detectionOf = (question: Question, config: Config, { detected = [], sandbox }: ConfigContext): Detection | undefined =>
  sandbox && question.ofAccount === true
    ? undefined
    : detected.find(
        ({ key, value, when }) => key === question.key && (when?.(config) ?? true) && question.check?.(value, config) === undefined,
      );

/** Answers with every default filled in: what was found, else the tutorial's. A default may depend on the values before it. */
export function resolveConfig(answers: Answers, context: ConfigContext): Resolved {
  // Filled from front to back. That no default looks at what comes after it is held by a test.
  const draft = { env: context.env } as Config;
  const missing = QUESTIONS.filter(question => {
    const said = context.sandbox && question.ofAccount === true ? undefined : answers[question.key];
    const value = said ?? detectionOf(question, draft, context)?.value ?? question.initial(draft, context);
    setPath(draft, question.key, value);
    return value === undefined;
  });
  return { config: draft, missing };
}

/** The value of a question in a config. */
export const valueOf = (config: Config, question: Question): ConfigValue | undefined =>
  getPath(config, question.key) as ConfigValue | undefined;

/** A value that breaks a rule, named by where it was said. */
export function badValue(question: Question, spot: Spot | undefined, value: unknown, breach: Breach): UserError {
  const facts = { ...breach, key: question.key, value: typeof value === 'string' ? value : JSON.stringify(value) };
  return spot === undefined
    ? new UserError('flagValue', { ...facts, flag: question.flag })
    : new UserError('configValue', { ...facts, ...spot });
}

/** The inputs that nobody has said and that have no default, all in one. */
export const missingInputs = (questions: readonly Question[]): UserError =>
  new UserError('missingInputs', {
    keys: questions.map(({ key }) => key).join(', '),
    flags: questions.map(({ flag }) => `--${flag}`).join(' '),
  });

/** Every rule that the config breaks. Defaults are looked at only when all that was said is fine, since they follow from it. */
export function checkConfig(config: Config, answers: Answers, spots: Spots): readonly UserError[] {
  const name = config.env === DEFAULT_ENV ? undefined : environment(config.env, config);
  const broken = QUESTIONS.flatMap(question => {
    const value = valueOf(config, question);
    const breach = value === undefined ? undefined : question.check?.(value, config);
    return breach === undefined
      ? []
      : [{ question, said: question.key in answers, error: badValue(question, spots.get(question.key), value, breach) }];
  });
  const said = broken.filter(one => one.said);
  const defaultsCount = said.length === 0 && name === undefined;
  return [
    ...(name === undefined ? [] : [new UserError('envName', { ...name, value: config.env })]),
    ...(defaultsCount ? broken : said).map(({ error }) => error),
  ];
}
