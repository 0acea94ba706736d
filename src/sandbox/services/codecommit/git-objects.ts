import { createHash } from 'node:crypto';
import type { GitObject, Repository } from './state.ts';

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
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

/** The id git gives to an object: SHA-1 of its header and body. */
export const objectId = (object: GitObject): string =>
  createHash('sha1').update(`${object.type} ${object.content.length}\0`).update(object.content).digest('hex');

const write = (repository: Repository, type: GitObject['type'], content: Uint8Array): string => {
  const object = { type, content };
  const id = objectId(object);
  repository.objects[id] ??= object;
  return id;
};

const read = (repository: Repository, type: GitObject['type'], id: string): Buffer => {
  const object = repository.objects[id];
  if (object?.type !== type) throw new Error(`The repository ${repository.name} lacks the ${type} ${id}.`);
  return Buffer.from(object.content);
};

export const writeBlob = (repository: Repository, content: Uint8Array): string => write(repository, 'blob', content);

export const readBlob = (repository: Repository, id: string): Uint8Array => new Uint8Array(read(repository, 'blob', id));

/** Git sorts the entries of a tree by bytes, folders as if their names ended in a slash. */
const sortKey = (entry: TreeEntry): Buffer => Buffer.from(entry.mode === '40000' ? `${entry.name}/` : entry.name);

export function writeTree(repository: Repository, entries: readonly TreeEntry[]): string {
  const sorted = [...entries].sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)));
  const parts = sorted.flatMap(entry => [Buffer.from(`${entry.mode} ${entry.name}\0`), Buffer.from(entry.id, 'hex')]);
  return write(repository, 'tree', new Uint8Array(Buffer.concat(parts)));
}

export function readTree(repository: Repository, id: string): TreeEntry[] {
  const content = read(repository, 'tree', id);
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const blank = content.indexOf(0x20, at);
    const zero = content.indexOf(0, blank);
    entries.push({
      mode: content.toString('latin1', at, blank) as TreeMode, // the object is ours: no other mode was ever written
      name: content.toString('utf8', blank + 1, zero),
      id: content.toString('hex', zero + 1, zero + 21),
    });
    at = zero + 21;
  }
  return entries;
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

const personLine = (role: string, person: Person): string => `${role} ${person.name} <${person.email}> ${seconds(person.date)} +0000`;

export function writeCommit(repository: Repository, commit: Commit): string {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map(parent => `parent ${parent}`),
    personLine('author', commit.author),
    personLine('committer', commit.committer),
  ];
  return write(repository, 'commit', new Uint8Array(Buffer.from(`${lines.join('\n')}\n\n${commit.message}`)));
}

const parsePerson = (line: string): Person => {
  const [, name = '', email = '', at = '0'] = /^(.*) <([^>]*)> (\d+) [+-]\d{4}$/.exec(line) ?? [];
  return { name, email, date: new Date(Number(at) * 1000) };
};

export function readCommit(repository: Repository, id: string): Commit {
  const text = read(repository, 'commit', id).toString('utf8');
  const split = text.indexOf('\n\n');
  const headers = text
    .slice(0, split)
    .split('\n')
    .map((line): [string, string] => {
      const blank = line.indexOf(' ');
      return [line.slice(0, blank), line.slice(blank + 1)];
    });
  const all = (key: string): string[] => headers.filter(([name]) => name === key).map(([, value]) => value);
  return {
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: parsePerson(all('author')[0] ?? ''),
    committer: parsePerson(all('committer')[0] ?? ''),
    message: text.slice(split + 2),
  };
}

/** How CodeCommit's API writes a commit's date: `1484167798 +0000`. */
export const commitDate = (date: Date): string => `${seconds(date)} +0000`;
