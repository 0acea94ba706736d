import type { Plan } from './engine/types.ts';
import type { Prepared } from './prepare.ts';
import type { Session } from './session.ts';
import { hasImageTrigger } from './setup.ts';
import { note } from './ui/note.ts';

/**
 * Tells beside a plan that what it makes anew is released at once to a service that is there: AWS runs a new pipeline once by itself, and a push
 * as the watched tag or a commit starts it. That may be another version than the one that serves.
 */
export function tellOwnReleases(session: Session, { config, setup }: Prepared, { changes }: Plan): void {
  const isMade = (wanted: string): boolean => changes.some(({ id, action }) => id === wanted && action === 'create');
  if (isMade('service') || changes.every(({ id }) => id !== 'service')) return;
  const { source, ecr, image, pipeline } = config;
  const tag = `${ecr.repository}:${ecr.tag}`;
  const files = `${source.repository} (${source.branch})`;
  const what = [files, ...(hasImageTrigger(setup) ? [tag] : [])].join(', ');
  if (isMade('pipeline')) note(session, 'newPipelineReleases', { pipeline: pipeline.name, what });
  else if (isMade('commit')) note(session, 'newCommitReleases', { files, what });
  if (isMade('image') && hasImageTrigger(setup)) note(session, 'newImageReleases', { from: image.from, image: tag });
}
