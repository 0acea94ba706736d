import type { Config, ConfigKey, ConfigValue, ValueAt } from '../config.ts';

/** A value, and what it was read from, in words that need no translation: `Dockerfile: EXPOSE 3000`. */
export interface Finding<T extends ConfigValue = ConfigValue> {
  readonly value: T;
  readonly source: string;
}

/** A finding that is the default of a question, for flags, `--yes` and prompts alike. */
export interface Detection extends Finding {
  readonly key: ConfigKey;
  /** Whether it counts, given the answers to the questions before it; none: it always does. */
  readonly when?: ((config: Config) => boolean) | undefined;
  /** Several values would do as well, so a person is asked. */
  readonly unsure: boolean;
  /** It says again with each run where it was found (a user's own file or environment), so `wizard.yaml` does not repeat it. */
  readonly transient?: boolean | undefined;
}

/** Writes a detection down: its value has the type of its question. */
export const detection = <K extends ConfigKey>(
  key: K,
  finding: Finding & { readonly value: ValueAt<Config, K> },
  more: Partial<Pick<Detection, 'when' | 'unsure' | 'transient'>> = {},
): Detection => ({ key, value: finding.value, source: finding.source, unsure: false, ...more });
