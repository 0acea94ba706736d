import type { Messages } from './i18n/index.ts';
import { QUESTIONS } from './questions.ts';
import type { Question } from './questions/question.ts';

type Schema = Record<string, unknown>;

const TYPES: Readonly<Record<Exclude<Question['type'], 'choice'>, Schema>> = {
  text: { type: 'string' },
  number: { type: 'integer' },
  'yes-no': { type: 'boolean' },
  list: { type: 'array', items: { type: 'string' } },
};

const schemaOf = (question: Question, messages: Messages): Schema => {
  const { message, why } = messages.ask[question.key];
  return {
    title: message,
    description: why,
    ...(question.type === 'choice' ? { enum: [...(question.choices ?? [])] } : TYPES[question.type]),
  };
};

/** All settings of one level as properties, sections as objects. */
function levelOf(messages: Messages): Schema {
  const properties: Record<string, Schema> = {};
  const sections = new Map<string, Record<string, Schema>>();
  for (const question of QUESTIONS) {
    const [first = '', second] = question.key.split('.');
    if (second === undefined) {
      properties[first] = schemaOf(question, messages);
      continue;
    }
    const inner = sections.get(first) ?? {};
    inner[second] = schemaOf(question, messages);
    sections.set(first, inner);
    properties[first] = { type: ['object', 'null'], additionalProperties: false, properties: inner };
  }
  return properties;
}

/** The JSON Schema of `wizard.yaml`, with which editors complete and check it. */
export function configSchema(messages: Messages): Schema {
  const level = levelOf(messages);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'wizard.yaml',
    type: 'object',
    additionalProperties: false,
    properties: {
      ...level,
      environments: {
        title: messages.asking.environmentsHead,
        type: ['object', 'null'],
        additionalProperties: { type: ['object', 'null'], additionalProperties: false, properties: level },
      },
    },
  };
}
