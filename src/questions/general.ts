import { app, present, optional, region, state } from '../rules.ts';
import { LOCAL } from '../state/address.ts';
import { TUTORIAL_APP } from '../naming.ts';
import { questionsOf, type Question } from './question.ts';

const ask = questionsOf('init');

/** The region of the tutorial. */
const TUTORIAL_REGION = 'ap-northeast-2';

export const generalQuestions: readonly Question[] = [
  ask({ key: 'app', type: 'text', initial: () => TUTORIAL_APP, asked: () => true, check: app }),
  ask({
    key: 'profile',
    type: 'text',
    initial: () => '',
    asked: (_, context) => !context.sandbox && context.profiles !== undefined,
    check: optional(present),
  }),
  ask({
    key: 'region',
    type: 'text',
    initial: (_, context) => context.region ?? (context.sandbox ? TUTORIAL_REGION : undefined),
    suggestion: TUTORIAL_REGION,
    asked: (_, context) => !context.sandbox,
    check: region,
  }),
  ask({ key: 'state', type: 'text', initial: () => LOCAL, ofAccount: true, check: state }),
];
