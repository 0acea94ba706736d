import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const EVENT = {
  id: '1',
  account: '111122223333',
  source: 'aws.ecr',
  time: '2026-01-01T00:00:00Z',
  region: 'us-east-1',
  resources: ['arn:a', 'arn:b'],
  'detail-type': 'ECR Image Action',
  detail: { result: 'SUCCESS', 'image-tag': 'v1.2', size: 42, labels: [{ key: 'env' }, { key: 'app' }], deep: { done: true, none: null } },
};

let client: EventBridgeClient;
beforeAll(async () => {
  client = new EventBridgeClient(clientConfig(await startTestSandbox()));
});

const matches = async (pattern: unknown, event: object = EVENT): Promise<boolean | undefined> =>
  (await client.send(new TestEventPatternCommand({ EventPattern: JSON.stringify(pattern), Event: JSON.stringify(event) }))).Result;

const tag = (...matchers: unknown[]) => ({ detail: { 'image-tag': matchers } });
const size = (...numeric: unknown[]) => ({ detail: { size: [{ numeric }] } });

describe('an event matches', () => {
  test.each<[string, unknown, boolean]>([
    ['one of several values', { source: ['aws.s3', 'aws.ecr'] }, true],
    ['no other value', { source: ['aws.s3'] }, false],
    ['all fields at once', { source: ['aws.ecr'], detail: { result: ['SUCCESS'] } }, true],
    ['not when one field differs', { source: ['aws.ecr'], detail: { result: ['FAILURE'] } }, false],
    ['an element of a list', { resources: ['arn:b'] }, true],
    ['inside a list of objects', { detail: { labels: { key: ['app'] } } }, true],
    ['deep members', { detail: { deep: { done: [true], none: [null] } } }, true],
    ['numbers as numbers', { detail: { size: [42] } }, true],
    ['numbers not as text', { detail: { size: ['42'] } }, false],
    ['a prefix', tag({ prefix: 'v1' }), true],
    ['no other prefix', tag({ prefix: 'v2' }), false],
    ['a prefix whatever its case', tag({ prefix: { 'equals-ignore-case': 'V1' } }), true],
    ['a suffix', tag({ suffix: '.2' }), true],
    ['a wildcard', tag({ wildcard: 'v*2' }), true],
    ['a dot of a wildcard only as a dot', tag({ wildcard: 'v1x*' }), false],
    ['a star of a wildcard only as a star', tag({ wildcard: 'v\\*' }), false],
    ['no wildcard of many stars', tag({ wildcard: `${'*1'.repeat(30)}x` }), false],
    ['whatever its case', { detail: { result: [{ 'equals-ignore-case': 'success' }] } }, true],
    ['anything but a value', tag({ 'anything-but': 'latest' }), true],
    ['anything but one of several values', tag({ 'anything-but': ['latest', 'v1.2'] }), false],
    ['anything but a prefix', tag({ 'anything-but': { prefix: 'v1' } }), false],
    ['anything but, not when absent', { detail: { missing: [{ 'anything-but': 'x' }] } }, false],
    ['a field that is there', tag({ exists: true }), true],
    ['a field that is not there', { detail: { missing: [{ exists: false }] } }, true],
    ['not a field that should be absent', tag({ exists: false }), false],
    ['a range', size('>', 40, '<=', 42), true],
    ['not outside of a range', size('>', 42), false],
    ['one of several alternatives', { $or: [{ source: ['aws.s3'] }, { detail: { size: [42] } }] }, true],
    ['not without an alternative', { $or: [{ source: ['aws.s3'] }, { detail: { size: [1] } }] }, false],
  ])('%s', async (_, pattern, expected) => {
    expect(await matches(pattern)).toBe(expected);
  });
});

describe('a pattern is refused', () => {
  test.each<[string, unknown, string]>([
    ['with a bare value', { source: 'aws.ecr' }, 'Event pattern is not valid. Reason: "source" must be an object or an array'],
    ['with an empty list', { source: [] }, 'Event pattern is not valid. Reason: Empty arrays are not allowed at "source"'],
    [
      'with an unknown comparison',
      { source: [{ like: 'x' }] },
      'Event pattern is not valid. Reason: Unrecognized match type like at "source"',
    ],
    [
      'with a comparison that every object has',
      { source: [{ constructor: 'x' }] },
      'Event pattern is not valid. Reason: Unrecognized match type constructor at "source"',
    ],
    [
      'with such a comparison inside another',
      tag({ 'anything-but': { toString: 'x' } }),
      'Event pattern is not valid. Reason: Unrecognized match type anything-but at "image-tag"',
    ],
    [
      'with two stars in a row',
      tag({ wildcard: 'v**' }),
      'Event pattern is not valid. Reason: Unrecognized match type wildcard at "image-tag"',
    ],
    ['with half a range', size('>'), 'Event pattern is not valid. Reason: Unrecognized match type numeric at "size"'],
    ['with nothing in it', {}, 'Event pattern is not valid. Reason: Empty objects are not allowed'],
    ['that is a list', [], 'Event pattern is not valid. Reason: Filter is not an object'],
  ])('%s', async (_, pattern, message) => {
    await expect(matches(pattern)).rejects.toMatchObject({ name: 'InvalidEventPatternException', message });
  });
});

test('an event without its envelope is refused', async () => {
  const { region: _region, ...incomplete } = EVENT;
  await expect(matches({ source: ['aws.ecr'] }, incomplete)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('region'),
  });
});
