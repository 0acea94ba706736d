import { recall } from './engine/plan.ts';
import type { OutputValue, Ref } from './engine/types.ts';
import { UserError } from './errors.ts';
import { isMade } from './made.ts';
import { outputsOf, withoutNotes } from './outputs-of.ts';
import type { Prepared } from './prepare.ts';
import type { FailedImagePlace } from './release/failed-image.ts';
import type { LookPlace } from './release/look.ts';
import type { HistoryPlace } from './release/past-versions.ts';
import type { Sources } from './release/revert-sources.ts';
import type { ReleasePlace } from './release/standing.ts';
import { renamedProblem } from './renamed.ts';
import { commandFor, type Session } from './session.ts';
import { tellOtherSetUps } from './tell-other-set-ups.ts';
import { hasImageTrigger } from './setup.ts';
import { APPSPEC_PATH } from './steps/appspec.ts';
import { TASKDEF_PATH } from './steps/taskdef.ts';

/** Where the releases of a set-up are. */
export interface Places {
  readonly lookup: (ref: Ref) => OutputValue | undefined;
  readonly place: ReleasePlace;
  readonly history: HistoryPlace;
  readonly sources: Sources;
}

const NEEDED = ['production-listener', 'service', 'deployment-group'];

/** Where the releases of a config are. */
export const placeOf = ({ pipeline, codedeploy, service }: Prepared['config']): LookPlace => ({
  pipeline: pipeline.name,
  application: codedeploy.application,
  group: codedeploy.group,
  cluster: service.cluster,
  service: service.name,
});

/** Where the image of the next release comes from. */
export const failedImagePlace = ({ config, setup }: Pick<Prepared, 'config' | 'setup'>): FailedImagePlace => ({
  pipeline: config.pipeline.name,
  repository: config.ecr.repository,
  tag: config.ecr.tag,
  cluster: config.service.cluster,
  service: config.service.name,
  container: setup.app.container,
});

/** Finds the parts of a set-up that releases go through; those that must be there are. */
export async function readPlaces(session: Session, prepared: Prepared): Promise<Places> {
  return placesOf(prepared, await readMade(session, prepared, NEEDED));
}

/** What exists, from the state or, where that is lost, from AWS; what is needed, in the order in which it is made, must be there. */
export async function readMade(
  session: Session,
  { nodes, state, aws }: Pick<Prepared, 'nodes' | 'state' | 'aws'>,
  needed: readonly string[],
): Promise<Places['lookup']> {
  const entries = await recall(nodes, withoutNotes(state), aws);
  if (!Object.values(entries).some(isMade)) {
    await tellOtherSetUps(session, aws);
    throw new UserError('nothingSetUp', { command: commandFor(session, 'init') });
  }
  for (const id of needed) {
    const node = nodes.find(one => one.id === id);
    if (node === undefined || entries[id]?.outputs !== undefined) continue;
    throw renamedProblem(nodes, state) ?? new UserError('missingStep', { step: node.step, node: id });
  }
  return outputsOf({ ...state, entries });
}

/** The same where all that must be there was found. */
export function placesOf({ config, setup }: Pick<Prepared, 'config' | 'setup'>, lookup: Places['lookup']): Places {
  const { application, group } = config.codedeploy;
  const pipeline = config.pipeline.name;
  return {
    lookup,
    place: {
      ...placeOf(config),
      productionListenerArn: String(lookup({ $ref: 'production-listener', attr: 'arn' })),
    },
    history: { application, group, pipeline, repository: config.ecr.repository, container: setup.app.container },
    sources: {
      pipeline,
      repository: config.source.repository,
      branch: config.source.branch,
      imageRepository: config.ecr.repository,
      imageTag: hasImageTrigger(setup) ? config.ecr.tag : undefined,
      paths: [TASKDEF_PATH, APPSPEC_PATH],
    },
  };
}
