import { isDeepStrictEqual } from 'node:util';

/** What has become of a value: come, gone, or another one. */
type Mark = '+' | '-' | '~';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Policies are texts of JSON: what differs inside of them is what counts. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** What an item of a list is called: containers and environment variables have names. */
const keyOf = (item: unknown): string | undefined =>
  isFields(item) ? ['name', 'Name', 'Sid', 'id'].map(key => item[key]).find(key => typeof key === 'string') : undefined;

/** A list as fields: by the names of its items where each has one of its own. */
function namedItems(items: readonly unknown[]): Fields | undefined {
  const keys = items.map(keyOf);
  return keys.every(key => key !== undefined) && new Set(keys).size === keys.length
    ? Object.fromEntries(items.map((item, at) => [keys[at] ?? '', item]))
    : undefined;
}

/**
 * The difference of two values as the lines of a tree, each indented by its depth: only what differs, with `+`, `-` and `~`.
 * `show` writes a value on one line.
 */
export function fieldTree(label: string, from: unknown, to: unknown, show: (value: unknown) => string, indent = ''): readonly string[] {
  const line = (mark: Mark, text: string): string => `${indent}${mark} ${text}`;
  if (from === undefined) return [line('+', `${label}: ${show(to)}`)];
  if (to === undefined) return [line('-', `${label}: ${show(from)}`)];
  const [before, after] = [parsed(from), parsed(to)];
  const below = (lines: readonly string[]): readonly string[] => [line('~', label), ...lines];
  const inside = `${indent}  `;
  const fieldsOf = (a: Fields, b: Fields): readonly string[] =>
    [...new Set([...Object.keys(b), ...Object.keys(a)])]
      .filter(key => !isDeepStrictEqual(a[key], b[key]))
      .flatMap(key => fieldTree(key, a[key], b[key], show, inside));

  if (isFields(before) && isFields(after)) return below(fieldsOf(before, after));
  if (Array.isArray(before) && Array.isArray(after)) {
    const [named, renamed] = [namedItems(before), namedItems(after)];
    const lines = named && renamed ? fieldsOf(named, renamed) : itemLines(before, after, show, inside);
    // The same items in another order have no line of their own.
    if (lines.length > 0) return below(lines);
  }
  return [line('~', `${label}: ${show(from)} -> ${show(to)}`)];
}

/** The items that are in one list only. */
function itemLines(
  before: readonly unknown[],
  after: readonly unknown[],
  show: (value: unknown) => string,
  indent: string,
): readonly string[] {
  const without = (items: readonly unknown[], others: readonly unknown[]): readonly unknown[] =>
    items.filter(item => !others.some(other => isDeepStrictEqual(item, other)));
  return [
    ...without(before, after).map(item => `${indent}- ${show(item)}`),
    ...without(after, before).map(item => `${indent}+ ${show(item)}`),
  ];
}
