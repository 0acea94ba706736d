import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PastVersion } from '../release/past-versions.ts';
import type { Session } from '../session.ts';
import { statePath, writeText } from '../workspace.ts';
import type { SeenNames } from './local-names.ts';

/** Keeps the names of versions that were shown, so that a shell can complete them without a call to AWS. Where that cannot be written, nothing is lost. */
export async function rememberVersions(session: Session, versions: readonly PastVersion[]): Promise<void> {
  const path = statePath(session).replace(/state\.json$/, 'seen.json');
  const names: SeenNames = { versions: versions.map(({ revision }) => revision), tags: [...new Set(versions.flatMap(({ tags }) => tags))] };
  try {
    await access(dirname(path));
    await writeText(path, `${JSON.stringify(names)}\n`);
  } catch {
    // A folder that is not there, or not ours to write to.
  }
}
