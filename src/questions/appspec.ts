import { fileName } from '../naming.ts';
import { file } from '../rules.ts';
import { questionsOf, type Question } from './question.ts';

const ask = questionsOf('appspec');

export const appspecQuestions: readonly Question[] = [
  ask({
    key: 'appspec.file',
    type: 'text',
    initial: config => fileName('appspec', 'yaml', config.env),
    check: file(['.yaml', '.yml', '.json']),
  }),
];
