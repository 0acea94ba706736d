import { hasUnknown, refsIn, resolve } from './engine/refs.ts';
import type { OutputValue, Ref } from './engine/types.ts';
import { UserError } from './errors.ts';
import type { Prepared } from './prepare.ts';
import { changedFiles, type SourceFile } from './release/files.ts';
import { renderFile, type FileSpec } from './render.ts';
import { committedFiles } from './steps/appspec.ts';

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

/** Names of the files that the repository does not hold as they are here: changes that a release would bring live. */
export async function pendingFiles(prepared: Prepared, lookup: Lookup): Promise<readonly string[]> {
  const { repository, branch } = prepared.config.source;
  const changed = await changedFiles(prepared.aws, { repository, branch }, filesFor(prepared, lookup));
  return changed.map(({ path }) => path);
}
