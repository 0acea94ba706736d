import { IMAGE_PLACEHOLDER } from './placeholders.ts';

/** The text with the placeholder wherever it names an image of a repository. */
export const withoutImages = (text: string, repositoryUri: string): string =>
  text.replaceAll(new RegExp(`${repositoryUri.replaceAll('.', String.raw`\.`)}[:@][\\w.:-]+`, 'g'), IMAGE_PLACEHOLDER);
