import { COMMANDS, type Command, type Completes, type Option } from '../commands/index.ts';
import type { HelpWords } from '../i18n/index.ts';
import { HELP_TOPICS } from '../option-choices.ts';
import { optionsFor, partsOf, wordsKey } from '../options.ts';
import { PRICES } from '../prices.ts';
import type { Question } from '../questions/question.ts';
import { namesBelow, placeIn, typedWords } from '../typed-words.ts';
import type { LocalNames } from './local-names.ts';

/** One thing that can be typed, and what it is; or the word of a shell for its own files and folders. */
export interface Candidate {
  readonly value: string;
  readonly words: string;
}

/** Where the shell itself completes. */
export type Candidates = readonly Candidate[] | 'file' | 'folder';

/** What the questions name that a set-up has made, by the type of resource. */
const TYPES: Readonly<Record<string, string>> = {
  'source.repository': 'codecommit.repository',
  'ecr.repository': 'ecr.repository',
  'service.cluster': 'ecs.cluster',
  'service.name': 'ecs.service',
  'codedeploy.application': 'codedeploy.application',
  'codedeploy.group': 'codedeploy.deployment-group',
  'pipeline.name': 'codepipeline.pipeline',
};

export interface Known {
  readonly questions: readonly Question[];
  readonly words: HelpWords;
  readonly names: (values: Readonly<Record<string, string>>) => LocalNames;
  readonly faults: readonly string[];
}

const plain = (values: readonly string[]): readonly Candidate[] => values.map(value => ({ value, words: '' }));

/** What can stand where the cursor is. Bash gives `--wait=tr` as three words, the other shells as one. */
export function complete(argv: readonly string[], known: Known): Candidates {
  const before = argv.slice(0, -1).filter(word => word !== '=');
  const last = argv.at(-1) ?? '';
  // PowerShell marks the last word with `=`, since it would lose an empty one; bash breaks words there.
  const current = last.startsWith('=') ? last.slice(1) : last;
  const { words } = typedWords(
    before,
    COMMANDS.flatMap(command => optionsFor(command, known.questions)),
  );
  const { name, command, rest } = placeIn(COMMANDS, words[0] === 'help' ? words.slice(1) : words);
  const options = optionsFor(command, known.questions);
  const typed = typedWords(before, options);
  const names = known.names(typed.values);
  const fitting = (candidates: Candidates, start: string, front = ''): Candidates =>
    typeof candidates === 'string'
      ? candidates
      : candidates.filter(({ value }) => value.startsWith(start)).map(one => ({ ...one, value: `${front}${one.value}` }));

  if (typed.waiting !== undefined) return fitting(valuesOf(typed.waiting, names, known), current);
  const [, flag, start = ''] = /^(--[\w-]+)=(.*)$/s.exec(current) ?? [];
  const assigned = options.find(option => partsOf(option).long === flag);
  if (assigned !== undefined) return fitting(valuesOf(assigned, names, known), start, `${flag}=`);
  if (current.startsWith('-')) return fitting(flagsLeft(options, typed.options, known), current);
  if (words[0] === 'help') return fitting([...below(name, known), ...topics(name, known)], current);
  if (command === undefined) return fitting([...below(name, known), ...(name === '' ? below('help', known) : [])], current);
  return rest.length > 0 ? [] : fitting(wordsOf(command, names, known), current);
}

function below(name: string, { words }: Known): readonly Candidate[] {
  const lines: Readonly<Record<string, string>> = words.commands;
  if (name === 'help') return [{ value: 'help', words: words.commands.help }];
  return namesBelow(COMMANDS, name)
    .filter(value => value !== '')
    .map(value => ({ value, words: lines[name === '' ? value : `${name} ${value}`] ?? '' }));
}

const topics = (name: string, { words }: Known): readonly Candidate[] =>
  name === '' ? HELP_TOPICS.filter(topic => topic !== 'sandbox').map(value => ({ value, words: words.help.topics[value] })) : [];

function flagsLeft(options: readonly Option[], given: readonly string[], { words, questions }: Known): readonly Candidate[] {
  const lines: Readonly<Record<string, string>> = words.options;
  return options
    .filter(option => !given.includes(partsOf(option).long))
    .map(option => {
      const { long } = partsOf(option);
      const key = questions.find(({ flag }) => `--${flag}` === long)?.key;
      return { value: long, words: lines[wordsKey(option)] ?? key ?? '' };
    });
}

const wordsOf = ({ choices, completes }: Command, names: LocalNames, known: Known): Candidates =>
  choices === undefined ? namesFor(completes, names, known) : plain(choices);

function valuesOf(option: Option, names: LocalNames, known: Known): Candidates {
  if (option.choices !== undefined) return plain(option.choices);
  if (option.completes !== undefined) return namesFor(option.completes, names, known);
  const key = known.questions.find(({ flag }) => `--${flag}` === partsOf(option).long)?.key;
  if (key?.endsWith('.file') === true) return 'file';
  return plain(names.made(TYPES[key ?? ''] ?? ''));
}

function namesFor(completes: Completes | undefined, names: LocalNames, { faults }: Known): Candidates {
  if (completes === 'file' || completes === 'folder') return completes;
  if (completes === undefined) return [];
  const lists: Readonly<Record<Exclude<Completes, 'file' | 'folder'>, () => readonly string[]>> = {
    environments: names.environments,
    profiles: names.profiles,
    regions: () => Object.keys(PRICES['alb-hour'].usd),
    tags: () => names.seen('tags'),
    versions: () => [...names.seen('versions'), ...names.seen('tags')],
    faults: () => faults,
  };
  return plain(lists[completes]());
}
