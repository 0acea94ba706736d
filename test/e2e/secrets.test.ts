import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeDockerSave, makeImage } from '../helpers/make-image.ts';
import { emptyProject, finished, runWizard, startWizard, type Run } from '../helpers/cli.ts';

const TIMEOUT = 300_000;

/** What must not be written, told or passed on anywhere. */
const CANARY = 'canary5ecret';
const SECRETS = {
  AWS_SECRET_ACCESS_KEY: `${CANARY}Key`,
  AWS_SESSION_TOKEN: `${CANARY}Token`,
};

/** Command lines of the processes on this machine that hold a canary, as often as looked; `ps` shows them to everybody. */
function watchCommandLines(): () => readonly string[] {
  const seen = new Set<string>();
  const look = (): void => {
    for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        if (line.includes(CANARY)) seen.add(line);
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  const timer = setInterval(look, 50);
  onTestFinished(() => clearInterval(timer));
  return () => [...seen];
}

/** The sandbox replaces its files while they are looked at: one that is gone since the listing has a successor, so all are listed again. */
async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const contents = await Promise.all(paths.map(path => readFile(path).catch(isGone)));
  if (contents.includes(undefined)) return await filesWith(folder, text);
  return paths.filter((_, index) => contents[index]!.includes(text)).map(path => path.slice(folder.length + 1));
}

function isGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

it(
  'credentials, and what a task definition keeps to itself, are in no state, no output and no command line',
  { timeout: TIMEOUT },
  async () => {
    const folder = await emptyProject();
    const commandLines = watchCommandLines();
    const runs: Run[] = [];
    const wizard = async (...words: readonly string[]): Promise<Run> => {
      const child = startWizard(folder, [...words, '--yes', '--json', '--verbose'], { AWS_ACCESS_KEY_ID: 'canaryUser', ...SECRETS });
      const run = await finished(child, true);
      runs.push(run);
      return run;
    };
    expect((await wizard('init', '--sandbox', '--image', 'sandbox/sample:v1')).result).toMatchObject({ ok: true });

    // A value of the user's own, which belongs into the task definition and nowhere else.
    const definition = JSON.parse(await readFile(join(folder, 'taskdef.json'), 'utf8')) as { containerDefinitions: object[] };
    Object.assign(definition.containerDefinitions[0]!, { environment: [{ name: 'PASSWORD', value: `${CANARY}Value` }] });
    await writeFile(join(folder, 'taskdef.json'), JSON.stringify(definition));
    expect((await wizard('release', '--files-only', '--sandbox')).result).toMatchObject({ ok: true });
    for (const words of ['plan', 'plan --print-cli', 'status', 'doctor', 'logs', 'rollback --list', 'rollback --revert-files']) {
      const { code } = await wizard(...words.split(' '), '--sandbox');
      expect({ words, code }).toEqual({ words, code: 0 });
    }

    // Where the credentials are used.
    const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
    const place = ['--endpoint-url', String(result?.['endpoint']), '--region', 'ap-northeast-2', '--env', 'other', '--app', 'other'];
    const archive = await makeDockerSave(await makeImage('amd64', 'hello', 80));
    expect((await wizard('ecr', '--archive', archive, ...place)).result).toMatchObject({ ok: true });
    expect((await wizard('plan', '--print-cli', ...place)).code).toBe(0);

    const told = runs.flatMap(({ stdout, stderr }) => `${stdout}\n${stderr}`.split('\n').filter(line => line.includes(CANARY)));
    expect(told).toEqual([]);
    const isOfTheCloud = (path: string): boolean => path.startsWith('.wizard/sandbox/');
    expect((await filesWith(folder, CANARY)).filter(path => !isOfTheCloud(path))).toEqual(['taskdef.json']);
    for (const secret of Object.values(SECRETS)) expect(await filesWith(folder, secret)).toEqual([]);
    expect(commandLines()).toEqual([]);
  },
);

it('neither the words nor the errors of a credential_process that fails are told', async () => {
  const folder = await emptyProject();
  await writeFile(join(folder, 'cp.sh'), `echo "boom ${CANARY}" >&2\nexit 4\n`);
  await writeFile(
    join(folder, 'config'),
    `[profile pfail]\nregion = us-east-1\ncredential_process = sh ${join(folder, 'cp.sh')} ${CANARY}\n`,
  );
  const env = { AWS_CONFIG_FILE: join(folder, 'config') };
  const said = ['--profile', 'pfail', '--verbose'];
  const runs = [
    await runWizard(folder, ['plan', '--yes', ...said], env),
    await runWizard(folder, ['plan', '--yes', '--json', ...said], env),
    await runWizard(folder, ['doctor', ...said], env),
    await runWizard(folder, ['doctor', '--json', ...said], env),
  ];
  for (const { stdout, stderr } of runs) {
    expect(stdout + stderr).toMatch(/credential_process of the profile pfail failed \(exit code 4\)/);
    expect(stdout + stderr).not.toContain(CANARY);
  }
  expect(runs[1]?.result).toMatchObject({ errors: [{ code: 'credentialProcessFailed', facts: { profile: 'pfail', exit: 4 } }] });
});
