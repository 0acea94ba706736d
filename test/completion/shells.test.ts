import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHELLS } from '../../src/option-choices.ts';
import { emptyProject, runWizard, WIZARD } from '../helpers/cli.ts';

const STATE = { entries: { cluster: { type: 'ecs.cluster', outputs: { name: 'shop-cluster' } } } };

let folder: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await emptyProject();
  const bin = join(folder, 'bin');
  await Promise.all([bin, join(folder, '.wizard'), join(folder, 'site')].map(path => mkdir(path)));
  await symlink(WIZARD, join(bin, 'wizard'));
  await chmod(WIZARD, 0o755);
  await writeFile(join(folder, '.wizard', 'default.state.json'), JSON.stringify(STATE));
  await writeFile(join(folder, 'wizard.yaml'), 'app: shop\r\nenvironments:\r\n  prod:\r\n    app: shop\r\n  # quiet\r\n  test-two:\r\n');
  await writeFile(join(folder, 'page.html'), '');
  environment = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: folder, LANG: 'C.UTF-8', TERM: 'dumb' };
});

const run = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { cwd: folder, env: environment, encoding: 'utf8', input: '' });

/** What a shell offers for the words of a command line, the last being the one at the cursor. */
const OFFERS = {
  bash: (words: readonly string[]): string => {
    const typed = words.map(word => `'${word}'`).join(' ');
    const script = `source <(wizard completion bash); COMP_WORDS=(wizard ${typed}); COMP_CWORD=${words.length}; _wizard 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return run('bash', ['--norc', '-c', script]);
  },
  fish: (words: readonly string[]): string =>
    run('fish', ['--no-config', '-c', `wizard completion fish | source; complete -C 'wizard ${words.join(' ')}'`]),
  // The completion system of zsh needs a terminal, so what it would describe is printed instead.
  zsh: (words: readonly string[]): string => {
    const typed = words.map(word => `'${word}'`).join(' ');
    const stand = `_describe() { print -l -- $found }; _files() { print -l -- files }; compdef() { }`;
    return run('zsh', ['-f', '-c', `${stand}; source <(wizard completion zsh); words=(wizard ${typed}); CURRENT=$#words; _wizard`]);
  },
} as const;

const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;
const shells = (Object.keys(OFFERS) as (keyof typeof OFFERS)[]).filter(isThere);

const offered = (shell: keyof typeof OFFERS, words: readonly string[]): readonly string[] =>
  OFFERS[shell](words)
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.split(shell === 'zsh' ? ':' : '\t')[0] ?? '');

describe.each(shells)('in %s', shell => {
  it.each([
    { words: ['rele'], offers: ['release'] },
    { words: ['sandbox', 'fault', ''], offers: ['add', 'list', 'clear'] },
    { words: ['release', '--wait', 'a'], offers: ['alarms'] },
    { words: ['init', '--service-clus'], offers: ['--service-cluster'] },
    { words: ['init', '--service-cluster', ''], offers: ['shop-cluster'] },
    { words: ['status', '--env', ''], offers: ['prod', 'test-two', 'default'] },
    { words: ['help', 'exi'], offers: ['exit-codes'] },
    { words: ['completion', 'f'], offers: ['fish'] },
    { words: ['sandbox', 'fault', 'add', 'thro'], offers: ['throttling'] },
    { words: ['release', '--sandbox', '--sandb'], offers: [] },
  ])('$words offers $offers', ({ words, offers }) => {
    expect(offered(shell, words).toSorted()).toEqual(offers.toSorted());
  });
});

it('leaves folders to bash itself, and files', () => {
  expect(offered('bash', ['release', '--static', 's'])).toEqual(['site']);
  expect(offered('bash', ['status', '--config', 'pa'])).toEqual(['page.html']);
  expect(offered('bash', ['init', '--plan', 'pa'])).toEqual(['page.html']);
});

it('completes a value behind an equals sign, which bash takes for a word of its own', () => {
  expect(offered('bash', ['release', '--wait', '=', 'tr'])).toEqual(['traffic']);
  expect(offered('bash', ['release', '--wait', '='])).toEqual(['alarms', 'traffic', 'complete', 'none']);
});

describe('the script', () => {
  it.each(SHELLS)('for %s is printed, and asks the hidden command', async shell => {
    const { code, stdout } = await runWizard(folder, ['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toContain('__complete');
  });

  it('for another shell is refused with the shells that there are', async () => {
    const { code, stderr } = await runWizard(folder, ['completion', 'tcsh']);
    expect(code).toBe(2);
    expect(stderr).toContain('bash, zsh, fish, powershell');
  });
});
