import { prefixOf, TUTORIAL_APP } from '../naming.ts';
import { ecrRepository, imageTag, present } from '../rules.ts';
import { questionsOf, type Question } from './question.ts';

const ask = questionsOf('ecr');

export const ecrQuestions: readonly Question[] = [
  ask({
    key: 'image.type',
    type: 'choice',
    choices: ['registry', 'static', 'archive', 'build'],
    initial: () => 'registry',
    asked: () => true,
  }),
  ask({
    key: 'image.from',
    type: 'text',
    // Docker Hub limits anonymous pulls; Amazon's public registry holds the same image.
    initial: (config, context) => {
      if (config.image.type === 'build') return '.';
      if (config.image.type !== 'registry') return undefined;
      return context.sandbox ? 'sandbox/sample:v1' : 'public.ecr.aws/nginx/nginx:latest';
    },
    asked: (config, context) => !(context.sandbox && config.image.type === 'registry'),
    floating: true,
    check: present,
  }),
  ask({ key: 'ecr.repository', type: 'text', initial: config => `${prefixOf(config)}-ecr-repo`, check: ecrRepository }),
  ask({ key: 'ecr.tag', type: 'text', initial: config => (config.app === TUTORIAL_APP ? 'nginx' : 'latest'), check: imageTag }),
  ask({ key: 'ecr.scanOnPush', type: 'yes-no', initial: () => true }),
];
