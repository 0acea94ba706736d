import { describe, expect, it } from 'vitest';
import { questionByKey } from '../../src/questions.ts';
import { readAnswer } from '../../src/questions/answer.ts';

const read = (key: string, raw: unknown) => {
  const question = questionByKey(key);
  if (question === undefined) throw new Error(`no question ${key}`);
  return readAnswer(question, raw);
};

describe('readAnswer', () => {
  it.each([
    ['app', ' shop ', 'shop'],
    ['source.message', '　첫 커밋　', '첫 커밋'],
    ['source.message', '\u1112\u1161\u11ab', '한'],
    ['taskdef.port', '8080', 8080],
    ['taskdef.port', '-3', -3],
    ['taskdef.cpu', '1024', 1024],
    ['taskdef.architecture', 'ARM64', 'ARM64'],
    ['ecr.scanOnPush', 'Yes', true],
    ['ecr.scanOnPush', 'ㅛ', true],
    ['ecr.scanOnPush', 'ㅜ', false],
    ['ecr.scanOnPush', '아니요', false],
    ['alb.subnets', 'subnet-1,,subnet-2 ', ['subnet-1', 'subnet-2']],
    ['alb.subnets', [], []],
  ])('takes %s = %j as %j', (key, raw, value) => {
    expect(read(key, raw)).toEqual({ value });
  });

  it.each([
    ['taskdef.port', '80a', 'number'],
    ['taskdef.port', '', 'number'],
    ['taskdef.cpu', 300, 'choice'],
    ['ecr.scanOnPush', 'perhaps', 'yesNo'],
    ['app', { name: 'x' }, 'text'],
    ['app', ['x'], 'text'],
    ['alb.subnets', { a: 1 }, 'list'],
    ['alb.subnets', [{ id: 1 }], 'list'],
  ])('refuses %s = %j by the rule %s', (key, raw, rule) => {
    expect(read(key, raw)).toMatchObject({ breach: { rule } });
  });
});
