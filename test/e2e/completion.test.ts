import { expect, it } from 'vitest';
import { emptyProject, runWizard } from '../helpers/cli.ts';

it('offers the versions and tags that a command has shown, without a call to AWS', async () => {
  const folder = await emptyProject();
  const offered = async (...words: readonly string[]): Promise<string> => (await runWizard(folder, ['__complete', ...words, ''])).stdout;
  await runWizard(folder, ['init', '--sandbox', '--yes', '--non-interactive', '--app', 'shop']);
  expect(await offered('rollback', '--to')).toBe('');
  await runWizard(folder, ['rollback', '--list', '--sandbox']);
  await runWizard(folder, ['sandbox', 'stop']);
  expect(await offered('rollback', '--to')).toMatch(/^shop-taskdef:\d+$/m);
  expect(await offered('release', '--tag')).toMatch(/^latest$/m);
});
