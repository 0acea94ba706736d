import { albQuestions } from './questions/alb.ts';
import { appspecQuestions } from './questions/appspec.ts';
import { codedeployQuestions } from './questions/codedeploy.ts';
import { ecrQuestions } from './questions/ecr.ts';
import { generalQuestions } from './questions/general.ts';
import { pipelineQuestions } from './questions/pipeline.ts';
import type { Question, StepName } from './questions/question.ts';
import { serviceQuestions } from './questions/service.ts';
import { sourceQuestions } from './questions/source.ts';
import { taskdefQuestions } from './questions/taskdef.ts';

/** Every input there is, in the order in which they are asked. Config keys, flags, prompts and the JSON Schema all come from here. */
export const QUESTIONS: readonly Question[] = [
  ...generalQuestions,
  ...sourceQuestions,
  ...ecrQuestions,
  ...taskdefQuestions,
  ...albQuestions,
  ...appspecQuestions,
  ...serviceQuestions,
  ...codedeployQuestions,
  ...pipelineQuestions,
];

/** The questions of one page of the wizard. */
export const questionsOfStep = (step: StepName): readonly Question[] => QUESTIONS.filter(question => question.step === step);

const byKey: ReadonlyMap<string, Question> = new Map(QUESTIONS.map(question => [question.key, question]));

export const questionByKey = (key: string): Question | undefined => byKey.get(key);
