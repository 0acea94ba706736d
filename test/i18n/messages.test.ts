import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EXIT_OF } from '../../src/errors.ts';
import { LANGUAGES } from '../../src/i18n/index.ts';

const { en, ko } = LANGUAGES;
const src = fileURLToPath(new URL('../../src', import.meta.url));

type Facts = Readonly<Record<string, unknown>>;
type Leaf = string | ((facts: Facts) => unknown);

/** Every text of a catalogue, or the function that makes it, by its path. */
function leavesOf(part: unknown, path = ''): [string, Leaf][] {
  if (typeof part === 'string' || typeof part === 'function') return [[path, part as Leaf]];
  return Object.entries(part as object).flatMap(([key, value]) => leavesOf(value, path === '' ? key : `${path}.${key}`));
}

const english = new Map(leavesOf(en));
const korean = new Map(leavesOf(ko));

/** Facts that choose between sentences, or are no plain texts. The others are marks that can be found again. */
const CHOICES: Readonly<Record<string, readonly Facts[]>> = {
  'problems.usage': ['unknownOption', 'unknownCommand', 'valueMissing', 'tooManyWords', 'commandMissing'].map(fault => ({ fault })),
  'problems.sandboxTrouble': [
    ...new Set(
      [...sources()].flatMap(([file, text]) =>
        file.startsWith('sandbox/') ? [...text.matchAll(/new SandboxError\('(\w+)'/g)].map(match => match[1]) : [],
      ),
    ),
  ].map(code => ({ code })),
  'problems.deploymentFailed': [
    { cause: undefined, reasons: ['«first»', '«second»'] },
    { cause: { code: 'imageMissing', facts: { image: '«image»', flags: '«flags»' } }, reasons: [] },
  ],
  'problems.serviceNotUp': [undefined, '«otherPath»'].map(otherPath => ({
    cause: { code: 'imageMissing', facts: { image: '«image»', flags: '«flags»' } },
    otherPath,
  })),
  'problems.rollbackFailed': [{ reasons: ['«first»', '«second»'] }],
  'problems.subnetsUnfit': ['unknown', 'otherVpc', 'notAvailable', 'notPublic', 'noRouteOut'].flatMap(fault =>
    [['«zone»'], []].map(zones => ({ problems: [{ subnet: '«subnet»', fault }], zones })),
  ),
  'problems.noFitSubnets': [{ zones: ['«zone»'] }, { zones: [] }],
  'problems.missingSteps': [{ names: '«first», «second»' }],
  'problems.releaseMissing': ['branch', 'service', 'pipeline'].map(what => ({ what })),
  'release.failing': ['tasks', 'placement', 'unhealthy'].map(code => ({ code })),
  'problems.configValue': [{ rule: 'app' }],
  'problems.flagValue': [{ rule: 'app', file: undefined }],
};

/** Facts in which everything is a mark of its name, but what is given. */
const marked = (given: Facts): Facts =>
  new Proxy(given, { get: (_, name) => (typeof name !== 'string' || name in given ? given[String(name)] : `«${name}»`), has: () => true });

/** Names of the facts that a text looks at. */
function looksAt(leaf: Leaf, given: Facts): readonly string[] {
  const names = new Set<string>();
  const all = marked(given);
  const spy = new Proxy(given, {
    get: (_, name) => (typeof name === 'string' && names.add(name), Reflect.get(all, name)),
    has: () => true,
  });
  if (typeof leaf === 'function') leaf(spy);
  return [...names].filter(name => !(name in given));
}

/** The texts that come of a leaf: one, or message and remedy. */
const textsOf = (leaf: Leaf, facts: Facts): string[] => {
  const made = typeof leaf === 'string' ? leaf : leaf(facts);
  return typeof made === 'string' ? [made] : Object.values(made as object).map(String);
};

/** The ways in which a text may be asked for: with all facts, and with each of them missing. */
const variants = (path: string): Facts[] =>
  (CHOICES[path] ?? [{}]).flatMap(given => {
    const names = looksAt(english.get(path) ?? '', given);
    return [
      given,
      ...names.flatMap(name => [
        { ...given, [name]: '' },
        { ...given, [name]: undefined },
      ]),
    ].map(marked);
  });

const marksIn = (text: string): string[] => [...new Set(text.match(/«\w+»/g))].toSorted();

function sources(): Map<string, string> {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && !file.startsWith('i18n'));
  return new Map(files.map(file => [file, readFileSync(join(src, file), 'utf8')]));
}

