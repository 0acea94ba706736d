import type { Config, ConfigContext, ConfigKey } from '../config.ts';

/** Whether the answer to a question was found and leaves no doubt, so that nobody need be asked. */
export const isDetected = (key: ConfigKey, config: Config, { detected = [] }: ConfigContext): boolean =>
  detected.find(one => one.key === key && (one.when?.(config) ?? true))?.unsure === false;
