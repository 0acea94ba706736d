import { expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { displayWidth } from '../../src/ui/columns.ts';
import { fileChangeLines } from '../../src/ui/file-change-lines.ts';
import { wrapLines } from '../../src/ui/wrap.ts';

const AT = 'containerDefinitions.0';
const ARN = 'arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:shop/database-AbCdEf';

it('names each secret that is left out, and not where it is kept', () => {
  const from = [
    { name: 'DB_PASSWORD', valueFrom: ARN },
    { name: 'API_KEY', valueFrom: ARN },
  ];
  expect(fileChangeLines({ path: `${AT}.secrets`, from, to: undefined, why: 'secretUnknown' }, en)).toEqual([
    '  - containerDefinitions / 0 / secrets / DB_PASSWORD (the sandbox keeps no secrets)',
    '  - containerDefinitions / 0 / secrets / API_KEY (the sandbox keeps no secrets)',
  ]);
});

it('says what a field was and what it is, but not what a variable of the container is set to', () => {
  expect(fileChangeLines({ path: 'cpu', from: 256, to: '256', why: 'type' }, en)).toEqual([
    '  ~ cpu: 256 -> "256" (AWS wants another type)',
  ]);
  expect(fileChangeLines({ path: 'memory', from: undefined, to: '512', why: 'size' }, en)[0]).toMatch(/^ {2}\+ memory: 512 \(/);
  expect(fileChangeLines({ path: `${AT}.environment.1.value`, from: 1234, to: '1234', why: 'type' }, en).join()).not.toContain('1234');
});

it('breaks no word at 60 columns, however long a value or a path is', () => {
  const changes = [
    { path: 'executionRoleArn', from: `arn:aws:iam::111122223333:role/${'long/'.repeat(20)}role`, to: undefined, why: 'roleUnknown' },
    {
      path: 'requiresAttributes',
      from: Array.from({ length: 9 }, (_, at) => ({ name: `com.amazonaws.ecs.${at}` })),
      to: undefined,
      why: 'readOnly',
    },
    { path: `${AT}.logConfiguration.options.awslogs-stream-prefix`, from: undefined, to: 'web', why: 'logOptions' },
    {
      path: `${AT}.logConfiguration`,
      from: { logDriver: 'gelf', options: { a: 'b' } },
      to: { logDriver: 'awslogs', options: {} },
      why: 'logDriver',
    },
  ] as const;
  for (const change of changes)
    for (const line of fileChangeLines(change, en).flatMap(text => wrapLines(text, 59))) expect(displayWidth(line)).toBeLessThan(60);
});
