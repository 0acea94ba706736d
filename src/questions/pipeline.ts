import { prefixOf } from '../naming.ts';
import { optional, pipelineName, role } from '../rules.ts';
import { questionsOf, type Question } from './question.ts';

const ask = questionsOf('pipeline');

export const pipelineQuestions: readonly Question[] = [
  ask({ key: 'pipeline.name', type: 'text', initial: prefixOf, check: pipelineName }),
  ask({
    key: 'pipeline.triggers',
    type: 'choice',
    choices: ['files+image', 'files'],
    initial: () => 'files+image',
  }),
  ask({ key: 'pipeline.role', type: 'text', initial: () => '', ofAccount: true, check: optional(role) }),
  ask({ key: 'pipeline.eventsRole', type: 'text', initial: () => '', ofAccount: true, check: optional(role) }),
];
