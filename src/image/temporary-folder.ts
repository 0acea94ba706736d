import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  /** Takes it away with all that is in it. */
  remove(): Promise<void>;
}

/** Makes something that owns a temporary folder from then on; when that fails, the folder goes. */
export async function inTemporaryFolder<T>(make: (folder: TemporaryFolder) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'ecs-bluegreen-'));
  const remove = (): Promise<void> => rm(path, { recursive: true, force: true });
  try {
    return await make({ path, remove });
  } catch (error) {
    await remove();
    throw error;
  }
}
