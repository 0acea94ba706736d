import { sourceQuestions } from '../questions/source.ts';
import { filesSource } from '../sources/index.ts';
import type { Step } from './step.ts';

/** Where taskdef.json and appspec.yaml are kept. */
export const source: Step = { name: 'source', questions: sourceQuestions, resources: setup => filesSource(setup).resources(setup) };
