import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../src/cli.ts';
import { COMMANDS, type Command } from '../src/commands/index.ts';
import { EXIT } from '../src/errors.ts';
import { run } from '../src/main.ts';
import { wordsKey } from '../src/options.ts';
import { LANGUAGES, type Language, type Messages } from '../src/i18n/index.ts';
import { QUESTIONS } from '../src/questions.ts';
import { memoryIo } from './helpers/memory.ts';
import { parsed, settingOf } from './helpers/parsed.ts';
import { temporaryFolder } from './helpers/sandbox.ts';

/** The global options, with a value where they take one. */
const GLOBAL: readonly (readonly [name: string, words: readonly string[], value: unknown])[] = [
  ['config', ['--config', 'other.yaml'], 'other.yaml'],
  ['env', ['--env', 'prod'], 'prod'],
  ['profile', ['--profile', 'work'], 'work'],
  ['region', ['--region', 'eu-west-1'], 'eu-west-1'],
  ['endpointUrl', ['--endpoint-url', 'http://127.0.0.1:1'], 'http://127.0.0.1:1'],
  ['sandbox', ['--sandbox'], true],
  ['yes', ['-y'], true],
  ['yes', ['--yes'], true],
  ['nonInteractive', ['--non-interactive'], true],
  ['dryRun', ['--dry-run'], true],
  ['adopt', ['--adopt'], true],
  ['json', ['--json'], true],
  ['lang', ['--lang', 'ko'], 'ko'],
  ['color', ['--no-color'], false],
  ['verbose', ['-v'], true],
];

const ownFlags = (command: Command): string[] => (command.options ?? []).map(({ flags }) => flags);
const askedFlags = (command: Command): string[] =>
  QUESTIONS.filter(({ step }) => command.steps?.includes(step)).map(({ flag }) => `--${flag} <value>`);

describe('the command line', () => {
  it.each(COMMANDS.map(({ name }) => name))('knows `wizard %s`', async name => {
    const { session, ...seen } = await parsed(name.split(' '));
    expect(seen).toEqual({ name, code: EXIT.done });
    expect(session?.commandLine).toBe(`wizard ${name}`);
  });

  it.each(GLOBAL)('takes the global option %s before and after the command: %j', async (option, words, value) => {
    for (const argv of [
      [...words, 'status'],
      ['status', ...words],
      [...words, 'sandbox', 'env'],
      ['sandbox', ...words, 'env'],
      ['sandbox', 'env', ...words],
    ]) {
      expect((await parsed(argv)).session?.options[option]).toBe(value);
    }
  });

  it.each(COMMANDS.flatMap(command => [...ownFlags(command), ...askedFlags(command)].map(flags => [command.name, flags])))(
    'takes `wizard %s %s`',
    async (name = '', flags = '') => {
      const option = new Option(flags);
      const words = option.required || option.optional ? [option.long ?? '', 'something'] : [option.long ?? ''];
      const { session } = await parsed([...name.split(' '), ...words]);
      expect(session?.options[option.attributeName()]).toBe(words[1] ?? !option.negate);
    },
  );

  it('takes --build without a folder', async () => {
    expect((await parsed(['release', '--build'])).session?.options['build']).toBe(true);
  });

  it('keeps what was typed, so that it can be typed again', async () => {
    const { session } = await parsed(['--sandbox', 'init', '--app', 'shop', '--source-message', "it's new", '-y']);
    expect(session?.commandLine).toBe(String.raw`wizard --sandbox init --app shop --source-message 'it'\''s new' -y`);
  });
});

describe('a session', () => {
  it.each([
    { argv: ['status'], isTTY: true, interactive: true },
    { argv: ['status'], isTTY: false, interactive: false },
    { argv: ['status', '--non-interactive'], isTTY: true, interactive: false },
    { argv: ['status', '--json'], isTTY: true, interactive: false },
    { argv: ['status', '--yes'], isTTY: true, interactive: true },
  ])('is interactive: $interactive for $argv where a terminal is there: $isTTY', async ({ argv, isTTY, interactive }) => {
    expect((await parsed(argv, memoryIo({ isTTY }))).session?.interactive).toBe(interactive);
  });
});

