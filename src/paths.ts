type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** What stands at a dotted path (`source.branch`, `containerDefinitions.0.name`) in plain data. */
export const getPath = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, key) => (isTree(part) ? part[key] : undefined), data);

/** Puts a value at a dotted path, making the objects on the way. Changes `data`. */
export function setPath(data: object, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? path;
  const target = keys.reduce<Tree>((part, key) => {
    const next = part[key];
    if (isTree(next)) return next;
    const made: Tree = {};
    part[key] = made;
    return made;
  }, data as Tree);
  target[last] = value;
}

/** Takes away what stands at a dotted path. Changes `data`. */
export function removePath(data: object, path: string): void {
  const at = path.lastIndexOf('.');
  const parent = at < 0 ? data : getPath(data, path.slice(0, at));
  if (isTree(parent)) delete parent[path.slice(at + 1)];
}

/** A plain object, or undefined. */
export const treeOf = (value: unknown): Tree | undefined => (isTree(value) && !Array.isArray(value) ? value : undefined);

/** The plain objects in a list. */
export const treesIn = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);

/** A scalar as text; what is none has no text. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
