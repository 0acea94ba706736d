import { hasUnknown, refsIn, resolve } from './engine/refs.ts';
import type { OutputValue, Ref } from './engine/types.ts';
import { UserError } from './errors.ts';
import { momentWords } from './i18n/moment.ts';
import type { Prepared } from './prepare.ts';
import { changedFiles, type SourceFile } from './release/files.ts';
import { newerFiles, type NewerFile } from './release/newer-files.ts';
import { renderFile, type FileSpec } from './render.ts';
import { hasImageTrigger } from './setup.ts';
import { APPSPEC_PATH, committedFiles } from './steps/appspec.ts';
import { withoutImages } from './taskdef/without-images.ts';

type Lookup = (ref: Ref) => OutputValue | undefined;

/** The two files as they should stand in the repository. Without an image trigger taskdef.json names the image itself. */
export function filesFor({ setup, nodes }: Prepared, lookup: Lookup, imageUri?: string): readonly SourceFile[] {
  const withImage = (ref: Ref): OutputValue | undefined =>
    ref.$ref === 'image' && ref.attr === 'uri' ? (imageUri ?? lookup(ref)) : lookup(ref);
  return committedFiles(setup).map(file => {
    const known = resolve(file, withImage) as FileSpec;
    const missing = hasUnknown(known) ? refsIn(file).find(ref => withImage(ref) === undefined) : undefined;
    const node = nodes.find(({ id }) => id === missing?.$ref);
    if (node !== undefined) throw new UserError('missingStep', { step: node.step, node: node.id });
    return { path: known.path, content: renderFile(known) };
  });
}

/** Files that the repository does not hold as they are here. */
export interface PendingFiles {
  /** Names of those whose changes a release would bring live. */
  readonly changed: readonly string[];
  /** Those that are newer in the repository. */
  readonly newer: readonly NewerFile[];
}

export async function pendingFiles(prepared: Prepared, lookup: Lookup): Promise<PendingFiles> {
  const changed = await changedFiles(prepared.aws, prepared.config.source, filesFor(prepared, lookup));
  const newer = await newerThanHere(prepared, changed, String(lookup({ $ref: 'image-repository', attr: 'uri' }) ?? ''));
  return { changed: changed.map(({ path }) => path).filter(path => newer.every(file => file.path !== path)), newer };
}

/** What the repository has of those files that are here as an earlier commit had them. */
export const newerThanHere = (
  { aws, config, setup }: Prepared,
  changed: readonly SourceFile[],
  imageRepository: string,
): Promise<readonly NewerFile[]> =>
  newerFiles(aws, config.source, changed, text => (hasImageTrigger(setup) ? text : withoutImages(text, imageRepository)));

/** What is told of a file that is newer in the repository. */
export const newerFacts = ({ config }: Prepared, { path, commit, author, at }: NewerFile) => ({
  file: path === APPSPEC_PATH ? config.appspec.file : config.taskdef.file,
  commit: commit.slice(0, 8),
  author,
  date: momentWords(at),
});
