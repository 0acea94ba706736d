import { invalidArgument } from './faults.ts';

interface ListRequest {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  readonly limit: number;
}

/** Part of a list: what was found, what was rolled up, and whether more follows. */
export interface Listed<Entry> {
  readonly entries: Entry[];
  readonly commonPrefixes: string[];
  readonly isTruncated: boolean;
  /** The last key or common prefix of this part. */
  readonly last: string | undefined;
}

const LARGEST_PAGE = 1000;

/** How many keys an answer holds at most. */
export function pageSize(wanted: number | undefined): number {
  if (wanted !== undefined && (wanted < 0 || !Number.isInteger(wanted)))
    throw invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647');
  return Math.min(wanted ?? LARGEST_PAGE, LARGEST_PAGE);
}

/** S3 sorts by the bytes of UTF-8, not by UTF-16. */
export const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Walks sorted entries: those under the prefix, with what the delimiter cuts rolled up into common prefixes. */
export function listKeys<Entry extends { readonly key: string }>(
  sorted: readonly Entry[],
  { prefix, delimiter, limit }: ListRequest,
): Listed<Entry> {
  const entries: Entry[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  for (const entry of sorted) {
    if (!entry.key.startsWith(prefix)) continue;
    const cut = delimiter ? entry.key.indexOf(delimiter, prefix.length) : -1;
    const rolled = cut < 0 ? undefined : entry.key.slice(0, cut + (delimiter?.length ?? 0));
    if (rolled !== undefined && rolled === commonPrefixes.at(-1)) continue;
    if (entries.length + commonPrefixes.length >= limit) return { entries, commonPrefixes, isTruncated: limit > 0, last };
    if (rolled === undefined) entries.push(entry);
    else commonPrefixes.push(rolled);
    last = rolled ?? entry.key;
  }
  return { entries, commonPrefixes, isTruncated: false, last };
}

/** Keys in answers, encoded where the client asks for it: XML cannot carry every character. */
export const encoder =
  (encoding: string | undefined) =>
  (text: string): string =>
    encoding === 'url' ? encodeURIComponent(text).replaceAll('%2F', '/') : text;
