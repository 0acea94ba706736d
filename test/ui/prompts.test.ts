import { render } from '@inquirer/testing';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { questionByKey } from '../../src/questions.ts';
import { choicesOf } from '../../src/ui/question-words.ts';
import { choose } from '../../src/ui/prompts/choose.ts';
import { BACK } from '../../src/ui/prompts/prompt-words.ts';
import { text } from '../../src/ui/prompts/text.ts';

const { en, ko } = LANGUAGES;
const common = { initial: undefined, source: undefined, help: '  Because.', canGoBack: false, words: en.asking.prompt, width: () => 100 };
const rule = questionByKey('app')?.check;
const validate = (value: string): string | true => (rule?.(value, {} as never) === undefined ? true : en.rules.app({ min: 2, max: 20 }));

describe('a text', () => {
  it('is complained about while it is typed, refused on Enter, and taken once it is right', async () => {
    const { answer, events, getScreen } = await render(text, { ...common, message: 'App', validate });
    events.type('Shop');
    expect(getScreen()).toContain('> Between 2 and 20');
    events.keypress('enter');
    expect(getScreen()).toContain('Shop');
    for (const _ of 'Shop') events.keypress('backspace');
    events.type('shop');
    expect(getScreen()).not.toContain('Between');
    events.keypress('enter');
    expect(await answer).toBe('shop');
  });

  it('keeps to the terminal when that becomes narrower', async () => {
    let columns = 100;
    const { events, getScreen } = await render(text, { ...common, width: () => columns, message: 'App', validate });
    const longest = (): number =>
      Math.max(
        ...getScreen()
          .split('\n')
          .map(line => line.length),
      );
    events.type('Sho');
    expect(longest()).toBeGreaterThan(60);
    columns = 60;
    events.type('p');
    expect(longest()).toBeLessThan(60);
    events.keypress('enter');
  });

  it('shows the default with where it comes from, and takes it on Enter', async () => {
    const prompt = { ...common, message: 'Port', initial: '3000', source: 'Dockerfile: EXPOSE 3000', validate: () => true as const };
    const { answer, events, getScreen } = await render(text, prompt);
    expect(getScreen()).toContain('? Port 3000 (Dockerfile: EXPOSE 3000)');
    events.keypress('enter');
    expect(await answer).toBe('3000');
    expect(getScreen()).toBe('✔ Port 3000 (Dockerfile: EXPOSE 3000)');
  });

  it('explains itself with ? and goes on', async () => {
    const { answer, events, getScreen } = await render(text, { ...common, message: 'App', validate });
    events.type('?');
    expect(getScreen()).toContain('Because.');
    expect(getScreen()).toMatch(/^\? App$/m);
    events.type('shop');
    events.keypress('enter');
    expect(await answer).toBe('shop');
  });

  it('leads back with Escape where there is a way back', async () => {
    const { answer, events, getScreen } = await render(text, { ...common, message: 'App', canGoBack: true, validate });
    expect(getScreen()).toContain('esc back');
    events.keypress('escape');
    expect(await answer).toBe(BACK);
  });

  it('composes Hangul that comes in single letters', async () => {
    const { answer, events } = await render(text, { ...common, message: 'App', validate: () => true as const });
    events.type('가게'.normalize('NFD'));
    events.keypress('enter');
    expect(await answer).toBe('가게');
  });
});

const many = Array.from({ length: 30 }, (_, at) => ({ value: `subnet-${at}`, name: `subnet-${at}  zone-${at % 3}` }));

