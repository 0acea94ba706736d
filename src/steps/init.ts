import { generalQuestions } from '../questions/general.ts';
import type { Step } from './step.ts';

/** What concerns everything. */
export const init: Step = { name: 'init', questions: generalQuestions, resources: () => [] };
