import { Failures } from '../../src/engine/failures.ts';
import type { Sample } from './samples.ts';
import type { Stage } from './stage.ts';

interface Scene {
  readonly sample: Sample;
  readonly stage: Stage;
  readonly change: object;
}

/** One thing that must hold of a kind: what is done, and what must come of it. */
export interface Clause {
  readonly title: string;
  readonly appliesTo?: (sample: Sample) => boolean;
  readonly run: (scene: Scene) => Promise<unknown>;
  readonly outcome: (scene: Scene) => unknown;
}

const isMade = ({ kind }: Sample): boolean => kind.found !== true;
const canChange = ({ change }: Sample): boolean => change !== undefined;
const canBeReplaced = ({ kind, rename }: Sample): boolean => rename !== undefined && kind.irreplaceable !== true;
const mustNotBeReplaced = ({ kind, rename }: Sample): boolean => rename !== undefined && kind.irreplaceable === true;
const goesAway = ({ stays }: Sample): boolean => stays !== true;
const isMarked = ({ unmarked }: Sample): boolean => unmarked !== true;

const fieldsOf = (fields: object = {}): readonly string[] => Object.keys(fields).sort();

/** The codes of the problems that something failed with. */
async function problemsOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Failures) return error.failures.map(failure => (failure.error as { code?: string }).code ?? failure.error);
    throw error;
  }
}

/** The contract of kinds, in an order in which each clause begins where the one before it ended. */
export const CONTRACT: readonly Clause[] = [
  { title: 'nothing is there at first', appliesTo: isMade, run: ({ stage }) => stage.look(), outcome: () => undefined },
  { title: 'it is made', run: ({ stage }) => stage.up(), outcome: ({ sample }) => [isMade(sample) ? 'create' : 'keep'] },
  { title: 'what was made is what was wanted', run: ({ stage }) => stage.up(), outcome: () => ['keep'] },
  {
    title: 'it is changed in place',
    appliesTo: canChange,
    run: ({ stage, change }) => stage.up(change),
    outcome: ({ change }) => ['update', ...fieldsOf(change)],
  },
  { title: 'the change is what was wanted', run: ({ stage, change }) => stage.up(change), outcome: () => ['keep'] },
  {
    title: 'it is found again without the state',
    run: ({ stage, change }) => {
      stage.lose();
      return stage.up(change);
    },
    outcome: () => ['keep'],
  },
  {
    title: 'it is found by its tags alone',
    appliesTo: ({ kind }) => kind.arnPattern !== undefined,
    run: ({ stage }) => stage.isSwept(),
    outcome: () => true,
  },
  {
    title: 'another identity is refused where it carries traffic or data',
    appliesTo: mustNotBeReplaced,
    run: ({ stage, change, sample }) => problemsOf(stage.up({ ...change, ...sample.rename })),
    outcome: () => ['irreplaceable'],
  },
  {
    title: 'another identity is another thing',
    appliesTo: canBeReplaced,
    run: ({ stage, change, sample }) => stage.up({ ...change, ...sample.rename }),
    outcome: ({ sample }) => (goesAway(sample) ? ['replace', ...fieldsOf(sample.rename)] : ['create']),
  },
  {
    title: 'nothing is left under the old identity',
    appliesTo: sample => canBeReplaced(sample) && goesAway(sample),
    run: ({ stage, change }) => stage.look(change),
    outcome: () => undefined,
  },
  {
    title: 'it says whether it holds data',
    appliesTo: ({ kind }) => kind.holdsData !== undefined,
    run: ({ stage }) => stage.holdsData(),
    outcome: ({ sample }) => sample.isData === true,
  },
  {
    title: 'it is removed, and removed again without complaint',
    run: async ({ stage, sample }) => {
      await sample.crowd?.(stage.aws(), stage.kind);
      await stage.remove(await stage.down());
    },
    outcome: () => undefined,
  },
  {
    title: 'it is gone',
    appliesTo: goesAway,
    run: ({ stage, change, sample }) => stage.look({ ...change, ...(canBeReplaced(sample) && sample.rename) }),
    outcome: () => undefined,
  },
  { title: 'somebody else makes it', appliesTo: isMarked, run: ({ stage }) => stage.as('other').up(), outcome: () => ['create'] },
  {
    title: 'what is theirs is not ours',
    appliesTo: isMarked,
    run: ({ stage, change }) => problemsOf(stage.as('demo').up(change)),
    outcome: () => ['foreign'],
  },
  {
    title: 'it is taken over when the user says so',
    appliesTo: sample => isMarked(sample) && canChange(sample),
    run: ({ stage, change }) => stage.as('demo', { adopt: true }).up(change),
    outcome: ({ change, sample }) => ['update', ...(sample.adopts ?? fieldsOf(change))],
  },
  {
    title: 'and then carries our mark',
    appliesTo: sample => isMarked(sample) && canChange(sample),
    run: ({ stage, change }) => {
      stage.as('demo').lose();
      return stage.up(change);
    },
    outcome: () => ['keep'],
  },
  {
    title: 'which says that it was taken over',
    appliesTo: sample => isMarked(sample) && canChange(sample),
    run: ({ stage, change }) => stage.look(change).then(live => (live as { adopted?: boolean } | undefined)?.adopted),
    outcome: () => true,
  },
];
