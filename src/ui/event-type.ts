import type { Messages } from '../i18n/index.ts';

/** What a line of `--json` is about; each has words in the catalogue, which the reference prints. */
export type EventType = keyof Messages['help']['events'];
