import type { Node } from '../engine/types.ts';
import type { Question, StepName } from '../questions/question.ts';
import type { Setup } from '../setup.ts';

export type { StepName };

/** A page of the wizard: what it asks, and what follows from the answers. Its words are in the catalogue under `steps`. */
export interface Step {
  readonly name: StepName;
  readonly questions: readonly Question[];
  /** Pure: the same set-up gives the same nodes. References may lead to nodes of earlier steps. */
  readonly resources: (setup: Setup) => readonly Node[];
}
