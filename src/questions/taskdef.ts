import type { Config, ConfigContext } from '../config.ts';
import { DEFAULT_ENV, fileName, prefixOf, TUTORIAL_APP, TUTORIAL_FAMILY } from '../naming.ts';
import { ecsName, FARGATE_SIZES, file, memory, optional, range, role } from '../rules.ts';
import { sampleImage } from './ecr.ts';
import { isDetected } from './is-detected.ts';
import { questionsOf, type Question } from './question.ts';

const ask = questionsOf('taskdef');

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** The sample images and the base of static files are web servers as the tutorial has them; of other images nobody knows. */
const servesOn80 = ({ image }: Config, { sandbox }: ConfigContext): boolean =>
  image.type === 'static' || (image.type === 'registry' && (image.from === sampleImage(sandbox) || sandbox));

export const taskdefQuestions: readonly Question[] = [
  ask({
    key: 'taskdef.family',
    type: 'text',
    initial: config => (config.app === TUTORIAL_APP && config.env === DEFAULT_ENV ? TUTORIAL_FAMILY : `${prefixOf(config)}-taskdef`),
    check: ecsName,
  }),
  ask({
    key: 'taskdef.container',
    type: 'text',
    initial: config => (config.app === TUTORIAL_APP ? 'nginx-website' : config.app),
    check: ecsName,
  }),
  ask({
    key: 'taskdef.port',
    type: 'number',
    initial: () => 80,
    asked: (config, context) => (servesOn80(config, context) || isDetected('taskdef.port', config, context) ? undefined : true),
    check: range(1, 65_535),
  }),
  ask({ key: 'taskdef.cpu', type: 'choice', choices: [...FARGATE_SIZES.keys()], initial: () => 256 }),
  ask({ key: 'taskdef.memory', type: 'number', initial: config => FARGATE_SIZES.get(config.taskdef.cpu)?.[0], check: memory }),
  ask({ key: 'taskdef.architecture', type: 'choice', choices: ['X86_64', 'ARM64'], initial: () => 'X86_64' }),
  ask({ key: 'taskdef.file', type: 'text', initial: config => fileName('taskdef', 'json', config.env), check: file(['.json']) }),
  ask({ key: 'taskdef.executionRole', type: 'text', initial: () => '', ofAccount: true, check: optional(role) }),
  ask({ key: 'taskdef.taskRole', type: 'text', initial: () => '', ofAccount: true, check: optional(role) }),
  ask({ key: 'logs.retentionDays', type: 'choice', choices: RETENTION_DAYS, initial: () => 14 }),
];
