import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { COMMANDS } from '../src/commands/index.ts';
import { parseConfig } from '../src/parse-config.ts';
import { EXIT } from '../src/errors.ts';
import { run } from '../src/main.ts';
import { ownOptions, partsOf } from '../src/options.ts';
import { QUESTIONS } from '../src/questions.ts';
import { placeIn } from '../src/typed-words.ts';
import { memoryIo } from './helpers/memory.ts';
import { parsed } from './helpers/parsed.ts';

interface Document {
  readonly path: string;
  /** Its lines outside of code blocks. */
  readonly prose: string;
  readonly blocks: readonly { readonly language: string; readonly text: string }[];
}

async function readDocument(path: string): Promise<Document> {
  // Every second part is a block, and begins with its language.
  const parts = (await readFile(path, 'utf8')).split(/^```/m);
  const blocks = parts.filter((_, index) => index % 2 === 1).map(part => part.split(/\n(.*)/s));
  return {
    path,
    prose: parts.filter((_, index) => index % 2 === 0).join(''),
    blocks: blocks.map(([language = '', text = '']) => ({ language, text })),
  };
}

const markdownIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter(name => name.endsWith('.md')).map(name => normalize(join(folder, name)));

const paths = (await Promise.all(['.', 'docs', 'docs/ko'].map(markdownIn))).flat();
const documents = new Map(await Promise.all(paths.map(async path => [path, await readDocument(path)] as const)));

const documentAt = (path: string): Document => {
  const document = documents.get(path);
  if (document === undefined) throw new Error(`There is no ${path}.`);
  return document;
};

const headings = ({ prose }: Document): readonly (readonly [level: number, text: string])[] =>
  [...prose.matchAll(/^(#+) (.*)$/gm)].map(([, marks = '', text = '']) => [marks.length, text]);

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

/** Targets of the links that stay among the files. */
const links = ({ prose }: Document): readonly string[] =>
  [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => (/^[a-z]+:/.test(target) ? [] : [target]));

async function isThere(from: string, link: string): Promise<boolean> {
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? from : normalize(join(dirname(from), decodeURIComponent(file)));
  if (anchor !== undefined) return headings(documentAt(path)).some(([, text]) => anchorOf(text) === decodeURIComponent(anchor));
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The words of a command line in a shell, up to a comment or the next command. */
const wordsOf = (line: string): readonly string[] => {
  const [command = ''] = line.split(/ +#| &&| [|>]|\)"/);
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|\S+/g)].map(([whole, single, double]) => single ?? double ?? whole);
};

const PROGRAM = /(?:npx (?:wizard|ecs-bluegreen)|^wizard)(?: (.*))?$/;

/** The command lines of the program in the text, in the order in which they stand there. What ends in `…` is none. */
const commandLines = ({ prose, blocks }: Document): readonly string[] =>
  [
    ...[...prose.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replaceAll('\n', ' ')),
    ...blocks.flatMap(({ text }) => text.split('\n')).map(line => line.trim()),
  ].flatMap(code => {
    const [, words] = PROGRAM.exec(code) ?? [];
    return words === undefined || words.includes('…') ? [] : [wordsOf(words).join('\u0000')];
  });

/** What is wrong with a command line; undefined when the program takes it. */
async function faultOf(line: string): Promise<string | undefined> {
  const argv = line.split('\u0000');
  if (argv[0] === 'help' || argv.includes('--help')) return (await run(argv, memoryIo())) === EXIT.done ? undefined : 'no such help';
  const place = placeIn(COMMANDS, argv);
  // A group is named as a whole: `wizard sandbox`.
  if (place.command === undefined && place.name !== '' && place.rest.length === 0) return undefined;
  try {
    const { name, session } = await parsed(argv);
    const command = COMMANDS.find(one => one.name === name);
    const wrong = (command === undefined ? [] : ownOptions(command, QUESTIONS)).find(option => {
      const key = partsOf(option)
        .long.slice(2)
        .replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      const value = session?.options[key];
      return option.choices !== undefined && typeof value === 'string' && !option.choices.includes(value);
    });
    return wrong === undefined ? undefined : `not a value of ${wrong.flags}`;
  } catch (error) {
    return String(error);
  }
}

/** What is wrong with a block, by its language. */
const syntaxErrors: Readonly<Record<string, (text: string) => readonly unknown[]>> = {
  yaml: text => parseAllDocuments(text).flatMap(({ errors }) => errors),
  json: text => {
    try {
      JSON.parse(text);
      return [];
    } catch (error) {
      return [error];
    }
  },
};

const withoutComments = (text: string): string => text.replaceAll(/ *# .*$/gm, '');

/** Documents that exist in both languages. */
const mirrors = [
  ['README.md', 'README.ko.md'] as const,
  ...paths.filter(path => path.startsWith('docs/ko/')).map(path => [path.replace('/ko/', '/'), path] as const),
];

/** What scripts write from the code stands in the English document only. */
const withoutMade = (document: Document): Document => ({
  ...document,
  prose: document.prose.replaceAll(/<!-- made by [^]*?: begin -->[^]*?: end -->/g, ''),
});

describe('the documents', () => {
  it.each(paths)('of %s link to what is there', async path => {
    const document = documentAt(path);
    const found = await Promise.all(links(document).map(async link => ((await isThere(path, link)) ? [] : [link])));
    expect(found.flat()).toEqual([]);
  });

  it.each(paths)('of %s name commands and options that exist', async path => {
    const lines = [...new Set(commandLines(documentAt(path)))];
    const faults = await Promise.all(lines.map(async line => [line.replaceAll('\u0000', ' '), await faultOf(line)]));
    expect(faults.filter(([, fault]) => fault !== undefined)).toEqual([]);
  });

  it.each(paths)('of %s hold JSON and YAML that can be read', path => {
    const errors = documentAt(path).blocks.flatMap(({ language, text }) => syntaxErrors[language]?.(text) ?? []);
    expect(errors).toEqual([]);
  });

  it.each(['docs/config.md', 'docs/migrating.md'])('of %s show settings as wizard.yaml takes them', path => {
    const examples = documentAt(path).blocks.filter(({ language }) => language === 'yaml');
    expect(examples.flatMap(({ text }) => parseConfig(text).problems)).toEqual([]);
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(mirrors)('say the same in %s and %s: headings, blocks, commands', (english, korean) => {
    const [one, other] = [documentAt(english), documentAt(korean)];
    const levels = (document: Document): readonly number[] => headings(withoutMade(document)).map(([level]) => level);
    const data = ({ blocks }: Document): readonly string[] =>
      blocks.filter(({ language }) => language !== '').map(({ language, text }) => `${language}\n${withoutComments(text)}`);
    expect(levels(other)).toEqual(levels(one));
    expect(other.blocks.map(({ language }) => language)).toEqual(one.blocks.map(({ language }) => language));
    expect(data(other)).toEqual(data(one));
    expect(new Set(commandLines(other))).toEqual(new Set(commandLines(one)));
  });

  it('count the same cells of faults in both languages', () => {
    const counts = (path: string): readonly string[] => {
      const [, between = ''] = /<!-- counts -->\n([^]*)<!-- end of counts -->/.exec(documentAt(path).prose) ?? [];
      const rows = between.split('\n').filter(line => line.startsWith('|'));
      return [/^\d+/m.exec(between)?.[0] ?? '', ...rows.map(row => row.replace(/^\|[^|]*/, ''))];
    };
    expect(counts('docs/ko/reliability.md')).toEqual(counts('docs/reliability.md'));
    expect(counts('docs/reliability.md').length).toBeGreaterThan(10);
  });
});