describe('`wizard` alone', () => {
  it('prints the help where there is no terminal', async () => {
    const io = memoryIo();
    expect(await parsed([], io)).toEqual({ code: EXIT.done });
    expect(io.stdout.text).toContain('Usage: wizard');
    expect(io.stderr.text).toBe('');
  });

  it.each([{ argv: [] }, { argv: ['--sandbox', '--env', 'prod'] }])(
    'is `init` in a terminal where nothing is set up: $argv',
    async ({ argv }) => {
      const { name, session } = await parsed(argv, memoryIo({ isTTY: true, cwd: await temporaryFolder() }));
      expect(name).toBe('init');
      expect(session?.commandLine).toBe(['wizard init', ...argv].join(' '));
    },
  );

  it.each([
    { argv: [], file: 'default.state.json', expected: 'status' },
    { argv: ['--sandbox'], file: 'default.sandbox.state.json', expected: 'status' },
    { argv: ['--env', 'prod'], file: 'prod.state.json', expected: 'status' },
    // A rehearsal is not the real thing.
    { argv: [], file: 'default.sandbox.state.json', expected: 'init' },
    { argv: ['--env', 'prod'], file: 'default.state.json', expected: 'init' },
  ])('is `$expected` in a terminal for $argv where there is $file', async ({ argv, file, expected }) => {
    const cwd = await temporaryFolder();
    await mkdir(join(cwd, '.wizard'));
    await writeFile(join(cwd, '.wizard', file), '{"entries":{"cluster":{}}}');
    expect((await parsed(argv, memoryIo({ isTTY: true, cwd }))).name).toBe(expected);
  });

  it.each([
    { argv: [], state: 's3://team-state/shop', expected: 'status' },
    { argv: ['--sandbox'], state: 's3://team-state/shop', expected: 'init' },
    { argv: [], state: 'local', expected: 'init' },
  ])('is `$expected` in a terminal for $argv where the state is in $state', async ({ argv, state, expected }) => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, 'wizard.yaml'), `state: ${state}\n`);
    expect((await parsed(argv, memoryIo({ isTTY: true, cwd }))).name).toBe(expected);
  });

  it('is `init` again after everything was removed', async () => {
    const cwd = await temporaryFolder();
    await mkdir(join(cwd, '.wizard'));
    await writeFile(join(cwd, '.wizard', 'default.state.json'), '{"entries":{}}');
    expect((await parsed([], memoryIo({ isTTY: true, cwd }))).name).toBe('init');
  });

  it('is a usage error with --json, since there is no result', async () => {
    await expect(parsed(['--json'])).rejects.toMatchObject({ code: 'usage', facts: { fault: 'commandMissing', command: 'wizard' } });
  });
});

describe('what is not understood', () => {
  it.each([
    [['relase'], { fault: 'unknownCommand', word: 'relase', command: 'wizard', suggestion: 'release' }],
    [['xylophone'], { fault: 'unknownCommand', word: 'xylophone', command: 'wizard', suggestion: undefined }],
    [['relase', '--sandbox', '--nothing'], { fault: 'unknownCommand', word: 'relase', command: 'wizard', suggestion: 'release' }],
    [['sandbox', 'strat'], { fault: 'unknownCommand', word: 'strat', command: 'wizard sandbox', suggestion: 'start' }],
    [['sandbox'], { fault: 'commandMissing', word: '', command: 'wizard sandbox', suggestion: undefined }],
    [['help', 'nothing'], { fault: 'unknownCommand', word: 'nothing', command: 'wizard', suggestion: undefined }],
    [['--sandbx', 'init'], { fault: 'unknownOption', word: '--sandbx', command: 'wizard', suggestion: '--sandbox' }],
    [['init', '--sandbx'], { fault: 'unknownOption', word: '--sandbx', command: 'wizard init', suggestion: '--sandbox' }],
    [
      ['init', '--taskdef-cpus=512'],
      { fault: 'unknownOption', word: '--taskdef-cpus=512', command: 'wizard init', suggestion: '--taskdef-cpu' },
    ],
    [['init', '-q'], { fault: 'unknownOption', word: '-q', command: 'wizard init', suggestion: undefined }],
    [['destroy', '--app', 'shop'], { fault: 'unknownOption', word: '--app', command: 'wizard destroy' }],
    [['init', 'shop'], { fault: 'tooManyWords', word: 'shop', command: 'wizard init', suggestion: undefined }],
    [['init', '--env'], { fault: 'valueMissing', word: '--env <name>', suggestion: undefined }],
  ] as const)('%j is refused and says what was probably meant', async (argv, facts) => {
    await expect(parsed(argv)).rejects.toMatchObject({ code: 'usage', facts });
  });

  it.each([
    [['rollback', '--to', ''], '--to'],
    [['release', '--message', ' '], '--message'],
    [['release', '--image='], '--image'],
    [['status', '--env', ''], '--env'],
    [['logs', '--since', ''], '--since'],
  ])('refuses an option with nothing in it: %j', async (argv, word) => {
    await expect(parsed(argv)).rejects.toMatchObject({
      code: 'usage',
      facts: { fault: 'valueMissing', word, command: `wizard ${argv[0]}` },
    });
  });

  it('refuses a language that there is not', async () => {
    await expect(parsed(['status', '--lang', 'fr'])).rejects.toMatchObject({
      code: 'optionChoice',
      facts: { flag: '--lang', value: 'fr', choices: 'en, ko' },
    });
  });
});

