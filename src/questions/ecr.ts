import { prefixOf, TUTORIAL_APP } from '../naming.ts';
import { ecrRepository, imageTag, present } from '../rules.ts';
import { isDetected } from './is-detected.ts';
import { questionsOf, type Question } from './question.ts';

const ask = questionsOf('ecr');

/** The image of the tutorial. Docker Hub limits anonymous pulls; Amazon's public registry holds the same one. */
export const sampleImage = (sandbox: boolean): string => (sandbox ? 'sandbox/sample:v1' : 'public.ecr.aws/nginx/nginx:latest');

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
    initial: (config, context) => {
      if (config.image.type === 'build') return '.';
      if (config.image.type !== 'registry') return undefined;
      return sampleImage(context.sandbox);
    },
    asked: (config, context) => !(context.sandbox && config.image.type === 'registry') && !isDetected('image.from', config, context),
    floating: true,
    check: present,
  }),
  ask({ key: 'ecr.repository', type: 'text', initial: config => `${prefixOf(config)}-ecr-repo`, check: ecrRepository }),
  ask({ key: 'ecr.tag', type: 'text', initial: config => (config.app === TUTORIAL_APP ? 'nginx' : 'latest'), check: imageTag }),
  ask({ key: 'ecr.scanOnPush', type: 'yes-no', initial: () => true }),
];
