import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import type { Place } from '../aws/aws.ts';
import { balancerMarkerOf, markerOf, repositoryMarkerOf, serviceMarkerOf } from './markers.ts';

/** Deep enough for the ids, addresses and names of what was made. */
const DEPTH = 4;

type Tree = Readonly<Record<string, unknown>>;

/** How a value of an answer is asked for: `LoadBalancers[0].LoadBalancerArn`. */
type Mark = (query: string) => number;

/**
 * What AWS would answer to a request, as far as the request tells: what was asked for is repeated, the ARN of a role follows from its name,
 * numbers are none. Each other text is a marker.
 */
export function sampledAnswer(schema: StaticOperationSchema, input: object, place: Place, mark: Mark): unknown {
  const given = new Map(Object.entries(input).map(([name, value]) => [name.toLowerCase(), value]));
  const textAt = (name: string): string | undefined => {
    const value: unknown = given.get(name.toLowerCase()) ?? (name.endsWith('Name') ? given.get('name') : undefined);
    return typeof value === 'string' ? value : undefined;
  };

  const text = (name: string, query: string): string => {
    if (schema[2] === 'CreateRole' && name === 'Arn') return `arn:${place.partition}:iam::${place.account}:role/${textAt('RoleName')}`;
    const known = textAt(name);
    if (known !== undefined) return known;
    const index = mark(query);
    if (name === 'LoadBalancerArn') return balancerMarkerOf(index);
    if (name === 'repositoryUri') return repositoryMarkerOf(index);
    if (name === 'serviceArn') return serviceMarkerOf(index, textAt('cluster') ?? '');
    return markerOf(index);
  };

  const visit = (at: NormalizedSchema, name: string, query: string, depth: number): unknown => {
    const same: unknown = given.get(name.toLowerCase());
    if (typeof same === 'object' || typeof same === 'number') return same;
    if (at.isStructSchema()) {
      if (depth === 0) return undefined;
      const members = [...at.structIterator()].map(([key, member]) => [
        key,
        visit(member, key, query === '' ? key : `${query}.${key}`, depth - 1),
      ]);
      return Object.fromEntries(members.filter(([, value]) => value !== undefined)) as Tree;
    }
    if (at.isListSchema()) {
      const item = visit(at.getValueSchema(), name, `${query}[0]`, depth);
      return item === undefined ? [] : [item];
    }
    if (at.isStringSchema()) return text(name, query);
    return at.isNumericSchema() ? 0 : undefined;
  };
  return visit(NormalizedSchema.of(schema[5]), '', '', DEPTH);
}
