import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for this run; `remove` takes it away with all that is in it. */
export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ecs-bluegreen-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Makes something that owns the folder from then on; when that fails, the folder goes. */
export async function inTemporaryFolder<T>(make: (folder: { readonly path: string; remove(): Promise<void> }) => Promise<T>): Promise<T> {
  const folder = await temporaryFolder();
  try {
    return await make(folder);
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
