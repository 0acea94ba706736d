import type { Aws } from '../aws/aws.ts';
import { ensureOnce } from '../aws/retry.ts';
import type { Intent, Kind, Live, Outputs } from '../engine/types.ts';
import { UserError } from '../errors.ts';

interface Wanted<Spec extends object, Out extends Outputs> {
  readonly kind: Pick<Kind<Spec, Out, Aws>, 'type' | 'read'>;
  readonly spec: Spec;
  /** What the user knows it by. */
  readonly name: string;
  /** Names of the errors that say that it exists. */
  readonly exists: readonly string[];
}

/**
 * Makes a thing; `create` tells what it has set. When it turns out to be there already, after a lost answer or because somebody
 * was faster between our look and our call, it is taken if it carries our mark and refused if not.
 */
export const makeOnce = <Spec extends object, Out extends Outputs>(
  aws: Aws,
  intent: Intent,
  { kind, spec, name, exists }: Wanted<Spec, Out>,
  create: () => Promise<Live<Spec, Out>>,
): Promise<Live<Spec, Out>> => {
  const look = async (): Promise<Live<Spec, Out> | undefined> => {
    const found = await kind.read(aws, spec);
    if (found === undefined || found.owner === aws.owner) return found;
    throw new UserError('foreign', { node: name, type: kind.type, name, owner: found.owner });
  };
  return ensureOnce(aws, intent, look, create, { exists });
};
