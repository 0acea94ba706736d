import { fileName, prefixOf } from '../naming.ts';
import { ecsName, file, range } from '../rules.ts';
import { questionsOf, type Question } from './question.ts';

const ask = questionsOf('service');

export const serviceQuestions: readonly Question[] = [
  ask({ key: 'service.cluster', type: 'text', initial: prefixOf, check: ecsName }),
  ask({ key: 'service.name', type: 'text', initial: config => `${prefixOf(config)}-service`, check: ecsName }),
  ask({ key: 'service.desiredCount', type: 'number', initial: () => 1, check: range(1, 5000) }),
  ask({ key: 'service.gracePeriod', type: 'number', initial: () => 60, check: range(0, 2_147_483_647) }),
  ask({ key: 'service.exec', type: 'yes-no', initial: () => false }),
  ask({ key: 'service.file', type: 'text', initial: config => fileName('create-service', 'json', config.env), check: file(['.json']) }),
];
