import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { answersFor } from '../src/config-file.ts';
import { parseConfig } from '../src/parse-config.ts';
import type { Answers, ConfigValue } from '../src/config.ts';
import { LANGUAGES } from '../src/i18n/index.ts';
import { printConfig, setInDocument, updateConfigText } from '../src/print-config.ts';
import { getPath } from '../src/paths.ts';
import { QUESTIONS } from '../src/questions.ts';
import { resolveConfig } from '../src/resolve-config.ts';

const CONTEXT = { env: 'default' };
const { en, ko } = LANGUAGES;
const ANSWERS: Answers = { app: 'shop', region: 'ap-northeast-2', 'taskdef.port': 3000, 'alb.subnets': ['subnet-1', 'subnet-2'] };

describe('printConfig', () => {
  it.each(Object.entries(LANGUAGES))('writes what was said so that it reads back the same, in %s', (_, messages) => {
    const file = parseConfig(printConfig(ANSWERS, messages));
    expect(file.problems).toEqual([]);
    expect(file.base.answers).toEqual(ANSWERS);
  });

  it('shows every setting, and defaults as comments that become valid by removing the #', () => {
    const text = printConfig({ app: 'shop' }, en);
    expect(text).toContain('\napp: shop\n');
    expect(text).toContain('\n# taskdef:\n');
    const lines = text.split('\n').filter(line => !/^#\s(?:yaml-language|.*[.:] ?$)/.test(line) || /^# \w+:$/.test(line));
    const uncommented = lines.filter(line => /^(?:# )?\s*[\w]+:(?:$| [^ ])/.test(line)).map(line => line.replace(/^# /, ''));
    const withoutExample = uncommented
      .slice(0, uncommented.indexOf('environments:'))
      .filter(line => !line.startsWith('profile') && !/Role: ""/.test(line));
    expect(parseConfig(`${withoutExample.join('\n')}\n`).problems).toEqual([]);
    expect(Object.keys(parseConfig(`${withoutExample.join('\n')}\n`).base.answers).length).toBeGreaterThan(QUESTIONS.length - 6);
  });

  it('comments in the language of the user', () => {
    expect(printConfig({}, ko)).toContain(`# ${ko.asking.fileHead}`);
    expect(printConfig({ 'taskdef.port': 1 }, ko)).toContain(`  # ${ko.ask['taskdef.port'].message}\n  port: 1\n`);
  });
});

describe('setInDocument', () => {
  const text = '# mine\napp: shop # keep\n\ntaskdef:\n  # the port\n  port: 80\n';

  it('sets one value and keeps everything else, also comments', () => {
    expect(setInDocument(text, 'taskdef.port', 8080)).toBe(text.replace('port: 80', 'port: 8080'));
  });

  it('makes the section when there is none, or none but comments', () => {
    expect(parseConfig(setInDocument(text, 'alb.subnets', ['subnet-1', 'subnet-2'])).base.answers['alb.subnets']).toEqual([
      'subnet-1',
      'subnet-2',
    ]);
    expect(setInDocument('taskdef:\n  # port: 80\n', 'taskdef.cpu', 512)).toContain('cpu: 512');
    expect(parseConfig(setInDocument('', 'app', 'shop')).base.answers).toEqual({ app: 'shop' });
  });

  it('writes below an environment when one is meant', () => {
    const written = setInDocument(text, 'service.desiredCount', 3, 'prod');
    expect(answersFor(parseConfig(written), 'prod').answers['service.desiredCount']).toBe(3);
    expect(answersFor(parseConfig(written), 'default').answers['service.desiredCount']).toBeUndefined();
  });
});

describe('updateConfigText', () => {
  it('prints anew what nobody has touched', () => {
    const first = updateConfigText(undefined, {}, { app: 'shop' }, CONTEXT, en);
    const second = updateConfigText(first, { app: 'shop' }, ANSWERS, CONTEXT, en);
    expect(second).toBe(printConfig(ANSWERS, en));
  });

  it('only sets what differs in a text that the user has edited', () => {
    const edited = `# my words\n${printConfig({ app: 'shop' }, en)}`;
    const after = updateConfigText(edited, { app: 'shop' }, ANSWERS, CONTEXT, en);
    expect(after).toContain('# my words');
    expect(parseConfig(after).base.answers).toEqual(ANSWERS);
  });

  const edited = (answers: Answers): string => `# my words\n${printConfig(answers, en)}`;

  it('puts a value in the place of its default that stands there as a comment', () => {
    const before: Answers = { app: 'shop', 'alb.testPort': 9090 };
    const text = edited(before);
    const path = updateConfigText(text, before, { ...before, 'alb.healthCheckPath': '/x' }, CONTEXT, en);
    expect(path).toBe(text.replace('  # healthCheckPath: /\n', '  healthCheckPath: /x\n'));
    const region = updateConfigText(text, before, { ...before, region: 'eu-west-1' }, CONTEXT, en);
    expect(region).toBe(text.replace(/^# region:.*$/m, 'region: eu-west-1'));
  });

  it('opens the section that is a comment as a whole, with all else in it as comments', () => {
    const text = edited({ app: 'shop' });
    const after = updateConfigText(text, { app: 'shop' }, { app: 'shop', 'logs.retentionDays': 30 }, CONTEXT, en);
    expect(after).toBe(text.replace('# logs:\n#   retentionDays: 14\n', 'logs:\n  retentionDays: 30\n'));
    const ports = updateConfigText(text, { app: 'shop' }, { app: 'shop', 'taskdef.port': 3000 }, CONTEXT, en);
    expect(ports).toContain('\ntaskdef:\n  # family: shop-taskdef\n  # container: shop\n  port: 3000\n  # cpu: 256\n');
    expect(parseConfig(ports).base.answers).toEqual({ app: 'shop', 'taskdef.port': 3000 });
  });

  it.each(QUESTIONS.map(({ key }) => key))('leaves no comment of %s beside it', key => {
    const before = { app: 'shop' };
    const { config } = resolveConfig({ ...before, region: 'eu-west-1' }, { env: 'default', sandbox: false });
    const value = getPath(config, key) as ConfigValue;
    const after = updateConfigText(edited({}), {}, { [key]: value }, CONTEXT, en);
    const named = (text: string): number => text.match(new RegExp(`^[ #]*${key.slice(key.indexOf('.') + 1)}:`, 'gm'))?.length ?? 0;
    expect(named(after)).toBe(named(edited({})));
    expect(parseDocument(after).getIn(key.split('.'))).not.toBeUndefined();
  });

  it('changes what it has put there again, and another section then, and moves no comment', () => {
    const before: Answers = { app: 'shop', 'alb.testPort': 9090 };
    const text = edited(before);
    const again = updateConfigText(text, before, { ...before, 'alb.testPort': 9091 }, CONTEXT, en);
    expect(again).toBe(text.replace('testPort: 9090', 'testPort: 9091'));
    const more = updateConfigText(again, before, { ...before, 'service.desiredCount': 2 }, CONTEXT, en);
    expect(more).toContain('\n\n# appspec:\n#   file: appspec.yaml\n\nservice:\n  # cluster: shop\n');
    expect(more.match(/desiredCount: /g)).toHaveLength(2);
  });

  it('leaves what the user has written in a comment, and a text that goes on elsewhere', () => {
    const text = 'app: shop\nalb:\n  # testPort: see the page of the team\n  name: shop\n# testPort: 8080 was taken\n';
    const after = setInDocument(text, 'alb.testPort', 9090);
    expect(after).toContain('# testPort: see the page of the team');
    expect(after).toContain('# testPort: 8080 was taken');
    expect(parseConfig(after).base.answers['alb.testPort']).toBe(9090);
  });

  it('writes the answers for another environment below its name', () => {
    const after = updateConfigText(undefined, {}, { 'service.desiredCount': 4 }, { env: 'prod' }, en);
    expect(answersFor(parseConfig(after), 'prod').answers).toEqual({ 'service.desiredCount': 4 });
  });
});
