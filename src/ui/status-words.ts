import type { Messages } from '../i18n/index.ts';
import { safe } from './output.ts';

/** A status of AWS in words; one that is not known stays as it is. */
export const statusWords = (status: string, { release }: Messages): string =>
  (release.status as Readonly<Record<string, string>>)[status] ?? safe(status);
