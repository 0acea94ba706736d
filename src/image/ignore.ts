/** Never part of a site: version control, packages, and everything hidden (keys, settings), save what RFC 8615 puts there. */
const isNeverServed = (name: string): boolean =>
  name === 'node_modules' || name === 'Thumbs.db' || name === 'desktop.ini' || (name.startsWith('.') && name !== '.well-known');

/** What the wizard keeps at the root of a project, which may be that of the site; `taskdef.prod.json` is that of another environment. */
const OUR_FILES = /^(?:wizard\.ya?ml|(?:taskdef|create-service)(?:\.[\w-]+)?\.json|appspec(?:\.[\w-]+)?\.ya?ml)$/;

/** Tells which paths below a folder stay out of the image. */
export type Ignore = (path: string) => boolean;

/** What is never served, and what a `.dockerignore` names: https://docs.docker.com/build/concepts/context/#dockerignore-files */
export function ignoreFrom(dockerignore: string): Ignore {
  const rules = dockerignore
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(ruleOf);
  return path => {
    if (OUR_FILES.test(path) || path.split('/').some(isNeverServed)) return true;
    // The last line that matches decides.
    return rules.findLast(rule => rule.pattern.test(path))?.ignores ?? false;
  };
}

interface Rule {
  readonly ignores: boolean;
  readonly pattern: RegExp;
}

function ruleOf(line: string): Rule {
  const ignores = !line.startsWith('!');
  const glob = (ignores ? line : line.slice(1)).trim().replace(/^(?:\.?\/)+|\/+$/g, '');
  // A folder takes along all that is in it.
  return {
    ignores,
    pattern: new RegExp(
      `^${glob
        .split('/')
        .map(segment)
        .join('/')
        .replace(/(?<=^|\/)\.\*\//g, '(?:.*/)?')}(?:/.*)?$`,
    ),
  };
}

function segment(part: string): string {
  if (part === '**') return '.*';
  return part
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
}