/** The words of an option, by its flags, or by the key that its command gives. */
const wordsOf = (flags: string, { options }: Messages, { options: own = [] }: Command): string => {
  return (options as Readonly<Record<string, string>>)[wordsKey(own.find(option => option.flags === flags) ?? { flags })] ?? '';
};

/** All that the help of a command must hold: its own words, and each option with its words. */
function expectedHelp(command: Command, messages: Messages): string[] {
  const global = GLOBAL.map(([, [flag = '']]) => flag);
  const asked = QUESTIONS.filter(({ key, step }) => command.steps?.includes(step) === true && !['region', 'profile'].includes(key));
  return [
    (messages.commands as Readonly<Record<string, string>>)[command.name] ?? '',
    ...global,
    ...[...ownFlags(command), ...global.filter(flag => flag.startsWith('--'))].flatMap(flags => [flags, wordsOf(flags, messages, command)]),
    ...asked.flatMap(({ key, flag }) => [`--${flag} <`, messages.ask[key].message]),
  ];
}

describe('the help', () => {
  const helpOf = async (words: readonly string[], language: Language): Promise<string> => {
    const io = memoryIo({ columns: 300 });
    expect(await run([...words, '--help', '--lang', language], io)).toBe(EXIT.done);
    return io.stdout.text;
  };
  const languages = ['en', 'ko'] as const;

  it.each(COMMANDS.flatMap(command => languages.map(language => ({ command, name: command.name, language }))))(
    'of $name names every option in words of the language $language',
    async ({ command, language }) => {
      const text = await helpOf(command.name.split(' '), language);
      const expected = expectedHelp(command, LANGUAGES[language]);
      expect(expected.filter(words => !text.includes(words))).toEqual([]);
    },
  );

  it.each(languages)('of the program lists all commands, in the language %s', async language => {
    const messages = LANGUAGES[language];
    const text = await helpOf([], language);
    const commands = Object.entries(messages.commands).filter(([name]) => !name.includes(' '));
    const expected = [messages.help.description, ...commands.flat()];
    expect(expected.filter(words => !text.includes(words))).toEqual([]);
  });

  it('speaks Korean in its headings too', async () => {
    const text = await helpOf(['release'], 'ko');
    expect(text).toMatch(/^사용법: wizard release \[옵션\]/);
    expect(text.match(/^\S.*:$/gm)).toEqual(['옵션:', '공통 옵션:']);
  });

  it('aligns Korean by what it takes on the screen', async () => {
    const io = memoryIo({ columns: 60 });
    await run(['release', '--help', '--lang', 'ko'], io);
    const { default: stringWidth } = await import('string-width');
    const widths = io.stdout.text.split('\n').map(line => stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(60);
  });

  it.each([['help', 'init'], ['init', '-h'], ['help'], ['--help'], ['-h']])('is found with `wizard %s %s`', async (...words) => {
    const io = memoryIo();
    expect(
      await run(
        words.filter(word => typeof word === 'string'),
        io,
      ),
    ).toBe(EXIT.done);
    expect(io.stdout.text).toMatch(/^Usage: wizard/);
  });

  it.each(['-V', '--version'])('%s prints the version', async flag => {
    const io = memoryIo();
    expect(await createProgram(settingOf(io)).parse([flag])).toBe(EXIT.done);
    expect(io.stdout.text).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
