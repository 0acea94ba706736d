import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../world.ts';
import { writeWhole } from '../../write-whole.ts';
import type { GitObject, GitRepository } from './state.ts';

/** Files beyond this many bytes lie on disk: the state is written whole after each change. */
const LARGEST_IN_STATE = 2048;

const folderOf = (world: World, { id }: GitRepository): string => join(world.folder, 'git', id);

/** The id git gives to an object: SHA-1 of its header and body. */
export const objectId = (object: GitObject): string =>
  createHash('sha1').update(`${object.type} ${object.content.length}\0`).update(object.content).digest('hex');

/** Keeps an object in a repository. */
export function storeObject(world: World, repository: GitRepository, object: GitObject, id = objectId(object)): string {
  if (repository.objects[id] !== undefined) return id;
  const { type, content } = object;
  if (type !== 'blob' || content.length <= LARGEST_IN_STATE) {
    repository.objects[id] = { type, content: new Uint8Array(content) };
    return id;
  }
  writeWhole(folderOf(world, repository), id, content);
  repository.objects[id] = { type, size: content.length };
  return id;
}

/** An object with its body; undefined where the repository does not have it. */
export function loadObject(world: World, repository: GitRepository, id: string): GitObject | undefined {
  const stored = repository.objects[id];
  if (stored === undefined || 'content' in stored) return stored;
  return { type: 'blob', content: new Uint8Array(readFileSync(join(folderOf(world, repository), id))) };
}

/** Removes what lies on disk of a repository that goes. */
export const releaseObjects = (world: World, repository: GitRepository): void =>
  rmSync(folderOf(world, repository), { recursive: true, force: true });
