import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readIfThere } from '../engine/read-if-there.ts';
import { hasUnknown } from '../engine/refs.ts';
import type { Context, Kind } from '../engine/types.ts';
import { renderFile, type TemplateName, type TemplateValues } from '../render.ts';

export interface LocalFileSpec {
  readonly path: string;
  readonly template: TemplateName;
  readonly values: TemplateValues;
}

export type LocalFileOutputs = {
  readonly path: string;
  /** SHA-256 of what we last wrote, so that an edit is noticed; empty for a file that was never ours. */
  readonly hash: string;
};

/**
 * A file of the user's project, rendered from a template. As soon as the user has changed it, or where it was before us, it is
 * the user's own: it counts as it should be, and is neither overwritten nor deleted.
 */
export const localFile: Kind<LocalFileSpec, LocalFileOutputs, Context> = {
  type: 'local-file',
  outputs: ['path', 'hash'],
  identity: ['path'],
  permissions: { read: [], write: [] },

  async read(context, spec, known) {
    const path = known?.path ?? spec.path;
    const content = await readIfThere(path);
    if (content === undefined) return undefined;
    const { template, values } = spec;
    const hash = hashOf(content);
    const isWanted = isRendered(spec, content);
    const isOurs = hash === known?.hash;
    return {
      outputs: { path, hash: isOurs || isWanted ? hash : (known?.hash ?? '') },
      // Values cannot be read back out of a text; that they are others is all that can be told.
      actual: { path, template, values: isOurs && !isWanted ? {} : values },
      owner: context.owner,
    };
  },

  async ensure(_context, spec, live) {
    const { path } = spec;
    const content = await readIfThere(path);
    if (content !== undefined && hashOf(content) !== live?.outputs.hash && !isRendered(spec, content)) {
      return live?.outputs ?? { path, hash: '' };
    }
    const wanted = renderFile(spec);
    if (content !== wanted) await writeWhole(path, wanted);
    return { path, hash: hashOf(wanted) };
  },

  async isOurs({ path, hash }) {
    const content = await readIfThere(path);
    return content === undefined || hashOf(content) === hash;
  },

  async remove(_context, known) {
    const content = await readIfThere(known.path);
    if (content !== undefined && hashOf(content) === known.hash) await rm(known.path, { force: true });
  },
};

const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');

const isRendered = (spec: LocalFileSpec, content: string): boolean => !hasUnknown(spec.values) && renderFile(spec) === content;

/** The file is the old one or the new one at every instant, never half of it. */
async function writeWhole(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.tmp`;
  await writeFile(draft, content, { flag: 'wx' });
  await rename(draft, path);
}
