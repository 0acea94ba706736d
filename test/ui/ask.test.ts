import { render } from '@inquirer/testing';
import { input } from '@inquirer/prompts';
import { describe, expect, it } from 'vitest';
import type { Answers, ConfigContext } from '../../src/config.ts';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { QUESTIONS, questionByKey, questionsOfStep } from '../../src/questions.ts';
import { ask, type AskOptions } from '../../src/ui/ask.ts';
import type { Prompter } from '../../src/ui/prompter.ts';

const AWS: ConfigContext = { env: 'default', sandbox: false, region: 'ap-northeast-2' };
const messages = LANGUAGES.en;

interface Asked {
  readonly message: string;
  readonly initial?: string | undefined;
  readonly choices?: readonly string[];
}

/** Somebody who answers by the text of the question, and takes the default of all others. */
function person(replies: Readonly<Record<string, string | string[]>>): { prompter: Prompter; asked: Asked[] } {
  const asked: Asked[] = [];
  const prompter: Prompter = {
    async input({ message, initial, validate }) {
      asked.push({ message, initial });
      const reply = String(replies[message] ?? initial ?? '');
      const verdict = validate(reply);
      if (verdict !== true) throw new Error(`${message}: ${verdict}`);
      return reply;
    },
    async select({ message, initial, choices }) {
      asked.push({ message, initial, choices: choices.map(({ value }) => value) });
      return String(replies[message] ?? initial);
    },
    async checkbox({ message, choices, validate }) {
      asked.push({ message, choices: choices.map(({ value }) => value) });
      const reply = [replies[message] ?? []].flat();
      const verdict = validate(reply);
      if (verdict !== true) throw new Error(`${message}: ${verdict}`);
      return reply;
    },
  };
  return { prompter, asked };
}

const options = (more: Partial<AskOptions>): AskOptions => ({ answers: {}, context: AWS, prompter: undefined, messages, ...more });

describe('ask', () => {
  it('asks nobody when nobody can be asked, and takes the defaults', async () => {
    expect(await ask(QUESTIONS, options({ answers: { app: 'shop' } }))).toEqual({ app: 'shop' });
  });

  it('lists everything that is missing at once, with its flags', async () => {
    const { region: _, ...context } = AWS;
    const asking = ask(QUESTIONS, options({ answers: { 'image.type': 'static' }, context: { ...context, defaultVpc: false } }));
    await expect(asking).rejects.toMatchObject({
      code: 'missingInputs',
      facts: { keys: 'region, image.from, alb.vpc', flags: '--region --image-from --alb-vpc' },
    });
  });

  it('asks a person the few questions of a first set-up, with the defaults', async () => {
    const { prompter, asked } = person({ 'Name of the application': 'shop' });
    const answers = await ask(QUESTIONS, options({ prompter }));
    expect(asked).toEqual([
      { message: 'Name of the application', initial: 'ecs-codepipeline' },
      { message: 'AWS region', initial: 'ap-northeast-2' },
      { message: 'Where the first image comes from', initial: 'registry', choices: ['registry', 'static', 'archive', 'build'] },
      { message: 'Image, folder or archive', initial: 'public.ecr.aws/nginx/nginx:latest' },
      { message: 'What starts the pipeline', initial: 'files+image', choices: ['files+image', 'files'] },
    ]);
    expect(answers).toEqual({ app: 'shop', region: 'ap-northeast-2', 'image.type': 'registry', 'pipeline.triggers': 'files+image' });
  });

  it('does not ask what was said already', async () => {
    const { prompter, asked } = person({});
    const said: Answers = { app: 'shop', region: 'eu-west-1', 'image.type': 'build', 'image.from': 'web', 'pipeline.triggers': 'files' };
    expect(await ask(QUESTIONS, options({ prompter, answers: said }))).toEqual(said);
    expect(asked).toEqual([]);
  });

  it('asks less in the sandbox, and never writes its image down', async () => {
    const { prompter, asked } = person({});
    const answers = await ask(QUESTIONS, options({ prompter, context: { env: 'default', sandbox: true } }));
    expect(asked.map(({ message }) => message)).toEqual([
      'Name of the application',
      'Where the first image comes from',
      'What starts the pipeline',
    ]);
    expect(answers).not.toHaveProperty('image.from');
  });

  it('saves after every answer, so that Ctrl-C loses none', async () => {
    const saved: Answers[] = [];
    const { prompter } = person({ 'Name of the application': 'shop' });
    const leaving: Prompter = { ...prompter, select: () => Promise.reject(new Error('Ctrl-C')) };
    await expect(ask(QUESTIONS, options({ prompter: leaving, save: async answers => void saved.push(answers) }))).rejects.toThrow('Ctrl-C');
    expect(saved).toEqual([{ app: 'shop' }, { app: 'shop', region: 'ap-northeast-2' }]);
  });

  it('offers what the account has where there is no default VPC', async () => {
    const { prompter, asked } = person({ VPC: 'vpc-2', Subnets: ['subnet-1', 'subnet-2'] });
    const choices: AskOptions['choices'] = async (key, config) => {
      if (key === 'alb.vpc') return [{ value: 'vpc-1' }, { value: 'vpc-2' }];
      return key === 'alb.subnets' && config.alb.vpc === 'vpc-2' ? [{ value: 'subnet-1' }, { value: 'subnet-2' }] : undefined;
    };
    const context = { ...AWS, defaultVpc: false };
    expect(await ask(questionsOfStep('alb'), options({ prompter, context, choices }))).toEqual({
      'alb.vpc': 'vpc-2',
      'alb.subnets': ['subnet-1', 'subnet-2'],
    });
    expect(asked.map(one => one.choices)).toEqual([
      ['vpc-1', 'vpc-2'],
      ['subnet-1', 'subnet-2'],
    ]);
  });

  it('refuses an answer in the words of its rule', async () => {
    const { prompter } = person({ 'Name of the application': 'AWS' });
    await expect(ask(QUESTIONS, options({ prompter }))).rejects.toThrow('Name of the application: Between 2 and 20 lower-case letters');
  });

  it('asks every question of a page when all are wanted, saying why each time', async () => {
    const { prompter, asked } = person({});
    const reasons: string[] = [];
    await ask(questionsOfStep('service'), options({ prompter, all: true, explain: text => void reasons.push(text) }));
    expect(asked.map(({ message }) => message)).toEqual(questionsOfStep('service').map(({ key }) => messages.ask[key].message));
    expect(reasons).toHaveLength(5);
  });
});

describe('a prompt', () => {
  it('shows a broken rule and waits for a better answer', async () => {
    const rule = questionByKey('app')?.check;
    const validate = (text: string): string | true =>
      rule?.(text, {} as never) === undefined ? true : messages.rules.app({ min: 2, max: 20 });
    const { answer, events, getScreen } = await render(input, { message: 'App', validate });
    events.type('Shop');
    events.keypress('enter');
    await expect.poll(() => getScreen()).toContain('lower-case');
    for (const _ of 'Shop') events.keypress('backspace');
    events.type('shop');
    events.keypress('enter');
    expect(await answer).toBe('shop');
  });
});
