import { isDeepStrictEqual } from 'node:util';
import { Document, isCollection, isMap, isScalar, parseDocument, stringify } from 'yaml';
import type { Answers, ConfigContext, ConfigKey, ConfigValue } from './config.ts';
import type { Messages } from './i18n/index.ts';
import { DEFAULT_ENV } from './naming.ts';
import { QUESTIONS } from './questions.ts';
import type { Question } from './questions/question.ts';
import { parseConfig } from './parse-config.ts';
import { YAML_LAYOUT } from './render.ts';
import { resolveConfig, valueOf } from './resolve-config.ts';
import { uncommentSetting } from './uncomment-setting.ts';

const SCHEMA_LINE = '# yaml-language-server: $schema=./node_modules/ecs-bluegreen/schema/wizard.schema.json';

// Line breaks of any sort, and what no plain text of YAML may hold.
const UNPLAIN = new RegExp(String.raw`[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]`);

/** On one line, whatever it holds: the line may become a comment. */
function scalarText(value: ConfigValue): string {
  if (UNPLAIN.test([value].flat().join(''))) return JSON.stringify(value);
  const text = stringify(value, { ...YAML_LAYOUT, collectionStyle: 'flow', defaultStringType: 'PLAIN' }).trim();
  // What would be the mark of a document at the beginning of a line becomes a block.
  return text.includes('\n') ? JSON.stringify(value) : text;
}

interface Line {
  readonly text: string;
  readonly why: string;
  /** It was said, so it is not a comment. */
  readonly live: boolean;
}

/** The same for everybody who reads the file: not for a rehearsal, not for one user's region. */
const CONTEXT: ConfigContext = { env: DEFAULT_ENV, sandbox: false };

/** `wizard.yaml` with a comment above each setting; what is a default stands there as a comment too. */
export function printConfig(answers: Answers, messages: Messages): string {
  const { config } = resolveConfig(answers, CONTEXT);
  const lineOf = (question: Question): Line => {
    const name = question.key.slice(question.key.indexOf('.') + 1);
    const value = valueOf(config, question) ?? question.suggestion;
    const text = value === undefined ? `${name}:` : `${name}: ${scalarText(value)}`;
    return { text, why: messages.ask[question.key].message, live: answers[question.key] !== undefined };
  };
  const head = [SCHEMA_LINE, `# ${messages.asking.fileHead}`, ''];
  const general = QUESTIONS.filter(({ key }) => !key.includes('.')).flatMap(question => layout(lineOf(question), ''));
  const sections = [...groups()].flatMap(([name, questions]) => section(name, questions.map(lineOf)));
  return [...head, ...general, ...sections, ...environmentsExample(messages), ''].join('\n');
}

function groups(): Map<string, Question[]> {
  const grouped = new Map<string, Question[]>();
  for (const question of QUESTIONS.filter(({ key }) => key.includes('.'))) {
    const name = question.key.slice(0, question.key.indexOf('.'));
    grouped.set(name, [...(grouped.get(name) ?? []), question]);
  }
  return grouped;
}

const layout = ({ text, why, live }: Line, indent: string): string[] => [
  `${indent}# ${why}`,
  live ? `${indent}${text}` : `${indent}# ${text}`,
];

/** A section with nothing live in it is a comment as a whole. */
function section(name: string, lines: readonly Line[]): string[] {
  const live = lines.some(line => line.live);
  return ['', live ? `${name}:` : `# ${name}:`, ...lines.flatMap(line => (live ? layout(line, '  ') : [`#   ${line.text}`]))];
}

const environmentsExample = (messages: Messages): string[] => [
  '',
  `# ${messages.asking.environmentsHead}`,
  '# environments:',
  '#   prod:',
  '#     service:',
  '#       desiredCount: 2',
];

/** The text with one value set; everything else, also the user's comments, stays as it is. */
export function setInDocument(text: string, key: ConfigKey, value: ConfigValue, env: string = DEFAULT_ENV): string {
  const document = parseDocument(text);
  const path = [...(env === DEFAULT_ENV ? [] : ['environments', env]), ...key.split('.')];
  const there = document.getIn(path, true);
  const changed =
    there === undefined && env === DEFAULT_ENV ? uncommentSetting(text, key, scalarText(value)) : withText(text, there, value);
  const wanted = withValue(document, path, value);
  return changed !== undefined && isDeepStrictEqual(parseDocument(changed).toJS(), wanted.toJS()) ? changed : wanted.toString(YAML_LAYOUT);
}

/** The text with another value in the place of one that stands on a line of its key. The library would move the comments behind it. */
function withText(text: string, there: unknown, value: ConfigValue): string | undefined {
  const isInLine = isScalar(there) || (isCollection(there) && there.flow === true);
  if (!isInLine || !there.range) return undefined;
  const [start, end] = there.range;
  return `${text.slice(0, start)}${scalarText(value)}${text.slice(end)}`;
}

function withValue(document: Document.Parsed | Document, path: readonly string[], value: ConfigValue): Document {
  makeMaps(document, path.slice(0, -1));
  document.setIn(path, Array.isArray(value) ? document.createNode(value, { flow: true }) : value);
  return document;
}

/** An empty section (`taskdef:` with nothing but comments below it) is null in YAML; it becomes a map again. */
function makeMaps(document: Document, path: readonly string[]): void {
  if (!isMap(document.contents)) document.contents = document.createNode({}) as typeof document.contents;
  path.forEach((_, index) => {
    const at = path.slice(0, index + 1);
    if (!isMap(document.getIn(at, true))) document.setIn(at, document.createNode({}));
  });
}

/**
 * The text after new answers. A text that is still as we print it is printed anew;
 * in one that the user has touched, only the values that differ from `before` are set.
 */
export function updateConfigText(
  text: string | undefined,
  before: Answers,
  after: Answers,
  { env }: Pick<ConfigContext, 'env'>,
  messages: Messages,
): string {
  if (env === DEFAULT_ENV && (text === undefined || isPrinted(text, messages))) return printConfig(after, messages);
  return QUESTIONS.reduce(
    (current, { key }) => {
      const value = after[key];
      return value === undefined || isDeepStrictEqual(value, before[key]) ? current : setInDocument(current, key, value, env);
    },
    text ?? printConfig({}, messages),
  );
}

const isPrinted = (text: string, messages: Messages): boolean => text === printConfig(parseConfig(text).base.answers, messages);
