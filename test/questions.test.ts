import { describe, expect, it } from 'vitest';
import type { Answers, ConfigContext } from '../src/config.ts';
import { LANGUAGES } from '../src/i18n/index.ts';
import { QUESTIONS, questionsOfStep } from '../src/questions.ts';
import { optionName } from '../src/questions/flags.ts';
import { resolveConfig, valueOf } from '../src/resolve-config.ts';

const CONTEXTS: readonly ConfigContext[] = [
  { env: 'default', sandbox: false, region: 'eu-west-1' },
  { env: 'prod', sandbox: true },
];

/** Dotted paths of all values in a config. */
const leaves = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, item]) => leaves(item, path === '' ? key : `${path}.${key}`))
    : [path];

describe('the questions', () => {
  it('are the whole config, each key once', () => {
    const { config } = resolveConfig({}, { env: 'default', sandbox: true });
    const keys = QUESTIONS.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect([...keys, 'env'].toSorted()).toEqual(leaves(config).toSorted());
  });

  it('have a flag of their own each, found again among parsed options', () => {
    expect(new Set(QUESTIONS.map(({ flag }) => flag)).size).toBe(QUESTIONS.length);
    expect(QUESTIONS.every(({ flag }) => /^[a-z]+(?:-[a-z]+)*$/.test(flag))).toBe(true);
    expect(QUESTIONS.map(question => [question.flag, optionName(question)])).toContainEqual([
      'taskdef-execution-role',
      'taskdefExecutionRole',
    ]);
  });

  it.each(Object.entries(LANGUAGES))('have words in %s, and nothing else has', (_, messages) => {
    expect(Object.keys(messages.ask).toSorted()).toEqual(QUESTIONS.map(({ key }) => key).toSorted());
  });

  it.each(CONTEXTS)('have defaults that look only at what stands before them ($env)', context => {
    const { config } = resolveConfig({}, context);
    const all = Object.fromEntries(QUESTIONS.map(question => [question.key, valueOf(config, question)])) as Answers;
    // Were a default to look at a later key, it would see nothing the first time and something the second.
    const again = QUESTIONS.map(question => question.initial(resolveConfig(all, context).config, context));
    expect(again).toEqual(QUESTIONS.map(question => valueOf(config, question)));
  });

  it('leave a first set-up with a handful to answer', () => {
    const { config } = resolveConfig({ region: 'eu-west-1' }, { env: 'default', sandbox: false });
    const asked = QUESTIONS.filter(question => question.asked?.(config, { env: 'default', sandbox: false }) === true);
    expect(asked.map(({ key }) => key)).toEqual(['app', 'region', 'image.type', 'image.from']);
  });

  it('belong to the pages of the wizard', () => {
    expect(questionsOfStep('codedeploy').map(({ key }) => key)).toEqual([
      'codedeploy.application',
      'codedeploy.group',
      'codedeploy.config',
      'codedeploy.terminationWait',
      'codedeploy.errorAlarm',
      'codedeploy.alarms',
      'codedeploy.role',
    ]);
  });
});

describe('the defaults', () => {
  it("are the tutorial's", () => {
    const { config, missing } = resolveConfig({}, { env: 'default', sandbox: false, region: 'ap-northeast-2' });
    expect(missing).toEqual([]);
    expect(config).toEqual({
      app: 'ecs-codepipeline',
      env: 'default',
      region: 'ap-northeast-2',
      profile: '',
      state: 'local',
      source: { provider: 'codecommit', repository: 'ecs-codepipeline', branch: 'main', message: 'ecs-codepipeline-v1' },
      image: { type: 'registry', from: 'public.ecr.aws/nginx/nginx:latest' },
      ecr: { repository: 'ecs-codepipeline-ecr-repo', tag: 'nginx', scanOnPush: true },
      taskdef: {
        family: 'ecs-taskdef',
        container: 'nginx-website',
        port: 80,
        cpu: 256,
        memory: 512,
        architecture: 'X86_64',
        file: 'taskdef.json',
        executionRole: '',
        taskRole: '',
      },
      logs: { retentionDays: 14 },
      alb: {
        name: 'ecs-codepipeline',
        scheme: 'internet-facing',
        vpc: '',
        subnets: [],
        productionPort: 80,
        testPort: 8080,
        cidr: '0.0.0.0/0',
        testCidr: '0.0.0.0/0',
        healthCheckPath: '/',
        blueTargetGroup: 'ecs-codepipeline-blue',
        greenTargetGroup: 'ecs-codepipeline-green',
      },
      appspec: { file: 'appspec.yaml' },
      service: {
        cluster: 'ecs-codepipeline',
        name: 'ecs-codepipeline-service',
        desiredCount: 1,
        gracePeriod: 60,
        exec: false,
        file: 'create-service.json',
      },
      codedeploy: {
        application: 'AppECS-ecs-codepipeline-ecs-codepipeline-service',
        group: 'DgpECS-ecs-codepipeline-ecs-codepipeline-service',
        config: 'CodeDeployDefault.ECSAllAtOnce',
        terminationWait: 5,
        errorAlarm: 10,
        alarms: [],
        role: '',
      },
      pipeline: { name: 'ecs-codepipeline', triggers: 'files+image', role: '', eventsRole: '' },
    });
  });

  it('follow from the app and the environment', () => {
    const { config } = resolveConfig({ app: 'shop' }, { env: 'prod', sandbox: false, region: 'eu-west-1' });
    expect(config).toMatchObject({
      source: { repository: 'shop-prod' },
      ecr: { repository: 'shop-prod-ecr-repo', tag: 'latest' },
      taskdef: { family: 'shop-prod-taskdef', container: 'shop', file: 'taskdef.prod.json' },
      codedeploy: { application: 'AppECS-shop-prod-shop-prod-service' },
    });
  });

  it('need no network and no region in the sandbox', () => {
    const { config, missing } = resolveConfig({}, { env: 'default', sandbox: true });
    expect(missing).toEqual([]);
    expect(config).toMatchObject({ region: 'ap-northeast-2', image: { from: 'sandbox/sample:v1' } });
  });

  it('do not make up a region for AWS', () => {
    expect(resolveConfig({}, { env: 'default', sandbox: false }).missing.map(({ key }) => key)).toEqual(['region']);
  });

  it('leave things of the real account out of a rehearsal', () => {
    const answers: Answers = {
      'alb.vpc': 'vpc-1',
      'alb.subnets': ['subnet-1', 'subnet-2'],
      'taskdef.executionRole': 'mine',
      'taskdef.port': 3000,
    };
    const { config } = resolveConfig(answers, { env: 'default', sandbox: true });
    expect(config).toMatchObject({ alb: { vpc: '', subnets: [] }, taskdef: { executionRole: '', port: 3000 } });
  });
});
