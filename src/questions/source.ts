import { prefixOf } from '../naming.ts';
import { branch, codecommitRepository, message } from '../rules.ts';
import { questionsOf, type Question } from './question.ts';

const ask = questionsOf('source');

export const sourceQuestions: readonly Question[] = [
  ask({ key: 'source.provider', type: 'choice', choices: ['codecommit'], initial: () => 'codecommit' }),
  ask({ key: 'source.repository', type: 'text', initial: prefixOf, check: codecommitRepository }),
  ask({ key: 'source.branch', type: 'text', initial: () => 'main', check: branch }),
  ask({ key: 'source.message', type: 'text', initial: config => `${config.app}-v1`, check: message }),
];
