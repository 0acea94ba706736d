import type { AnyKind, Entry } from './types.ts';

/** Whether destroy leaves a thing where it is: it is not ours alone, or the user has made it his own. */
export async function isKept({ shared, outputs }: Entry, kind: AnyKind | undefined): Promise<boolean> {
  if (shared === true) return true;
  return outputs !== undefined && kind?.isOurs !== undefined && !(await kind.isOurs(outputs));
}
