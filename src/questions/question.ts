import type { Config, ConfigContext, ConfigKey, ConfigValue, ValueAt } from '../config.ts';
import type { Check } from '../rules.ts';

/** The pages of the wizard. */
export type StepName = 'init' | 'source' | 'ecr' | 'taskdef' | 'alb' | 'appspec' | 'service' | 'codedeploy' | 'pipeline';

export type QuestionType = 'text' | 'number' | 'yes-no' | 'choice' | 'list';

/** One input, in all its forms: a key of `wizard.yaml`, a flag, a prompt. The words are under `ask.<key>` in the catalogue. */
export interface Question {
  readonly key: ConfigKey;
  /** Without the two hyphens. */
  readonly flag: string;
  readonly step: StepName;
  readonly type: QuestionType;
  /** The whole list; anything else is refused. */
  readonly choices?: readonly (string | number)[] | undefined;
  /** Undefined where it must be said. May look at the answers of the questions before it. */
  readonly initial: (config: Config, context: ConfigContext) => ConfigValue | undefined;
  /** What a prompt offers where there is no default. */
  readonly suggestion?: ConfigValue | undefined;
  /** Whether `init` asks it; undefined, as where it is not there: only the command of its page does. */
  readonly asked?: ((config: Config, context: ConfigContext) => boolean | undefined) | undefined;
  /** The default is never written down, since it is another one in the sandbox. */
  readonly floating?: boolean | undefined;
  /** It names a thing that must exist in the account, so a rehearsal goes on without it. */
  readonly ofAccount?: boolean | undefined;
  readonly check?: Check | undefined;
}

interface Written<K extends ConfigKey> {
  readonly key: K;
  readonly type: QuestionType;
  readonly choices?: readonly (string | number)[];
  readonly initial: (config: Config, context: ConfigContext) => ValueAt<Config, K> | undefined;
  readonly suggestion?: ValueAt<Config, K>;
  readonly asked?: (config: Config, context: ConfigContext) => boolean | undefined;
  readonly floating?: boolean;
  readonly ofAccount?: boolean;
  readonly check?: Check;
}

/** `taskdef.executionRole` -> `taskdef-execution-role` */
export const flagOf = (key: string): string => key.replaceAll('.', '-').replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

/** Writes questions of a step down: each key exists in the config, and its default has that key's type. */
export const questionsOf =
  (step: StepName) =>
  <K extends ConfigKey>(written: Written<K>): Question => ({ ...written, flag: flagOf(written.key), step });
