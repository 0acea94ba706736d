import { isMap, isScalar, LineCounter, parseDocument, type Document, type ParsedNode, type YAMLMap } from 'yaml';
import { CONFIG_FILE, EMPTY_CONFIG, type ConfigFile, type ConfigLevel } from './config-file.ts';
import type { Answers, ConfigKey, ConfigValue } from './config.ts';
import { encodingProblem } from './encoding.ts';
import { UserError } from './errors.ts';
import type { Spot } from './i18n/spot.ts';
import { nearest } from './nearest.ts';
import { QUESTIONS, questionByKey } from './questions.ts';
import { readAnswer } from './questions/answer.ts';
import { badValue } from './resolve-config.ts';

const ENVIRONMENTS = 'environments';

/** Groups of settings: `source`, `taskdef` … */
const SECTIONS = new Set(QUESTIONS.flatMap(({ key }) => (key.includes('.') ? [key.slice(0, key.indexOf('.'))] : [])));

/** Reads the text of a `wizard.yaml`: what it says, where, and all that is wrong with it. */
export function parseConfig(text: string, file: string = CONFIG_FILE): ConfigFile {
  const encoding = encodingProblem(text, file);
  if (encoding !== undefined) return { ...EMPTY_CONFIG, problems: [encoding] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const reader = createReader(document, (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  });
  if (document.errors.length > 0) return { ...EMPTY_CONFIG, problems: reader.syntaxErrors() };
  return reader.read();
}

/** Whether data has no end, so that JSON cannot be made of it. */
function holdsItself(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return false;
  } catch {
    return true;
  }
}

type Pair = readonly [key: string, keyNode: ParsedNode, value: ParsedNode | null];

function createReader(document: Document.Parsed, spotAt: (offset: number) => Spot) {
  const problems: UserError[] = [];

  const spotOf = (node: ParsedNode): Spot => spotAt(node.range[0]);

  const pairsOf = (map: YAMLMap.Parsed): Pair[] => map.items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), key, value]);

  /** The pairs of a map; an empty value is an empty map, since all its lines may be comments. */
  const pairsIn = (node: ParsedNode | null, key: string): Pair[] => {
    if (node === null || (isScalar(node) && node.value === null)) return [];
    if (isMap(node)) return pairsOf(node);
    problems.push(new UserError('configNotAMap', { ...spotOf(node), key }));
    return [];
  };

  /** The value as it was typed: a tag `1.10` is no number. */
  const rawOf = (node: ParsedNode | null): unknown => {
    if (node === null) return null;
    if (isScalar(node) && typeof node.value === 'number') return node.source ?? node.value;
    try {
      const value: unknown = node.toJS(document);
      if (holdsItself(value)) throw new Error('an alias stands inside of what it names');
      return value;
    } catch (error) {
      // Aliases that unfold without end, brackets in brackets without end.
      problems.push(new UserError('configSyntax', { ...spotOf(node), detail: error instanceof Error ? error.message : String(error) }));
      return null;
    }
  };

  const unknown = (keyNode: ParsedNode, key: string, known: readonly string[]): void => {
    problems.push(new UserError('configUnknownKey', { ...spotOf(keyNode), key, suggestion: nearest(key, known) }));
  };

  const readLevel = (pairs: readonly Pair[]): ConfigLevel => {
    const answers: Partial<Record<ConfigKey, ConfigValue>> = {};
    const spots = new Map<ConfigKey, Spot>();
    const readValue = (key: string, [, keyNode, value]: Pair): void => {
      const question = questionByKey(key);
      if (question === undefined)
        return unknown(
          keyNode,
          key,
          QUESTIONS.map(one => one.key),
        );
      const raw = rawOf(value);
      if (raw === null) return;
      const spot = spotOf(value ?? keyNode);
      const read = readAnswer(question, raw);
      if ('breach' in read) return void problems.push(badValue(question, spot, raw, read.breach));
      answers[question.key] = read.value;
      spots.set(question.key, spot);
    };
    for (const pair of pairs) {
      const [key, , value] = pair;
      if (SECTIONS.has(key)) pairsIn(value, key).forEach(inner => readValue(`${key}.${inner[0]}`, inner));
      else readValue(key, pair);
    }
    return { answers: answers as Answers, spots };
  };

  const read = (): ConfigFile => {
    const pairs = pairsIn(document.contents, '');
    const isEnvironments = ([key]: Pair): boolean => key === ENVIRONMENTS;
    const base = readLevel(pairs.filter(pair => !isEnvironments(pair)));
    const environments = new Map(
      pairs
        .filter(isEnvironments)
        .flatMap(([key, , value]) => pairsIn(value, key))
        .map(([name, , value]): [string, ConfigLevel] => [name, readLevel(pairsIn(value, `${ENVIRONMENTS}.${name}`))]),
    );
    return { base, environments, problems };
  };

  const syntaxErrors = (): UserError[] =>
    document.errors.map(
      error => new UserError('configSyntax', { ...spotAt(error.pos[0]), detail: error.message.split(/ at line |\n/)[0] ?? '' }),
    );

  return { read, syntaxErrors };
}