const paths = [...english.keys()];

describe('the catalogues', () => {
  it('hold the same things', () => {
    expect([...korean.keys()].toSorted()).toEqual(paths.toSorted());
    const kinds = (leaves: ReadonlyMap<string, Leaf>) => paths.map(path => typeof leaves.get(path));
    expect(kinds(korean)).toEqual(kinds(english));
  });

  it.each(paths)('mention the same facts: %s', path => {
    for (const facts of variants(path)) {
      const [first, second] = [english, korean].map(leaves => textsOf(leaves.get(path) ?? '', facts));
      expect(second?.map(marksIn)).toEqual(first?.map(marksIn));
    }
  });

  it.each(paths)('are each in its own language: %s', path => {
    for (const facts of variants(path)) {
      const [first = [], second = []] = [english, korean].map(leaves => textsOf(leaves.get(path) ?? '', facts));
      expect(first.filter(text => /[가-힣]/.test(text))).toEqual([]);
      // Names stay as they are: AppSpec, VPC. A sentence has several words.
      const isSentence = (text: string): boolean => /[A-Za-z]+[^A-Za-z]+[A-Za-z]/.test(text.replaceAll(/«\w+»|`[^`]*`/g, ''));
      expect(second.filter(text => isSentence(text) && !/[가-힣]/.test(text))).toEqual([]);
    }
  });

  it.each(paths)('glue no particle to a fact: %s', path => {
    const texts = variants(path).flatMap(facts => textsOf(korean.get(path) ?? '', facts));
    // Which of the two forms is right depends on the sound before it, which nobody knows.
    expect(texts.filter(text => /»(?:은|는|이|가|을|를|와|과|으로|로|이나|나|이라|라)(?![가-힣])/.test(text))).toEqual([]);
    expect(texts.filter(text => /[은는이가을를와과]\([은는이가을를와과]\)|\(으\)로/.test(text))).toEqual([]);
  });
});

describe('a problem', () => {
  const problems = paths.filter(path => path.startsWith('problems.'));

  it.each(problems)('says what is wrong and what to do about it: %s', path => {
    for (const leaves of [english, korean]) {
      for (const given of CHOICES[path] ?? [{}]) {
        const texts = textsOf(leaves.get(path) ?? '', marked(given));
        expect(texts).toHaveLength(2);
        expect(texts.filter(text => text.trim().length < 5)).toEqual([]);
      }
    }
  });

  it('has an exit code, and is one that can happen', () => {
    const codes = problems.map(path => path.replace('problems.', ''));
    expect(Object.keys(EXIT_OF).toSorted()).toEqual(codes.toSorted());
    const texts = [...sources()].filter(([file]) => file !== 'errors.ts').map(([, text]) => text);
    expect(codes.filter(code => !texts.some(text => text.includes(`'${code}'`)))).toEqual([]);
  });
});

describe('what is told while work goes on', () => {
  const told = new Set(
    [...sources().values()].flatMap(text =>
      [...text.matchAll(/\b(?:note|report)\((?:session, |\s*)'(\w+)'|\bnote: '(\w+)'|notes: .*\bcode: '(\w+)'/g)].map(
        match => match[1] ?? match[2] ?? match[3] ?? '',
      ),
    ),
  );

  it('has words', () => {
    expect(told).toContain('waiting');
    expect([...told].filter(code => !(code in en.notes))).toEqual([]);
  });

  it('is told somewhere', () => {
    expect(Object.keys(en.notes).filter(code => !told.has(code))).toEqual([]);
  });
});

describe('the words of the command line', () => {
  const texts = [...sources()].filter(([file]) => /^(?:commands|ui|[\w-]+\.ts)/.test(file)).map(([, text]) => text);

  it.each(['ui', 'release', 'sandbox'] as const)('are all used: %s', section => {
    const unused = Object.keys(en[section]).filter(
      key => !texts.some(text => new RegExp(`\\b${section}\\.${key}\\b|messages\\.${section};`).test(text)),
    );
    expect(unused).toEqual([]);
  });
});
