import { ecrQuestions } from '../questions/ecr.ts';
import { ecr as images } from '../sources/ecr.ts';
import type { Step } from './step.ts';

/** Where the images are kept, and the first one. */
export const ecr: Step = { name: 'ecr', questions: ecrQuestions, resources: images.resources };
