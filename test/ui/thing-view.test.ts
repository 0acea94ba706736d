import { expect, test } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { ko } from '../../src/i18n/ko.ts';
import { displayWidth } from '../../src/ui/columns.ts';
import { thingLines, thingTree } from '../../src/ui/thing-view.ts';

const THINGS = {
  ecs: [
    {
      sort: 'cluster',
      name: 'ecs-codepipeline',
      status: 'ACTIVE',
      parts: [
        {
          sort: 'service',
          name: 'ecs-codepipeline-service',
          status: 'ACTIVE',
          detail: '1 desired, CODE_DEPLOY',
          parts: [{ sort: 'task set', name: 'ecs-svc/1', status: 'PRIMARY' }],
        },
      ],
    },
    { sort: 'task definition', name: 'web:1', status: 'ACTIVE' },
  ],
};

test('a tree is broken where the terminal ends, and its lines go on', () => {
  expect(thingTree(THINGS, { messages: en, width: 60 })).toEqual([
    '  ecs',
    '  ├─ cluster  ecs-codepipeline  ACTIVE',
    '  │  └─ service  ecs-codepipeline-service  ACTIVE  1',
    '  │     │    desired, CODE_DEPLOY',
    '  │     └─ task set  ecs-svc/1  PRIMARY',
    '  └─ task definition  web:1  ACTIVE',
  ]);
});

test('what things are is said in the language of the user, within the columns of the terminal', () => {
  for (const show of [thingTree, thingLines]) {
    const lines = show(THINGS, { messages: ko, width: 60 });
    expect(lines.join('\n')).toMatch(/클러스터 .*서비스 .*태스크 정의 /s);
    expect(lines.filter(line => displayWidth(line) > 60)).toEqual([]);
  }
});

test('nothing is broken where there is no terminal', () => {
  expect(thingTree(THINGS, { messages: en, width: Number.POSITIVE_INFINITY })).toContain(
    '  │  └─ service  ecs-codepipeline-service  ACTIVE  1 desired, CODE_DEPLOY',
  );
});
