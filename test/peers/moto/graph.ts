import type { Aws } from '../../../src/aws/aws.ts';
import type { Node } from '../../../src/engine/types.ts';
import { thePipeline } from '../../resources/graph.ts';
import { SAMPLES, type Sample } from '../../resources/samples.ts';

const sampleOf = (type: string): Sample => {
  const sample = SAMPLES.find(({ kind }) => kind.type === type);
  if (sample === undefined) throw new Error(`There is no sample of ${type}.`);
  return sample;
};

/** The whole set-up of the contract, with everything in it that moto can hold. */
const { nodes, pipelineSpec, repo, first, web } = thePipeline();

const REFERENCE_TO_REPOSITORY = JSON.stringify(repo.out.name);

/** The same with the name of the repository, of which moto knows nothing. */
const withoutRepository = <T>(spec: T): T => JSON.parse(JSON.stringify(spec).replaceAll(REFERENCE_TO_REPOSITORY, '"demo"')) as T;

/** Kinds that the pipeline does not need, under their types as ids. */
const beside = ['iam.service-linked-role', 'logs.log-group', 'events.rule', 'cloudwatch.alarm']
  .map(sampleOf)
  .flatMap(({ kind, needs, spec }): Node[] => [...needs, { id: kind.type, kind, spec, step: 'test' }]);

function asMotoHolds(node: Node): Node {
  if (node.kind.type === 'codepipeline.pipeline') {
    return { ...node, spec: withoutRepository({ ...pipelineSpec, ready: pipelineSpec.ready.filter(({ $ref }) => $ref !== first.id) }) };
  }
  // moto runs no tasks, so that only a service which wants none is ever steady.
  if (node.id === web.id)
    return { ...node, spec: { ...node.spec, request: { ...(node.spec as { request: object }).request, desiredCount: 0 } } };
  return node;
}

export const NODES: readonly Node[] = [...nodes.filter(({ id }) => id !== repo.id && id !== first.id).map(asMotoHolds), ...beside];

/** Those that moto never takes away: their removal, or that of what they need, is among the missing operations. */
export const STAYING: ReadonlySet<string> = new Set(NODES.filter(({ kind }) => kind.type.startsWith('code')).map(({ id }) => id));

/** Nodes that are changed as the samples of their kinds are, by id. The test holds which kinds are left out, because moto does not know the call or the setting. */
const CHANGED = [
  'execution',
  'logs.log-group',
  'bucket',
  'repository',
  'alb-group',
  'load-balancer',
  'blue',
  'the-pipeline',
  'events.rule',
  'cloudwatch.alarm',
];

const changeOf = async ({ change = {} }: Sample, aws: Aws): Promise<object> =>
  withoutRepository(typeof change === 'function' ? await change(aws) : change);

/** The nodes with other specs, and the fields in which they are other. */
export async function changedNodes(aws: Aws) {
  const changes = new Map<string, object>();
  for (const { id, kind } of NODES.filter(node => CHANGED.includes(node.id))) changes.set(id, await changeOf(sampleOf(kind.type), aws));
  return {
    changed: NODES.map((node): Node => ({ ...node, spec: { ...node.spec, ...changes.get(node.id) } })),
    fields: Object.fromEntries([...changes].map(([id, change]) => [id, Object.keys(change).sort()])),
  };
}
