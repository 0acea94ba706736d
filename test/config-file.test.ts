import { describe, expect, it } from 'vitest';
import { answersFor } from '../src/config-file.ts';
import { parseConfig } from '../src/parse-config.ts';
import { isProblem } from '../src/errors.ts';
import { checkConfig, resolveConfig } from '../src/resolve-config.ts';

const CONTEXT = { env: 'default', sandbox: false, region: 'eu-west-1' };
const facts = (text: string) => parseConfig(text).problems.map(({ code, facts }) => ({ code, ...facts }));

describe('parseConfig', () => {
  it('reads what is said and leaves the rest to the defaults', () => {
    const file = parseConfig('app: shop\ntaskdef:\n  cpu: 512\n  port: 8080\nalb:\n  subnets: [subnet-1, subnet-2]\n');
    expect(file.problems).toEqual([]);
    expect(file.base.answers).toEqual({
      app: 'shop',
      'taskdef.cpu': 512,
      'taskdef.port': 8080,
      'alb.subnets': ['subnet-1', 'subnet-2'],
    });
    expect(resolveConfig(file.base.answers, CONTEXT).config.service.name).toBe('shop-service');
  });

  it.each([
    ['nothing at all', ''],
    ['comments only', '# app: x\n'],
    ['a section of comments only', 'taskdef:\n  # port: 80\n'],
    ['an empty value', 'app:\n'],
  ])('takes %s as nothing said', (_, text) => {
    expect(parseConfig(text)).toMatchObject({ problems: [], base: { answers: {} } });
  });

  it('names every problem at once, each with line, column and key', () => {
    const text = ['app: shop', 'taskdef:', '  cpuu: 256', '  cpu: 300', '  port: eighty', 'alb: 5', 'servce:', '  name: x', ''].join('\n');
    expect(facts(text)).toEqual([
      expect.objectContaining({ code: 'configUnknownKey', line: 3, column: 3, key: 'taskdef.cpuu', suggestion: 'taskdef.cpu' }),
      expect.objectContaining({ code: 'configValue', line: 4, column: 8, key: 'taskdef.cpu', value: '300', rule: 'choice' }),
      expect.objectContaining({ code: 'configValue', line: 5, column: 9, key: 'taskdef.port', value: 'eighty', rule: 'number' }),
      expect.objectContaining({ code: 'configNotAMap', line: 6, column: 6, key: 'alb' }),
      expect.objectContaining({ code: 'configUnknownKey', line: 7, column: 1, key: 'servce' }),
    ]);
  });

  it.each([
    { text: 'app: &a [*a]', line: 1, column: 9 },
    { text: 'app: shop\ntaskdef: &t\n  port: *t', line: 3, column: 9 },
    { text: 'app: &a\n  b: *a', line: 2, column: 3 },
  ])('refuses an alias inside of what it names: $text', ({ text, line, column }) => {
    const detail = 'an alias stands inside of what it names';
    expect(parseConfig(text).problems).toMatchObject([{ code: 'configSyntax', facts: { line, column, detail } }]);
  });

  it.each(['utf16le', 'UTF-16 with a mark'])('says that a file in %s is not in UTF-8', kind => {
    const bytes = Buffer.from(`${kind === 'utf16le' ? '' : '\uFEFF'}app: shop\n`, 'utf16le');
    const problem = { code: 'fileEncoding', facts: { file: 'wizard.yaml', encoding: 'UTF-16' } };
    expect(parseConfig(bytes.toString('utf8')).problems).toMatchObject([problem]);
    expect(parseConfig(bytes.swap16().toString('utf8')).problems).toMatchObject([problem]);
  });

  it('finds the setting that was meant where the section was left out', () => {
    expect(facts('desiredCount: 2\n')).toEqual([expect.objectContaining({ suggestion: 'service.desiredCount' })]);
  });

  it.each([
    ['a tab', 'app:\n\tx: 1\n', 2],
    ['a key twice', 'app: a1\napp: b1\n', 2],
    ['an open quote', 'app: "x\n', undefined],
  ])('tells where YAML breaks: %s', (_, text, line) => {
    const [first] = facts(text);
    expect(first).toMatchObject({ code: 'configSyntax', ...(line === undefined ? {} : { line }) });
  });

  it.each([
    [
      'aliases that unfold without end',
      `a: &a [x, x, x, x, x, x, x, x, x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[at]}`).join(', ')}]`).join('\n')}\nalb:\n  subnets: *h\n`,
    ],
    ['brackets without end', `alb:\n  subnets: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`],
  ])('does not break at %s', (_, text) => {
    expect(facts(text).map(({ code }) => code)).toContain('configSyntax');
  });

  it.each([
    ['ecr:\n  tag: 1.10\n', 'ecr.tag', '1.10'],
    ['ecr:\n  tag: 007\n', 'ecr.tag', '007'],
    ['taskdef:\n  cpu: "512"\n', 'taskdef.cpu', 512],
    ['ecr:\n  scanOnPush: no\n', 'ecr.scanOnPush', false],
    ['alb:\n  subnets: subnet-a, subnet-b\n', 'alb.subnets', ['subnet-a', 'subnet-b']],
  ] as const)('reads %j as it was meant', (text, key, value) => {
    expect(parseConfig(text).base.answers[key]).toEqual(value);
  });

  it('lays the differences of an environment over the rest, with their own places', () => {
    const file = parseConfig('service:\n  desiredCount: 1\nenvironments:\n  prod:\n    service:\n      desiredCount: 3\n    nope: 1\n');
    expect(answersFor(file, 'default').answers['service.desiredCount']).toBe(1);
    const prod = answersFor(file, 'prod');
    expect(prod.answers['service.desiredCount']).toBe(3);
    expect(prod.spots.get('service.desiredCount')).toMatchObject({ line: 6, column: 21 });
    expect(file.problems).toHaveLength(1);
    expect(answersFor(file, 'other').answers['service.desiredCount']).toBe(1);
  });
});

