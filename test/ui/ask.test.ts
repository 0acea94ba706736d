import { describe, expect, it } from 'vitest';
import type { Answers, ConfigContext } from '../../src/config.ts';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { detection } from '../../src/detect/detection.ts';
import { QUESTIONS, questionsOfStep } from '../../src/questions.ts';
import { ask, type AskOptions } from '../../src/ui/ask.ts';
import { createInterview, takeBack } from '../../src/ui/interview.ts';
import { WentBack, type Prompter } from '../../src/ui/prompter.ts';

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
    password: () => Promise.reject(new Error('No question is secret.')),
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
      { message: 'Public image', initial: 'public.ecr.aws/nginx/nginx:latest' },
    ]);
    expect(answers).toEqual({ app: 'shop', region: 'ap-northeast-2', 'image.type': 'registry' });
  });

  it('does not ask what was said already', async () => {
    const { prompter, asked } = person({});
    const said: Answers = { app: 'shop', region: 'eu-west-1', 'image.type': 'build', 'image.from': 'web', 'taskdef.port': 3000 };
    expect(await ask(QUESTIONS, options({ prompter, answers: said }))).toEqual(said);
    expect(asked).toEqual([]);
  });

  it('asks less in the sandbox, and never writes its image down', async () => {
    const { prompter, asked } = person({});
    const answers = await ask(QUESTIONS, options({ prompter, context: { env: 'default', sandbox: true } }));
    expect(asked.map(({ message }) => message)).toEqual(['Name of the application', 'Where the first image comes from']);
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
    const { prompter, asked } = person({ VPC: 'vpc-2' });
    const choices: AskOptions['choices'] = async key => (key === 'alb.vpc' ? [{ value: 'vpc-1' }, { value: 'vpc-2' }] : undefined);
    const context = { ...AWS, defaultVpc: false };
    expect(await ask(questionsOfStep('alb'), options({ prompter, context, choices }))).toEqual({ 'alb.vpc': 'vpc-2' });
    expect(asked.map(one => one.choices)).toEqual([['vpc-1', 'vpc-2']]);
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
    expect(reasons).toHaveLength(asked.length);
  });
});

describe('going back', () => {
  /** Somebody who goes back once, at one question, and otherwise takes what is offered. */
  function hesitant(at: string, replies: Readonly<Record<string, string>>): { prompter: Prompter; asked: Asked[] } {
    const { prompter, asked } = person(replies);
    let went = false;
    const once = async <T>(message: string, answer: () => Promise<T>): Promise<T> => {
      if (went || message !== at) return answer();
      went = true;
      throw new WentBack();
    };
    return {
      asked,
      prompter: {
        ...prompter,
        input: prompt => once(prompt.message, () => prompter.input(prompt)),
        select: prompt => once(prompt.message, () => prompter.select(prompt)),
      },
    };
  }

  it('asks the question before again, with the answer that was given', async () => {
    const { prompter, asked } = hesitant('Where the first image comes from', { 'AWS region': 'eu-west-1' });
    const answers = await ask(QUESTIONS, options({ prompter, answers: { app: 'shop' } }));
    expect(asked.filter(({ message }) => message === 'AWS region').map(({ initial }) => initial)).toEqual(['ap-northeast-2', 'eu-west-1']);
    expect(answers).toMatchObject({ region: 'eu-west-1', 'image.type': 'registry' });
  });

  it('from the first of a group leads to the group before', async () => {
    const interview = createInterview();
    const { prompter } = hesitant('Where the first image comes from', {});
    const first = await ask(questionsOfStep('init'), options({ prompter, interview }));
    await expect(ask(questionsOfStep('ecr'), options({ prompter, interview, answers: first }))).rejects.toThrow(WentBack);
    expect(takeBack(interview)).toEqual({ app: 'ecs-codepipeline' });
    const again = await ask(questionsOfStep('init'), options({ prompter, interview, answers: { app: 'ecs-codepipeline' } }));
    expect(again).toEqual(first);
  });

  it('is not offered at the first question', async () => {
    const offers: (boolean | undefined)[] = [];
    const { prompter } = person({});
    const watching: Prompter = { ...prompter, input: prompt => (offers.push(prompt.canGoBack), prompter.input(prompt)) };
    await ask(questionsOfStep('init'), options({ prompter: watching }));
    expect(offers).toEqual([false, true]);
  });
});

describe('what was found', () => {
  const detected = [
    detection('image.type', { value: 'build', source: 'Dockerfile' }),
    detection('image.from', { value: '.', source: 'Dockerfile' }, { when: ({ image }) => image.type === 'build' }),
    detection('taskdef.port', { value: 3000, source: 'Dockerfile: EXPOSE 3000' }, { when: ({ image }) => image.type === 'build' }),
  ];

  it('is the default of the questions, without being asked where it leaves no doubt', async () => {
    const { prompter, asked } = person({});
    const sources: (string | undefined)[] = [];
    const watching: Prompter = { ...prompter, select: prompt => (sources.push(prompt.source), prompter.select(prompt)) };
    await ask(QUESTIONS, options({ prompter: watching, answers: { app: 'shop', region: 'eu-west-1' }, context: { ...AWS, detected } }));
    expect(asked.map(({ message }) => message)).toEqual(['Where the first image comes from']);
    expect(sources).toEqual(['Dockerfile']);
  });

  it('does not count for another answer: the port of the Dockerfile is not that of a copied image', async () => {
    const { prompter, asked } = person({ 'Where the first image comes from': 'registry', 'Public image': 'httpd:2' });
    await ask(QUESTIONS, options({ prompter, answers: { app: 'shop', region: 'eu-west-1' }, context: { ...AWS, detected } }));
    expect(asked.at(-1)).toMatchObject({ message: 'Container port', initial: '80' });
  });

  it('is asked about where several values would do', async () => {
    const unsure = detected.map(one => ({ ...one, unsure: true }));
    const { prompter, asked } = person({});
    await ask(QUESTIONS, options({ prompter, answers: { app: 'shop', region: 'eu-west-1' }, context: { ...AWS, detected: unsure } }));
    expect(asked.at(-1)).toMatchObject({ message: 'Container port', initial: '3000' });
  });
});
