import type { Aws } from '../aws/aws.ts';
import type { Config } from '../config.ts';
import type { Cause } from './cause.ts';
import { findCause } from './causes/index.ts';
import { chainOf, type Link } from './chain.ts';
import { gather, type DiagnosisPlace } from './gather.ts';
import { consoleLinks } from './links.ts';

/** Why a release failed. */
export interface Diagnosis {
  /** Undefined when no cause that we know fits: the chain tells what AWS says. */
  readonly cause: Cause | undefined;
  /** Raw facts in order, from the pipeline's action to the log line. */
  readonly chain: readonly Link[];
  readonly links: readonly string[];
  /** What could not be read, and why. */
  readonly unseen: readonly { readonly part: string; readonly why: string }[];
}

/** Follows a failed release down to one cause. Reads only; what may not be read is left out and named. */
export async function diagnoseRelease(aws: Aws, place: DiagnosisPlace & { readonly config?: Config }): Promise<Diagnosis> {
  const evidence = await gather(aws, place);
  return { cause: findCause(evidence), chain: chainOf(evidence), links: consoleLinks(aws, evidence), unseen: evidence.unseen };
}
