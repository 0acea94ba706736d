import type { World } from '../../world.ts';
import { loadObject, storeObject } from './object-store.ts';
import type { GitObject, GitRepository } from './state.ts';

/** Modes that git gives to entries of a tree. */
export type TreeMode = '100644' | '100755' | '120000' | '160000' | '40000';

export interface TreeEntry {
  readonly mode: TreeMode;
  readonly name: string;
  readonly id: string;
}

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly date: Date;
  /** `+0900`; that of UTC where it is left out. */
  readonly zone?: string;
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

const read = (repository: GitRepository, type: GitObject['type'], id: string): Buffer => {
  const object = repository.objects[id];
  // Only files lie on disk.
  if (object?.type !== type || !('content' in object)) throw new Error(`The repository ${repository.name} lacks the ${type} ${id}.`);
  return Buffer.from(object.content);
};

export const writeBlob = (world: World, repository: GitRepository, content: Uint8Array): string =>
  storeObject(world, repository, { type: 'blob', content });

export function readBlob(world: World, repository: GitRepository, id: string): Uint8Array {
  const object = loadObject(world, repository, id);
  if (object?.type !== 'blob') throw new Error(`The repository ${repository.name} lacks the blob ${id}.`);
  return object.content;
}

/** Size of a file in bytes. */
export function blobSize(repository: GitRepository, id: string): number {
  const object = repository.objects[id];
  return object === undefined ? 0 : 'size' in object ? object.size : object.content.length;
}

/** Git sorts the entries of a tree by bytes, folders as if their names ended in a slash. */
const sortKey = (entry: TreeEntry): Buffer => Buffer.from(entry.mode === '40000' ? `${entry.name}/` : entry.name);

export function writeTree(world: World, repository: GitRepository, entries: readonly TreeEntry[]): string {
  const sorted = [...entries].sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)));
  const parts = sorted.flatMap(entry => [Buffer.from(`${entry.mode} ${entry.name}\0`), Buffer.from(entry.id, 'hex')]);
  return storeObject(world, repository, { type: 'tree', content: new Uint8Array(Buffer.concat(parts)) });
}

/** The entries of a tree, from its body. */
export function parseTree(content: Uint8Array): TreeEntry[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(0x20, at);
    const zero = bytes.indexOf(0, blank);
    entries.push({
      mode: bytes.toString('latin1', at, blank) as TreeMode, // pushed trees are checked for it
      name: bytes.toString('utf8', blank + 1, zero),
      id: bytes.toString('hex', zero + 1, zero + 21),
    });
    at = zero + 21;
  }
  return entries;
}

export const readTree = (repository: GitRepository, id: string): TreeEntry[] => parseTree(read(repository, 'tree', id));

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** What would break the line of a commit is left out, as git does. */
const clean = (text: string): string => text.replaceAll(/[<>\n\0]/g, '').trim();

const personLine = (role: string, person: Person): string =>
  `${role} ${clean(person.name)} <${clean(person.email)}> ${seconds(person.date)} +0000`;

export function writeCommit(world: World, repository: GitRepository, commit: Commit): string {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map(parent => `parent ${parent}`),
    personLine('author', commit.author),
    personLine('committer', commit.committer),
  ];
  const text = `${lines.join('\n')}\n\n${commit.message.replaceAll('\0', '')}`;
  return storeObject(world, repository, { type: 'commit', content: new Uint8Array(Buffer.from(text)) });
}

const parsePerson = (line: string): Person => {
  const [, name = '', email = '', at = '0', zone = '+0000'] = /^(.*?) ?<([^>]*)> (\d+) ([+-]\d{4})$/.exec(line) ?? [];
  return { name, email, date: new Date(Number(at) * 1000), zone };
};

/** A commit, from its body. */
export function parseCommit(content: Uint8Array): Commit {
  const text = Buffer.from(content.buffer, content.byteOffset, content.length).toString('utf8');
  const split = text.indexOf('\n\n');
  const headers = (split < 0 ? text : text.slice(0, split)).split('\n').map((line): [string, string] => {
    const blank = line.indexOf(' ');
    return [line.slice(0, blank), line.slice(blank + 1)];
  });
  const all = (key: string): string[] => headers.filter(([name]) => name === key).map(([, value]) => value);
  return {
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: parsePerson(all('author')[0] ?? ''),
    committer: parsePerson(all('committer')[0] ?? ''),
    message: split < 0 ? '' : text.slice(split + 2),
  };
}

export const readCommit = (repository: GitRepository, id: string): Commit => parseCommit(read(repository, 'commit', id));

/** What a tag object points at, from its body. */
export const taggedObject = (content: Uint8Array): string =>
  /^object ([0-9a-f]{40})\n/.exec(Buffer.from(content).toString('latin1'))?.[1] ?? '';

/** The commit that an object stands for: itself, or what a tag names in the end. */
export function commitBehind(repository: GitRepository, id: string): string | undefined {
  const object = repository.objects[id];
  if (object?.type === 'commit') return id;
  return object?.type === 'tag' && 'content' in object ? commitBehind(repository, taggedObject(object.content)) : undefined;
}

/** How CodeCommit's API writes a commit's date: `1484167798 -0800`. */
export const commitDate = ({ date, zone = '+0000' }: Person): string => `${seconds(date)} ${zone}`;