describe('the rules', () => {
  const check = (text: string, env = 'default') => {
    const said = answersFor(parseConfig(text), env);
    const { config } = resolveConfig(said.answers, { ...CONTEXT, env });
    return checkConfig(config, said.answers, said.spots);
  };

  it.each([
    ['app: Shop', 'app'],
    ['app: aws-shop', 'app'],
    ['app: a--b', 'app'],
    ['app: sg-1', 'app'],
    ['app: internal-shop', 'app'],
    [`app: ${'a'.repeat(21)}`, 'app'],
    ['region: seoul', 'region'],
    ['source:\n  repository: x.git', 'codecommitRepository'],
    ['source:\n  branch: a..b', 'branch'],
    ['ecr:\n  repository: Upper', 'ecrRepository'],
    ['taskdef:\n  memory: 700', 'memory'],
    ['taskdef:\n  cpu: 1024\n  memory: 1024', 'memory'],
    ['taskdef:\n  file: ../x.json', 'file'],
    ['taskdef:\n  file: /etc/x.json', 'file'],
    ['taskdef:\n  file: .wizard/taskdef.json', 'takenFile'],
    ['appspec:\n  file: ./wizard.yaml', 'takenFile'],
    ['taskdef:\n  executionRole: arn:aws:iam::1:role/x', 'role'],
    ['alb:\n  name: internal-x', 'loadBalancer'],
    ['alb:\n  cidr: 300.0.0.0/0', 'cidr'],
    ['alb:\n  subnets: [subnet-1]', 'subnets'],
    ['alb:\n  testPort: 80', 'samePort'],
    ['alb:\n  healthCheckPath: health', 'healthCheckPath'],
    ['codedeploy:\n  terminationWait: 2881', 'range'],
  ])('refuse %j', (text, rule) => {
    const problems = check(`${text}\n`);
    expect(problems.map(problem => (isProblem(problem, 'configValue') ? problem.facts.rule : problem.code))).toEqual([rule]);
  });

  it.each([
    'app: ab',
    'region: us-gov-west-1',
    'source:\n  branch: feature/x-1',
    'ecr:\n  repository: team/app_1',
    'taskdef:\n  cpu: 4096\n  memory: 30720',
    'taskdef:\n  executionRole: ecsTaskExecutionRole',
    'taskdef:\n  executionRole: arn:aws:iam::111122223333:role/service-role/x',
    'alb:\n  productionPort: 8080',
    'alb:\n  vpc: vpc-0abc1234',
  ])('take %j', text => {
    expect(check(`${text}\n`)).toEqual([]);
  });

  it('name the place in the file', () => {
    expect(check('taskdef:\n  cpu: 512\n  memory: 512\n')).toMatchObject([
      {
        code: 'configValue',
        facts: { file: 'wizard.yaml', line: 3, column: 11, key: 'taskdef.memory', value: '512', choices: '1024, 2048, 3072, 4096' },
      },
    ]);
  });

  it('refuse an environment that names cannot carry', () => {
    expect(check('', 'Prod')).toMatchObject([{ code: 'envName' }]);
  });

  it('hold for every default, with the longest app and environment', () => {
    expect(check('app: a-very-long-app-name\n', 'a-long-environment-x')).toEqual([]);
  });
});
