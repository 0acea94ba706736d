import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { SCRIPTS } from '../../src/completion/scripts.ts';
import { emptyProject, runWizard } from '../helpers/cli.ts';

const PARSER = new URL('./powershell/parse.py', import.meta.url).pathname;

/** What of a text the grammar of PowerShell does not know. */
function wrongIn(text: string): string {
  const { stdout, stderr, status } = spawnSync('python', [PARSER], { input: text, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

it('finds what is no PowerShell', () => {
  expect(wrongIn('if ($true { 1 }')).toMatch(/^1: /);
});

it('takes the script for completion', () => {
  expect(wrongIn(SCRIPTS.powershell)).toBe('');
});

it('takes the environment of the sandbox', async () => {
  const { stdout } = await runWizard(await emptyProject(), ['sandbox', 'env', '--format', 'powershell']);
  expect(stdout).toContain("$env:AWS_ENDPOINT_URL = '");
  expect(wrongIn(stdout)).toBe('');
});
