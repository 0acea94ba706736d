import type { ImageType } from '../config.ts';
import type { Messages } from '../i18n/index.ts';
import { missingSource } from '../image/missing-source.ts';
import { describe } from './error-view.ts';

/** What is wrong with a place on disk that an image is to come from, and what to name instead; true where nothing is. */
export function missingImage(type: ImageType, from: string, messages: Messages): string | true {
  const problem = missingSource(type, from);
  return problem === undefined ? true : `${describe(problem, messages).message} ${messages.wizard.imageFrom[type].why}`;
}
