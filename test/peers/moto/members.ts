/** Members of an answer by their path, positions in lists left out, with the values that two servers could agree on. */
export type Members = ReadonlyMap<string, ReadonlySet<string>>;

/** Ids, dates, addresses, ports and sizes are each server's own. */
const isComparable = (value: unknown): value is boolean | string =>
  typeof value === 'boolean' || (typeof value === 'string' && /^(?![A-Z]{16})[A-Za-z_ -]{1,40}$/.test(value));

/** What is in an answer. Empty lists and structures count as left out: XML cannot tell. */
export function membersOf(output: unknown): Members {
  const members = new Map<string, Set<string>>();
  const walk = (value: unknown, path: string): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) return value.forEach(item => walk(item, `${path}[]`));
    if (typeof value === 'object' && !(value instanceof Date) && !(value instanceof Uint8Array) && !('transformToString' in value)) {
      for (const [name, item] of Object.entries(value)) walk(item, path === '' ? name : `${path}.${name}`);
      return;
    }
    const values = members.get(path) ?? new Set();
    members.set(path, values);
    if (isComparable(value)) values.add(String(value));
  };
  walk(output, '');
  return members;
}
