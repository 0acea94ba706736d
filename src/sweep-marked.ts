import { isDenied, refusalOf } from './aws/explain.ts';
import { markedArns } from './aws/marked-arns.ts';
import { sweep, type Swept } from './engine/sweep.ts';
import type { State } from './engine/types.ts';
import type { Prepared } from './prepare.ts';

/** Looks in all services for what has our mark and is not among what is known. Where tags may not be read, `refused` is told, and nothing is found. */
export async function sweepMarked(
  { nodes, aws }: Pick<Prepared, 'nodes' | 'aws'>,
  known: State['entries'],
  refused: (what: string) => void = () => {},
): Promise<Swept> {
  const arns = await markedArns(aws).catch((error: unknown) => {
    refused(refusalOf(error));
    return [];
  });
  return sweep(nodes, known, aws, { arns, isRefused: isDenied });
}
