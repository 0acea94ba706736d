import type { ZipFiles } from '../../zip.ts';
import { BuildFailure } from './build-failure.ts';
import type { ArtifactsSpec } from './buildspec.ts';

const WILD: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };

/** `*` stands for a name, `**` for folders too. */
const matcher = (pattern: string): RegExp => {
  const clean = pattern.replace(/^(?:\.\/)+/, '');
  const source = clean.replaceAll(/\*\*\/|\*\*|\*|\?|[.+^$()|[\]{}\\]/g, found => WILD[found] ?? `\\${found}`);
  return new RegExp(`^${source}$`, 's');
};

/** The files that a buildspec wants to keep, by the paths that they get. Fails the build where there are none. */
export function pickArtifacts(files: ZipFiles, spec: ArtifactsSpec | undefined): ZipFiles {
  const base = (spec?.baseDirectory ?? '').replace(/^(?:\.\/)+|^\.$|\/$/g, '');
  const prefix = base === '' ? '' : `${base}/`;
  const wanted = (spec?.files ?? []).map(matcher);
  const excluded = (spec?.excludePaths ?? []).map(matcher);
  const picked = [...files]
    .filter(([path]) => path.startsWith(prefix))
    .map(([path, content]) => [path.slice(prefix.length), content] as const)
    .filter(([path]) => wanted.some(pattern => pattern.test(path)) && !excluded.some(pattern => pattern.test(path)))
    .map(([path, content]) => [spec?.discardPaths === true ? (path.split('/').at(-1) ?? path) : path, content] as const);
  if (picked.length === 0) throw new BuildFailure('CLIENT_ERROR', 'no matching artifact paths found');
  return new Map(picked);
}
