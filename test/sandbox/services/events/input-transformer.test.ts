import { describe, expect, test } from 'vitest';
import { transformInput } from '../../../../src/sandbox/services/events/input-transformer.ts';

const EVENT = { id: '1', time: '2026-01-01T00:00:00Z', resources: ['arn:a'], detail: { tag: 'v"1', size: 3, deep: { list: ['x', 'y'] } } };
const RULE = { name: 'push', arn: 'arn:rule' };

describe('a template is filled in', () => {
  test.each([
    ['inside a string, escaped', '{"tag":"<value>"}', '$.detail.tag', '{"tag":"v\\"1"}'],
    ['outside of strings as JSON', '{"tag":<value>}', '$.detail.tag', '{"tag":"v\\"1"}'],
    ['with numbers', '{"n":<value>,"s":"<value>"}', '$.detail.size', '{"n":3,"s":"3"}'],
    ['with what is in a list', '["<value>"]', '$.detail.deep.list[1]', '["y"]'],
    ['with objects', '{"o":<value>}', '$.detail.deep', '{"o":{"list":["x","y"]}}'],
    ['with nothing where nothing is', '{"none":"<value>"}', '$.detail.none', '{"none":""}'],
    ['with the names of the rule', '"<aws.events.rule-name> <aws.events.rule-arn>"', '$', '"push arn:rule"'],
  ])('%s', (_, InputTemplate, value, expected) => {
    const filled = transformInput({ InputPathsMap: { value }, InputTemplate }, EVENT, RULE);
    expect(JSON.parse(filled)).toEqual(JSON.parse(expected));
  });
});
