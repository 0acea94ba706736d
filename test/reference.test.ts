import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/commands/index.ts';
import { EXIT } from '../src/errors.ts';
import { LANGUAGES } from '../src/i18n/index.ts';
import { run } from '../src/main.ts';
import { partsOf, wordsKey } from '../src/options.ts';
import { QUESTIONS } from '../src/questions.ts';
import { flagOf } from '../src/questions/question.ts';
import { configSchema } from '../src/config-schema.ts';
import { referenceMarkdown } from '../src/reference-markdown.ts';
import { referenceOf, type Reference } from '../src/reference.ts';
import { memoryIo } from './helpers/memory.ts';

const reference = referenceOf(LANGUAGES.en, '1.2.3');

/** The keys of a level of the schema, `section.key` for those of a section. */
const keysOf = (properties: Readonly<Record<string, { readonly properties?: object }>>, front = ''): readonly string[] =>
  Object.entries(properties).flatMap(([key, schema]) =>
    schema.properties === undefined ? [`${front}${key}`] : keysOf(schema.properties as typeof properties, `${key}.`),
  );

describe('the reference', () => {
  it('has every question as one setting: a flag, a key of wizard.yaml and a question of the same name', () => {
    const { environments: _, ...properties } = configSchema(LANGUAGES.en)['properties'] as Parameters<typeof keysOf>[0];
    expect(reference.settings.map(({ key }) => key).toSorted()).toEqual(keysOf(properties).toSorted());
    expect(reference.settings.map(({ key, flag }) => ({ key, flag }))).toEqual(
      QUESTIONS.map(({ key }) => ({ key, flag: `--${flagOf(key)}` })),
    );
  });

  it('names settings of commands that there are', () => {
    const known = reference.settings.map(({ flag }) => flag);
    const named = reference.commands.flatMap(({ settings }) => settings);
    expect(named.filter(flag => !known.includes(flag))).toEqual([]);
    expect(reference.commands.find(({ name }) => name === 'init')?.settings).toContain('--service-cluster');
  });

  it.each(Object.entries(LANGUAGES))('says in words what everything is, in %s', (_, messages) => {
    const said = JSON.stringify(referenceOf(messages, '1.2.3'));
    expect(said).not.toContain('"words":""');
  });

  it.each(Object.entries(LANGUAGES))('lists values that the help names too, in %s', (_, messages) => {
    const lines: Readonly<Record<string, string>> = messages.options;
    const silent = COMMANDS.flatMap(({ name, options = [] }) =>
      options.flatMap(option =>
        (option.choices ?? [])
          .filter(choice => !(lines[wordsKey(option)] ?? '').includes(choice))
          .map(choice => `${name} ${partsOf(option).long} ${choice}`),
      ),
    );
    expect(silent).toEqual([]);
  });

  it('is one document with --json, and Markdown without', async () => {
    const json = memoryIo();
    expect(await run(['docs', '--json'], json)).toBe(EXIT.done);
    const result = JSON.parse(json.stdout.text) as { readonly ok: boolean; readonly reference: Reference };
    expect(result.ok).toBe(true);
    expect(result.reference.exitCodes).toContainEqual({ code: '7', name: 'changes', words: LANGUAGES.en.help.exitCodes.changes });
    const io = memoryIo();
    expect(await run(['docs', '--lang', 'ko'], io)).toBe(EXIT.done);
    expect(io.stdout.text).toMatch(/^# 레퍼런스\n/);
  });

  it('keeps its tables whole where a text has a bar in it', () => {
    const lines = referenceMarkdown(reference, LANGUAGES.en).split('\n');
    const bars = (line: string): number => line.replaceAll(String.raw`\|`, '').split('|').length;
    const broken = lines.filter(
      (line, at) => line.startsWith('|') && lines[at - 1]?.startsWith('|') && bars(line) !== bars(lines[at - 1] ?? ''),
    );
    expect(broken).toEqual([]);
  });
});
