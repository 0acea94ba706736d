import { expect, test } from 'vitest';
import { en } from '../src/i18n/en.ts';
import { ko } from '../src/i18n/ko.ts';
import { onSetUp } from '../src/on-set-up.ts';

const options = { sandbox: true, env: 'my env' };

test.each([
  ['en', en],
  ['ko', ko],
])('the commands in the texts of %s are about the set-up of the session', (_language, catalogue) => {
  const words = onSetUp({ options: { sandbox: true } }, catalogue);
  const { remedy } = words.problems.missingStep({ step: 'ecr', node: 'image-repository' });
  expect(remedy).toContain('wizard ecr --sandbox');
  expect(remedy).toContain('wizard init --sandbox');
  expect(words.problems.execInSandbox({}).remedy).not.toContain('wizard exec --sandbox');
  expect(words.sandbox.startedForThis).toBe(catalogue.sandbox.startedForThis);
  expect(onSetUp({ options: {} }, catalogue)).toBe(catalogue);
});

test('flags stand behind the name of the command, each once, and nothing else changes', () => {
  const texts = [
    'npx wizard rollback --list, then wizard state move --to local',
    'wizard status --sandbox; wizard logs --env dev',
    'wizard sandbox stop',
    'wizard.yaml of the wizard itself',
  ];
  expect(onSetUp({ options }, texts)).toEqual([
    "npx wizard rollback --sandbox --env 'my env' --list, then wizard state move --sandbox --env 'my env' --to local",
    "wizard status --env 'my env' --sandbox; wizard logs --sandbox --env dev",
    'wizard sandbox stop',
    'wizard.yaml of the wizard itself',
  ]);
});
