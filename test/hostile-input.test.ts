import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { answersFor } from '../src/config-file.ts';
import { parseConfig } from '../src/parse-config.ts';
import type { Answers } from '../src/config.ts';
import { en } from '../src/i18n/en.ts';
import { setPath } from '../src/paths.ts';
import { printConfig, setInDocument } from '../src/print-config.ts';
import { QUESTIONS } from '../src/questions.ts';
import { readAnswer } from '../src/questions/answer.ts';
import type { Question } from '../src/questions/question.ts';
import { renderTemplate, type TemplateName } from '../src/render.ts';
import { checkConfig, resolveConfig } from '../src/resolve-config.ts';
import { safe } from '../src/ui/output.ts';

const CONTEXT = { env: 'default', sandbox: false, region: 'eu-west-1' };

/** What means something to a shell, to YAML, JSON or a template, to a terminal, to a file system, to JavaScript. */
const FRAGMENTS = [
  ['$(id)', '`id`', ';', "'", '"', '\\', '&&', '|', '>', '\n', '\r\n', '\0', '../', '/etc/passwd', '-', '--', '%s', '%00', '~'],
  ['no', 'null', '1e3', '0x10', '2026-11-25', ': ', ' #', '# ', '&a', '*a', '!!js', '- ', '? ', '[', '{', ']', '}', '<<', '|-', '@', ','],
  ['${x}', '{{x}}', '<TASK_DEFINITION>', '<IMAGE1_NAME>', '__proto__', 'constructor', 'toString'],
  ['\u001b[31m', '\u001b]52;c;aGk=\u0007', '\u202e', '\u200b', '\u0007', '\b', '\u009b', '\ufeff', '가', '각', '𝄞', '\ud800'],
  ['a', 'web', '1', '.', '_', ' ', '\t', 'x'.repeat(300)],
].flat();

const hostile = fc.oneof(
  fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 4 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Each of them alone and inside of a word: tried always, not by chance. */
const EXAMPLES = [...FRAGMENTS, '---x', '...x'].flatMap((fragment): [string][] => [[fragment], [`a${fragment}b`]]);

/** A value of a question as the wizard would take it, or undefined where it refuses it. */
function taken(question: Question, raw: unknown): Answers | undefined {
  const read = readAnswer(question, raw);
  if ('breach' in read) return undefined;
  const answers = { [question.key]: read.value } as Answers;
  return checkConfig(resolveConfig(answers, CONTEXT).config, answers, new Map()).length > 0 ? undefined : answers;
}

describe('whatever is typed, said by a flag or written by hand', () => {
  it.each(QUESTIONS.map(question => ({ key: question.key, question })))('as $key is refused, or kept as it is', ({ question }) => {
    fc.assert(
      fc.property(hostile, raw => {
        const answers = taken(question, raw);
        if (answers === undefined) return;
        expect(parseConfig(printConfig(answers, en))).toMatchObject({ problems: [], base: { answers } });
        const value = answers[question.key];
        if (value === undefined) return;
        const touched = setInDocument('# mine\nservice: {}\n', question.key, value);
        expect(touched).toContain('# mine');
        expect(parseConfig(touched)).toMatchObject({ problems: [], base: { answers } });
        expect(answersFor(parseConfig(setInDocument(touched, question.key, value, 'prod')), 'prod').answers).toEqual(answers);
      }),
      { examples: EXAMPLES, numRuns: EXAMPLES.length + 40 },
    );
  });

  it('as a whole wizard.yaml is read to its end, and what is wrong with it is told', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 8 }), lines => {
        const { problems, base } = parseConfig(lines.join('\n'));
        expect(Array.isArray(problems)).toBe(true);
        expect(Object.getPrototypeOf(base.answers)).toBe(Object.prototype);
      }),
      { numRuns: 500 },
    );
    expect(({} as Record<string, unknown>)['web']).toBeUndefined();
  });
});

const PLACES: Readonly<Record<TemplateName, readonly string[]>> = {
  'taskdef.json': ['family', 'containerDefinitions.0.name', 'containerDefinitions.0.image'],
  'appspec.yaml': ['Resources.0.TargetService.Properties.LoadBalancerInfo.ContainerName'],
  'create-service.json': ['serviceName', 'cluster', 'loadBalancers.0.containerName'],
};

const at = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], data);

describe('a rendered file', () => {
  it.each(Object.keys(PLACES) as TemplateName[])('%s holds a hostile value literally, and nothing else has moved', name => {
    const read = (text: string): unknown => (name.endsWith('.json') ? JSON.parse(text) : parse(text));
    fc.assert(
      fc.property(fc.constantFrom(...PLACES[name]), hostile, (path, value) => {
        const data = read(renderTemplate(name, { [path]: value }));
        expect(at(data, path)).toBe(value);
        setPath(data as Record<string, unknown>, path, '');
        expect(data).toEqual(read(renderTemplate(name, { [path]: '' })));
      }),
      { numRuns: 300 },
    );
  });
});

describe('text from elsewhere', () => {
  it('cannot steer the terminal', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 6 }), parts => {
        // oxlint-disable-next-line no-control-regex -- what must not be there
        expect(safe(parts.join(''))).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 1000 },
    );
  });
});