describe('a list', () => {
  it('is searched by typing when it is long, in all that a line says', async () => {
    const { answer, events, getScreen } = await render(choose, { ...common, message: 'Subnet', choices: many });
    expect(getScreen()).toContain('type to search');
    events.type('zone-2 29');
    expect(getScreen()).toContain('❯ subnet-29  zone-2');
    expect(getScreen()).not.toContain('subnet-28');
    events.keypress('enter');
    expect(await answer).toEqual(['subnet-29']);
    expect(getScreen()).toBe('✔ Subnet subnet-29');
  });

  it('says that nothing fits, and takes no Enter then', async () => {
    const { answer, events, getScreen } = await render(choose, { ...common, message: 'Subnet', choices: many });
    events.type('x9');
    events.keypress('enter');
    expect(getScreen()).toContain('Nothing fits.');
    events.keypress('backspace');
    events.keypress('backspace');
    events.keypress('enter');
    expect(await answer).toEqual(['subnet-0']);
  });

  it('says that nothing fits also where there is a way back', async () => {
    const { answer, events, getScreen } = await render(choose, { ...common, message: 'Subnet', choices: many, canGoBack: true });
    events.type('x9');
    expect(getScreen()).toContain('> Nothing fits.\n❯ ← back');
    events.keypress('escape');
    expect(await answer).toBe(BACK);
  });

  it('breaks a line and an answer that are too long between words, and a long word behind a seam', async () => {
    const name = 'web:2  sha256:0123456789ab  2026-11-26 01:02:03Z  pipeline 0123abcd';
    const narrow = { ...common, width: () => 40 };
    const first = await render(choose, { ...narrow, message: 'Version', choices: [{ value: 'web:2', name }, { value: 'web:1' }] });
    expect(first.getScreen()).toContain('❯ web:2  sha256:0123456789ab\n    2026-11-26 01:02:03Z  pipeline\n    0123abcd\n  web:1\n');
    first.events.keypress('enter');
    await first.answer;
    const second = await render(text, { ...narrow, message: 'Image', validate: () => true as const });
    second.events.type('111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/shop:v1');
    second.events.keypress('enter');
    await second.answer;
    expect(second.getScreen()).toBe('✔ Image\n  111122223333.dkr.ecr.ap-northeast-\n  2.amazonaws.com/shop:v1');
  });

  it('takes a name of its own where that may be', async () => {
    const free = (value: string) => ({ value, name: `${value}  (new)` });
    const { answer, events, getScreen } = await render(choose, { ...common, message: 'Cluster', choices: [{ value: 'old' }], free });
    events.type('shop');
    expect(getScreen()).toContain('❯ shop  (new)');
    events.keypress('enter');
    expect(await answer).toEqual(['shop']);
  });

  it('has the way back as a line and as a key', async () => {
    const list = { ...common, message: 'Which', choices: [{ value: 'a' }, { value: 'b' }], canGoBack: true };
    const first = await render(choose, list);
    expect(first.getScreen()).toContain('← back');
    first.events.keypress('up');
    first.events.keypress('enter');
    expect(await first.answer).toBe(BACK);
    const second = await render(choose, list);
    second.events.keypress('escape');
    expect(await second.answer).toBe(BACK);
  });

  it('explains itself with ? and goes on', async () => {
    const { answer, events, getScreen } = await render(choose, { ...common, message: 'Which', choices: [{ value: 'a' }, { value: 'b' }] });
    events.keypress('down');
    events.type('?');
    expect(getScreen()).toContain('Because.');
    events.keypress('enter');
    expect(await answer).toEqual(['b']);
  });

  it.each([
    ['y', 'true'],
    ['n', 'false'],
    ['ㅛ', 'true'],
    ['ㅜ', 'false'],
    ['예', 'true'],
    ['네', 'true'],
    ['아니오', 'false'],
    ['아니요', 'false'],
    ['아니요'.normalize('NFD'), 'false'],
  ])('of yes and no takes %s', async (typed, value) => {
    const choices = choicesOf(questionByKey('ecr.scanOnPush')!, ko) ?? [];
    const { answer, events } = await render(choose, {
      ...common,
      message: '?',
      help: undefined,
      initial: value === 'true' ? 'false' : 'true',
      choices,
    });
    events.type(typed);
    events.keypress('enter');
    expect(await answer).toEqual([value]);
  });

  it('of several says what is wrong with them, and keeps what was marked while it is searched', async () => {
    const several = (values: readonly string[]): string | true => (values.length === 2 ? true : 'two, please');
    const { answer, events, getScreen } = await render(choose, { ...common, message: 'Subnets', choices: many, several });
    events.keypress('space');
    events.keypress('enter');
    expect(getScreen()).toContain('> two, please');
    events.type('29');
    events.keypress('space');
    events.keypress('enter');
    expect(await answer).toEqual(['subnet-0', 'subnet-29']);
  });
});
