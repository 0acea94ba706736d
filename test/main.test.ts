import { execFileSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../src/errors.ts';
import { run } from '../src/main.ts';
import { emptyProject, finished, runWizard, startWizard } from './helpers/cli.ts';
import { memoryIo } from './helpers/memory.ts';
import { temporaryFolder } from './helpers/sandbox.ts';

const HANGUL = /[가-힣]/;

/** Runs a command line in this process, in a folder of its own. */
async function wizard(argv: readonly string[], options: { env?: NodeJS.ProcessEnv; cwd?: string; isTTY?: boolean } = {}) {
  const io = memoryIo({ ...options, cwd: options.cwd ?? (await temporaryFolder()) });
  const code = await run(argv, io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

const lastEvent = (stdout: string): unknown => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

/** A project whose wizard.yaml holds this text. */
async function projectWith(text: string): Promise<string> {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, 'wizard.yaml'), text);
  return cwd;
}

/** Command lines that fail before anything is looked at, with what they end with. */
const FAILURES: readonly { argv: string[]; yaml?: string; exit: number; codes: string[] }[] = [
  { argv: ['relase'], exit: EXIT.usage, codes: ['usage'] },
  { argv: ['init', '--sandbx'], exit: EXIT.usage, codes: ['usage'] },
  { argv: ['init', '--env'], exit: EXIT.usage, codes: ['usage'] },
  { argv: ['sandbox'], exit: EXIT.usage, codes: ['usage'] },
  { argv: ['init', '--lang', 'fr'], exit: EXIT.usage, codes: ['optionChoice'] },
  { argv: ['plan', '--sandbox', '--endpoint-url', 'http://127.0.0.1:1'], exit: EXIT.usage, codes: ['endpointBesideSandbox'] },
  { argv: ['completion'], exit: EXIT.usage, codes: ['optionChoice'] },
  { argv: ['release', '--wait', 'forever'], exit: EXIT.usage, codes: ['optionChoice'] },
  { argv: ['sandbox', 'start', '--port', '99999'], exit: EXIT.usage, codes: ['numberOption'] },
  { argv: ['sandbox', 'start', '--port', '80.5'], exit: EXIT.usage, codes: ['numberOption'] },
  { argv: ['plan', '--config', 'nowhere.yaml'], exit: EXIT.usage, codes: ['configMissing'] },
  { argv: ['plan', '--image', 'a', '--static', 'b'], exit: EXIT.usage, codes: ['severalImages'] },
  { argv: ['plan', '--taskdef-cpu', '7', '--alb-test-port', 'x'], exit: EXIT.usage, codes: ['flagValue', 'flagValue'] },
  { argv: ['plan'], yaml: 'app: [', exit: EXIT.config, codes: ['configSyntax'] },
  { argv: ['plan'], yaml: 'app: X\nnothing: 1\n', exit: EXIT.config, codes: ['configUnknownKey', 'configValue'] },
  { argv: ['init', '--yes'], exit: EXIT.usage, codes: ['missingInputs'] },
  { argv: ['plan', '--yes', '--profile', 'no-such-profile'], exit: EXIT.config, codes: ['profileUnknown'] },
  { argv: ['plan', '--yes'], yaml: 'profile: no-such-profile\n', exit: EXIT.config, codes: ['profileUnknown'] },
];

describe('an error', () => {
  it.each(FAILURES)('of $argv is a message and a remedy on stderr, in both languages', async ({ argv, yaml, exit, codes }) => {
    const cwd = await projectWith(yaml ?? '');
    const english = await wizard(argv, { cwd });
    const korean = await wizard(argv, { cwd, env: { LC_ALL: 'ko_KR.UTF-8' } });
    for (const { code, stdout, stderr } of [english, korean]) {
      expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
      expect(stderr.match(/^✖ \S/gm)).toHaveLength(codes.length);
      expect(stderr.match(/^ {2}→ \S/gm)).toHaveLength(codes.length);
    }
    expect(english.stderr).not.toMatch(HANGUL);
    const sentences = korean.stderr.split('\n').filter(line => /^(?:✖| {2}→)/.test(line));
    expect(sentences.filter(line => !HANGUL.test(line))).toEqual([]);
  });

  it.each(FAILURES)('of $argv is the last line of --json', async ({ argv, yaml, exit, codes }) => {
    const { code, stdout, stderr } = await wizard(['--json', ...argv], { cwd: await projectWith(yaml ?? '') });
    expect({ code, stderr }).toEqual({ code: exit, stderr: '' });
    expect(lastEvent(stdout)).toMatchObject({ type: 'result', ok: false });
    const { errors } = lastEvent(stdout) as { errors: readonly { code: string; message: string; remedy: string }[] };
    expect(errors.map(error => error.code).toSorted()).toEqual(codes);
    for (const { message, remedy } of errors) expect([message, remedy].every(text => text.length > 0)).toBe(true);
  });

  it('of a setting comes together with those of the files of the project', async () => {
    const cwd = await projectWith('');
    await writeFile(join(cwd, 'appspec.yaml'), 'version: 0.0\n');
    await writeFile(join(cwd, 'taskdef.json'), '{');
    const argv = ['plan', '--taskdef-cpu', '256', '--taskdef-memory', '8192', '--json'];
    const { errors } = lastEvent((await wizard(argv, { cwd })).stdout) as { errors: readonly { code: string }[] };
    expect(errors.map(({ code }) => code).toSorted()).toEqual(['flagValue', 'jsonSyntax', 'notAnAppspec']);
  });

  it('of a region that is not said is none for the policies, which say what stands for it', async () => {
    const { code, stdout, stderr } = await wizard(['policy']);
    expect(code).toBe(EXIT.done);
    expect(stdout).toContain('arn:aws:codecommit:ap-northeast-2:123456789012:ecs-codepipeline');
    expect(stderr).toContain('The region is not known here: ap-northeast-2 stands in names and ARNs.');
    expect((await wizard(['policy', '--region', 'eu-west-1'])).stderr).not.toContain('The region is not known');
  });

  it.each(['foo', 'localhost:4566', 'ftp://127.0.0.1', '//host'])('refuses the address %s before anything else', async address => {
    const { code, stderr } = await wizard(['plan', '--endpoint-url', address]);
    expect(code).toBe(EXIT.usage);
    expect(stderr).toContain(`--endpoint-url ${address} is no address of a server.`);
  });

  it.each([[[]], [['--json']]])('refuses a password in an address without repeating it, with %j', async more => {
    const { code, stdout, stderr } = await wizard(['plan', '--endpoint-url', 'http://me:canary5ecret@127.0.0.1:1', ...more]);
    expect(code).toBe(EXIT.usage);
    expect(stdout + stderr).toMatch(/has a name or password in it/);
    expect(stdout + stderr).not.toContain('canary5ecret');
  });

  it.each([
    [['plan', '--endpoint-url', 'http://me:canary5ecret@'], '--endpoint-url ***@ is no address'],
    [['plan', '--endpoint-url', 'opaque:me:canary5ecret@x'], '--endpoint-url ***@x is no address'],
    [['plan', '--endpoint-url', 'ht!tp://me:canary@5ecret@x', '--json'], '--endpoint-url ***@x is no address'],
    [['plan', '--bogus', '--endpoint-url', 'http://me:canary5ecret@x'], 'no option --bogus'],
    [['plan', '--endpoint=http://me:canary5ecret@x', '--json'], 'no option --endpoint=***@x'],
    [['plan', 'http://me:canary5ecret@x'], 'not understood: ***@x'],
  ])('shows nothing before the @ of an address in %j', async (argv, told) => {
    const { code, stdout, stderr } = await wizard(argv);
    expect(code).toBe(EXIT.usage);
    expect(stdout + stderr).toContain(told);
    expect(stdout + stderr).not.toMatch(/canary|5ecret/);
  });

  it('lists all missing inputs at once, each with its flag', async () => {
    const { code, stderr } = await wizard(['init', '--image-type', 'static']);
    expect(code).toBe(EXIT.usage);
    expect(stderr).toContain('--region --image-from');
  });

  it.each([
    { what: 'is a folder', config: 'folder', said: 'must be a regular file, and is a folder.' },
    { what: 'is a pipe', config: 'pipe', said: 'must be a regular file, and is a pipe.' },
    { what: 'lies below a file', config: 'file/wizard.yaml', said: 'cannot be read or written (ENOTDIR).' },
  ])('names the file, when the config $what', async ({ config, said }) => {
    const cwd = await temporaryFolder();
    await mkdir(join(cwd, 'folder'));
    await writeFile(join(cwd, 'file'), '');
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const { code, stderr } = await wizard(['plan', '--config', config], { cwd });
    expect(code).toBe(EXIT.config);
    expect(stderr).toContain(`${join(cwd, config)} ${said}`);
  });
});

describe('the language', () => {
  it.each([
    { argv: ['--lang', 'ko'], env: {}, isKorean: true },
    { argv: ['--lang=ko'], env: { LANG: 'en_US.UTF-8' }, isKorean: true },
    { argv: ['--lang', 'en'], env: { LC_ALL: 'ko_KR.UTF-8' }, isKorean: false },
    { argv: [], env: { WIZARD_LANG: 'ko', LC_ALL: 'en_US.UTF-8' }, isKorean: true },
    { argv: [], env: { LC_ALL: 'ko_KR.UTF-8', LANG: 'en_US.UTF-8' }, isKorean: true },
    { argv: [], env: { LC_ALL: '', LC_MESSAGES: 'ko', LANG: 'en_US.UTF-8' }, isKorean: true },
    { argv: [], env: { LANG: 'ko_KR.UTF-8' }, isKorean: true },
    { argv: [], env: { LANG: 'kok_IN' }, isKorean: false },
    { argv: [], env: { LC_ALL: 'C', LANG: 'ko_KR.UTF-8' }, isKorean: false },
  ])('is Korean: $isKorean with $argv and $env', async ({ argv, env, isKorean }) => {
    const { stdout } = await wizard([...argv, '--help'], { env });
    expect(stdout.startsWith('사용법:')).toBe(isKorean);
  });
});

describe('where nobody can be asked', () => {
  it('nothing is asked and nothing is made without --yes', async () => {
    const folder = await emptyProject();
    const { code, stdout, stderr } = await runWizard(folder, ['init', '--sandbox']);
    expect({ code, stdout }).toEqual({ code: EXIT.usage, stdout: '' });
    expect(stderr).toContain('What will be done:');
    expect(stderr.trimEnd().split('\n').at(-1)).toBe('  → Look at the plan and confirm it: npx wizard init --sandbox --yes');
    const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
    expect(JSON.stringify(result)).not.toContain('ecs-codepipeline');
  });

  it('says so with --json as well', async () => {
    const { code, result } = await runWizard(await emptyProject(), ['init', '--sandbox', '--json']);
    expect(code).toBe(EXIT.usage);
    expect(result).toMatchObject({ ok: false, errors: [{ code: 'confirmationMissing' }] });
  });
});

describe('before any set-up', () => {
  it.each([
    { argv: ['status'], exit: EXIT.done, said: 'Nothing is set up here yet. Start with: npx wizard init --sandbox --env prod' },
    { argv: ['destroy'], exit: EXIT.done, said: 'nothing is set up here. Start with: npx wizard init --sandbox --env prod' },
    { argv: ['release'], exit: EXIT.config, said: 'Set it up first: npx wizard init --sandbox --env prod' },
    {
      argv: ['pipeline', '--yes'],
      exit: EXIT.config,
      said: ['source', 'ecr', 'taskdef', 'alb', 'appspec', 'service', 'codedeploy']
        .map(step => `npx wizard ${step} --sandbox --env prod`)
        .join(', '),
    },
  ])('$argv says which command comes first', async ({ argv, exit, said }) => {
    const { code, stdout, stderr } = await runWizard(await emptyProject(), [...argv, '--sandbox', '--env', 'prod']);
    expect(stdout + stderr).toContain(said);
    expect(code).toBe(exit);
  });
});

describe('the process', () => {
  it('takes no harm from a reader that goes away', async () => {
    const child = startWizard(await temporaryFolder(), ['--help']);
    child.stdout?.destroy();
    const complaints: unknown[] = [];
    child.stderr?.on('data', chunk => complaints.push(String(chunk)));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(complaints).toEqual([]);
  });

  it('finishes what it has begun, when its reader goes away in the middle', { timeout: 120_000 }, async () => {
    const folder = await emptyProject();
    const child = startWizard(folder, ['init', '--sandbox', '--yes', '--json']);
    const closed = once(child, 'close');
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await closed).toEqual([0, null]);
    const { result } = await runWizard(folder, ['status', '--sandbox', '--json']);
    expect(result).toMatchObject({ ok: true, execution: { status: expect.stringMatching(/InProgress|Succeeded/) } });
    expect(result?.['live']).not.toBeNull();
  });

  it.each([
    { signal: 'SIGINT', code: 130 },
    { signal: 'SIGTERM', code: 143 },
    { signal: 'SIGHUP', code: 129 },
  ] as const)('ends with $code on $signal, says how to go on, and goes on from there', { timeout: 120_000 }, async ({ signal, code }) => {
    const folder = await emptyProject();
    const argv = ['init', '--sandbox', '--yes', '--json'];
    const child = startWizard(folder, argv);
    child.stdout?.on('data', chunk => !child.killed && String(chunk).includes('"status":"done"') && child.kill(signal));
    const stopped = await finished(child, true);
    expect(stopped.code).toBe(code);
    expect(stopped.events.find(({ type }) => type === 'resume')).toMatchObject({ command: 'wizard init --sandbox --yes --json' });
    expect(stopped.result).toMatchObject({ type: 'result', ok: false, errors: [{ code: 'stopped' }] });
    const state: unknown = JSON.parse(await readFile(join(folder, '.wizard', 'default.sandbox.state.json'), 'utf8'));
    expect(Object.keys((state as { entries: object }).entries).length).toBeGreaterThan(0);
    expect((await runWizard(folder, argv)).result).toMatchObject({ ok: true, changed: true, answers: true });
  });

  it('ends at the first signal while it only looks, and nothing answers', async () => {
    const connected = new EventEmitter();
    const silent = createServer(socket => void connected.emit('socket', socket));
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const argv = ['plan', '--json', '--app', 'shop', '--region', 'eu-west-1', '--endpoint-url', `http://127.0.0.1:${port}`];
    const child = startWizard(await temporaryFolder(), argv, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
    connected.once('socket', () => child.kill('SIGTERM'));
    const { code, result } = await finished(child, true);
    expect(code).toBe(143);
    expect(result).toMatchObject({ ok: false, errors: [{ code: 'cancelled' }] });
  });

  it('shows a fault of its own with a stack and exits 1', async () => {
    const cwd = await temporaryFolder();
    const io = memoryIo({ cwd });
    Object.defineProperty(io, 'cwd', {
      get: () => {
        throw new TypeError('a bug');
      },
    });
    expect(await run(['plan'], io)).toBe(EXIT.bug);
    expect(io.stderr.text).toMatch(/This is a fault of wizard[\s\S]*TypeError: a bug\n\s+at /);
  });
});
