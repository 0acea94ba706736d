import { isDeepStrictEqual } from 'node:util';
import type { AnyKind, Outputs } from './types.ts';

/** Whether two lists of outputs are of the same thing. Those that come late do not tell. */
export const sameOutputs = (kind: AnyKind, one: Outputs | undefined, other: Outputs | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  kind.outputs.every(name => kind.late?.includes(name) === true || isDeepStrictEqual(one[name], other[name]));
