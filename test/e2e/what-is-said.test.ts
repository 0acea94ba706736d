import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { emptyProject, runWizard, type Run } from '../helpers/cli.ts';

const TIMEOUT = 180_000;

let folder: string;

beforeAll(async () => {
  folder = await emptyProject();
  await runWizard(folder, ['init', '--sandbox', '--yes', '--app', 'shop']);
}, TIMEOUT);

const wizard = (...words: readonly string[]): Promise<Run> => runWizard(folder, [...words, '--sandbox']);

it('names where the region comes from', { timeout: TIMEOUT }, async () => {
  expect((await wizard('doctor')).stdout).toMatch(/Region +ap-northeast-2 \(the default of the sandbox\)/);
  expect((await wizard('doctor', '--lang', 'ko')).stdout).toMatch(/리전 +ap-northeast-2 \(샌드박스의 기본값\)/);
  expect((await wizard('doctor', '--region', 'ap-northeast-2')).stdout).toContain('ap-northeast-2 (--region)');
});

it('names the settings that no longer fit what was set up, wherever that is looked at', { timeout: TIMEOUT }, async () => {
  const file = join(folder, 'wizard.yaml');
  const before = await readFile(file, 'utf8');
  await writeFile(file, `${before}\nservice:\n  name: other\n`);
  onTestFinished(() => writeFile(file, before));
  const said =
    /wizard\.yaml names other things than those that were set up: service\.name: other, .*; set up was service\.name: shop-service/;
  const status = await wizard('status');
  expect(status.stderr).toMatch(said);
  expect(status.stdout).not.toContain('Go on with');
  const { stdout } = await wizard('doctor');
  expect(stdout).toMatch(said);
  expect(stdout).not.toMatch(/The role .* was changed|Not there/);
  const facts = { wanted: expect.stringContaining('service.name: other'), was: expect.stringContaining('service.name: shop-service') };
  for (const words of [['release', '--image', 'sandbox/sample:v2'], ['rollback']] as const) {
    expect(await wizard(...words, '--json')).toMatchObject({ code: EXIT.config, result: { errors: [{ code: 'renamed', facts }] } });
  }
  const plan = await wizard('plan');
  expect(plan.stderr).toMatch(/it has service\.name: shop-service; wanted is service\.name: other\./);
});

it('names the set-ups that there are where the one that is meant is not', { timeout: TIMEOUT }, async () => {
  for (const words of ['status', 'destroy --yes', 'rollback']) {
    const { stderr } = await wizard(...words.split(' '), '--env', 'nope');
    expect(stderr).toMatch(/things carry the mark of other set-ups, APP\/ENVIRONMENT \(how many\): shop\/default \(\d+\)\./);
  }
});

it('tells what a removal keeps before anybody confirms it, and what is there when it has been kept', { timeout: TIMEOUT }, async () => {
  const own = await emptyProject();
  const run = (...words: readonly string[]): Promise<Run> => runWizard(own, [...words, '--sandbox']);
  await run('source', '--yes');
  await run('ecr', '--yes');
  await run('taskdef', '--yes');
  const asked = await run('destroy');
  expect(asked).toMatchObject({
    code: EXIT.usage,
    stderr: expect.stringMatching(/Kept, because they hold data .*: ecr\.image .*ecr\.repository/),
  });
  await run('destroy', '--yes');
  expect((await run('status')).stdout).toMatch(/only what holds data is there: \d resources\. .* wizard destroy --delete-data --sandbox/);
});

it('says that the sandbox keeps the old version for less time than AWS does', { timeout: TIMEOUT }, async () => {
  const { stderr } = await wizard('release', '--image', 'sandbox/sample:v2');
  expect(stderr).toMatch(/5 minutes of AWS, 5 s in this sandbox/);
  expect(stderr).toMatch(/kept until [\d:]+ UTC: 5 min of AWS, 5 s in this sandbox\. Back to it, at once only until then/);
  await expect.poll(async () => (await wizard('status')).stdout, { timeout: 60_000 }).toMatch(/running deployment +-/);
  const gone = await wizard('rollback', '--dry-run');
  expect(gone.stderr).toContain('Time passes 60 times faster in this sandbox: what AWS keeps for five minutes is gone here after 5 s.');
});

it('calls a release that does not come up neither good nor moving traffic', { timeout: TIMEOUT }, async () => {
  await wizard('release', '--image', 'sandbox/crash-at-start:latest', '--wait', 'none');
  await expect.poll(async () => (await wizard('doctor')).stdout, { timeout: 90_000, interval: 500 }).toMatch(/! Last release/);
  const { code, stdout } = await wizard('doctor');
  expect(code).toBe(0);
  expect(stdout).toMatch(/! Running deployment +d-\w+ is under way \(Install\)/);
  expect(stdout).toMatch(/! Last release +[\da-f-]+ is under way \(Install; .* tasks? stopped already: .*\(.*exit code 1\)/s);
  expect(stdout).toContain('No check failed; how the release under way ends');
  expect(stdout).not.toContain('Nothing stands in the way');
  const korean = await wizard('doctor', '--lang', 'ko');
  expect(korean.stdout).not.toMatch(/InProgress|걸림돌/);
  expect((await wizard('status', '--lang', 'ko')).stdout).not.toMatch(/InProgress|Succeeded/);
  expect((await wizard('doctor', '--last')).stdout).toContain('is under way (Install');
});

it('names the folder of a site as what the next release takes', { timeout: TIMEOUT }, async () => {
  const own = await emptyProject();
  await mkdir(join(own, 'my site'));
  await writeFile(join(own, 'my site', 'index.html'), '<h1>one</h1>');
  const { stderr } = await runWizard(own, ['init', '--sandbox', '--yes', '--static', 'my site']);
  expect(stderr).toContain("wizard release --static 'my site' --sandbox");
  expect(stderr).not.toContain('sandbox/sample:v2');
  const plain = await runWizard(own, ['release', '--dry-run', '--sandbox']);
  expect(plain.stderr).toContain('What is in my site is not part of this release');
  expect(plain.stderr).toContain("wizard release --static 'my site'");
});
