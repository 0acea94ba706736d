import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { createPrompter } from '../../src/ui/prompter.ts';

function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.on('data', chunk => (shown += String(chunk)));
  return { input, output, shown: () => shown };
}

describe('createPrompter', () => {
  it('asks on the streams that it is given, and takes the default on Enter', async () => {
    const { input, output, shown } = terminal();
    const answer = createPrompter({ input, output, words: LANGUAGES.en.asking.prompt }).input({
      message: 'Name',
      initial: 'shop',
      validate: () => true,
    });
    await expect.poll(shown).toContain('Name');
    input.write('\r');
    expect(await answer).toBe('shop');
  });

  it('lets one of a list be chosen, beginning at the default', async () => {
    const { input, output, shown } = terminal();
    const choices = [{ value: 'a' }, { value: 'b', name: 'Bee', description: 'the second' }, { value: 'c' }];
    const answer = createPrompter({ input, output, words: LANGUAGES.en.asking.prompt }).select({ message: 'Which', initial: 'b', choices });
    await expect.poll(shown).toContain('the second');
    input.write('\r');
    expect(await answer).toBe('b');
  });

  it('does not take a choice of several that breaks the rule', async () => {
    const { input, output, shown } = terminal();
    const validate = (values: readonly string[]): string | true => (values.length === 2 ? true : 'two, please');
    const answer = createPrompter({ input, output, words: LANGUAGES.en.asking.prompt }).checkbox({
      message: 'Which',
      choices: [{ value: 'a' }, { value: 'b' }],
      validate,
    });
    await expect.poll(shown).toContain('Which');
    input.write(' ');
    input.write('\r');
    await expect.poll(shown).toContain('two, please');
    input.write('\u001b[B');
    input.write(' ');
    input.write('\r');
    expect(await answer).toEqual(['a', 'b']);
  });

  it('does not show a password', async () => {
    const { input, output, shown } = terminal();
    const answer = createPrompter({ input, output, words: LANGUAGES.en.asking.prompt }).password({ message: 'Code' });
    await expect.poll(shown).toContain('Code');
    input.write('123456');
    await expect.poll(shown).toContain('******');
    input.write('\r');
    expect(await answer).toBe('123456');
    expect(shown()).not.toContain('123456');
  });
});
