import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { digestOfFile } from './digest.ts';
import { ignoreFrom, type Ignore } from './ignore.ts';
import type { Report } from './report.ts';
import type { TarFile } from './tar-writer.ts';

interface Walk {
  /** Real path of the folder, which links may not lead out of. */
  readonly root: string;
  readonly ignored: Ignore;
  readonly report: Report;
}

/** What a folder of a site brings into an image, under `prefix`, in an order that does not depend on the machine. */
export async function staticFiles(folder: string, prefix: string, report: Report): Promise<readonly TarFile[]> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined || !(await stat(root)).isDirectory()) throw new UserError('imageFolderMissing', { folder });
  const dockerignore = await readFile(join(root, '.dockerignore'), 'utf8').catch(() => '');
  const files = await walk({ root, ignored: ignoreFrom(dockerignore), report }, '', [root]);
  if (!files.some(({ path }) => path !== undefined)) throw new UserError('imageFolderEmpty', { folder });
  return files.map(file => ({ ...file, name: `${prefix}/${file.name}` }));
}

async function walk(context: Walk, below: string, above: readonly string[]): Promise<readonly TarFile[]> {
  const names = (await readdir(join(context.root, below))).sort();
  const files: TarFile[] = [];
  for (const entry of names) {
    const name = below === '' ? entry : `${below}/${entry}`;
    const path = await realpath(join(context.root, name)).catch(() => undefined);
    const isInside = path?.startsWith(`${context.root}${sep}`) ?? false;
    if (path === undefined || !isInside) {
      if (!context.ignored(name)) context.report('linkSkipped', { path: name });
      continue;
    }
    files.push(...(await entryOf(context, name, path, above)));
  }
  return files;
}

async function entryOf(context: Walk, name: string, path: string, above: readonly string[]): Promise<readonly TarFile[]> {
  const found = await stat(path);
  if (found.isDirectory()) {
    // A link to a folder that it lies in would never end.
    if (above.includes(path)) return [];
    const inside = await walk(context, name, [...above, path]);
    // Also into a folder that is ignored: a later line of .dockerignore may take some of it back.
    return inside.length > 0 || !context.ignored(name) ? [{ name, size: 0, modified: 0 }, ...inside] : [];
  }
  if (!found.isFile() || context.ignored(name)) return [];
  return [{ name, path, size: found.size, modified: await timeOf(path) }];
}

/**
 * A time made of the content. nginx answers "not modified" by time and size, so that with one fixed time a browser would keep the old
 * page after a release that changes a word for another of the same length; and the times on disk differ from checkout to checkout.
 */
async function timeOf(path: string): Promise<number> {
  const digest = await digestOfFile(path);
  const twentyYears = 631_152_000;
  return 946_684_800 + (Number.parseInt(digest.slice('sha256:'.length, 'sha256:'.length + 12), 16) % twentyYears);
}
