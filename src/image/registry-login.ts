/** What a registry asks for in a 401 answer. */
export interface Challenge {
  readonly scheme: 'basic' | 'bearer';
  readonly parameters: Readonly<Record<string, string>>;
}

/** Value of an Authorization header that logs in with a name and a password; kept out of every log and error. */
export type Login = () => Promise<string | undefined>;

/** Reads a WWW-Authenticate header; undefined for schemes that registries do not use. */
export function parseChallenge(header: string | null): Challenge | undefined {
  const [, scheme = '', rest = ''] = /^\s*(basic|bearer)\b(.*)$/is.exec(header ?? '') ?? [];
  if (scheme === '') return undefined;
  const pairs = [...rest.matchAll(/(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)];
  return {
    scheme: scheme.toLowerCase() === 'bearer' ? 'bearer' : 'basic',
    parameters: Object.fromEntries(
      pairs.map(([, name = '', quoted, bare = '']) => [name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare]),
    ),
  };
}

/** Where to fetch a token for a Bearer challenge: https, or this machine; undefined when the realm is neither. */
export function tokenUrl({ parameters }: Challenge, scope: string): URL | undefined {
  if (!URL.canParse(parameters.realm ?? '')) return undefined;
  const url = new URL(parameters.realm ?? '');
  if (url.protocol !== 'https:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)) return undefined;
  if (parameters.service !== undefined) url.searchParams.set('service', parameters.service);
  url.searchParams.set('scope', scope);
  return url;
}
