import { nameIs } from './aws/errors.ts';
import { UserError } from './errors.ts';
import type { Prepared } from './prepare.ts';
import { commandFor, type Session } from './session.ts';

/** How AWS says that what releases run in is not there. */
const GONE = [
  'ApplicationDoesNotExistException',
  'ClusterNotFoundException',
  'DeploymentDoesNotExistException',
  'DeploymentGroupDoesNotExistException',
  'PipelineExecutionNotFoundException',
  'PipelineNotFoundException',
  'ServiceNotActiveException',
  'ServiceNotFoundException',
] as const;

/** What is done with a set-up that was there when it began: where AWS does not find it any more, that is what is told. */
export async function unlessRemoved<T>(session: Session, place: Pick<Prepared, 'config'>, doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    throw nameIs(error, ...GONE) ? removedMeanwhile(session, place, error) : error;
  }
}

/** The set-up was removed by somebody else while a command was at work with it. */
export const removedMeanwhile = (session: Session, { config }: Pick<Prepared, 'config'>, cause?: unknown): UserError =>
  new UserError(
    'removedMeanwhile',
    { pipeline: config.pipeline.name, look: commandFor(session, 'status'), make: commandFor(session, 'init') },
    { cause },
  );
