import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { displayWidth } from '../../src/ui/columns.ts';
import { emptyProject, runWizard } from '../helpers/cli.ts';
import { answer, KEYS, runInTerminal, type TerminalRun } from '../helpers/terminal.ts';

const TIMEOUT = 180_000;
const { en, ko } = LANGUAGES;

const configOf = (folder: string): Promise<string> => readFile(join(folder, 'wizard.yaml'), 'utf8');

/** Answers the questions of a first set-up in the sandbox, up to the plan. */
async function answerAll(terminal: TerminalRun, { ask }: typeof en, name = ''): Promise<void> {
  await answer(terminal, ask.app.message, `${name}${KEYS.enter}`);
  await answer(terminal, ask['image.type'].message, KEYS.enter);
}

describe('init in a terminal', () => {
  it('asks, refuses a bad name with the reason, shows the plan, asks again, sets up and prints the URL', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['init', '--sandbox']);
    await answer(terminal, en.ask.app.message, `My Shop${KEYS.enter}`);
    await terminal.waitFor('Between 2 and 20 lower-case letters');
    terminal.type(`${KEYS.backspace.repeat('My Shop'.length)}shop${KEYS.enter}`);
    await terminal.waitFor('✔ Name of the application shop');
    await answer(terminal, en.ask['image.type'].message, KEYS.enter);
    await terminal.waitFor(/What will be done:[\s\S]* {2}\+ {2}ecs\.cluster +shop[\s\S]*\? What now\?/);
    terminal.type(KEYS.enter);
    expect(await terminal.exit).toBe(0);
    const url = /Live: (http:\/\/127\.0\.0\.1:\d+)/.exec(terminal.screen())?.[1] ?? '';
    expect((await fetch(url)).status).toBe(200);
    expect(terminal.screen()).toContain('wizard release --image sandbox/sample:v2 --sandbox');
    const config = await configOf(folder);
    expect(config).toMatch(/^app: shop$/m);
    expect(config).toContain('Settings of the wizard');
  });

  it('does the same in Korean', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['init', '--sandbox'], { env: { LANG: 'ko_KR.UTF-8' } });
    await answer(terminal, ko.ask.app.message, `가게${KEYS.enter}`);
    await terminal.waitFor('영문 소문자, 숫자');
    terminal.type(`${KEYS.backspace.repeat(2)}shop${KEYS.enter}`);
    await answer(terminal, ko.ask['image.type'].message, KEYS.enter);
    await terminal.waitFor('↑↓ 이동 • ⏎ 선택');
    await answer(terminal, ko.wizard.whatNow, KEYS.enter);
    await terminal.waitFor('✔ 생성 ecs.cluster');
    expect(await terminal.exit).toBe(0);
    expect(terminal.screen()).toMatch(/서비스 중: http:\/\/127\.0\.0\.1:\d+/);
    const english = terminal.lines().filter(line => /\b(?:the|and|is|are|will)\b/.test(line));
    expect(english).toEqual([]);
    expect(await configOf(folder)).toContain('마법사의 설정입니다');
  });

  it('makes nothing when the answer is no', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['init', '--sandbox']);
    await answerAll(terminal, en);
    await answer(terminal, en.wizard.whatNow, `n${KEYS.enter}`);
    expect(await terminal.exit).toBe(0);
    expect(terminal.screen()).toContain('Nothing was made. Your answers are in wizard.yaml; to go on: npx wizard init --sandbox');
    const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
    expect(JSON.stringify(result)).not.toContain('ecs-codepipeline');
  });

  it('asks before it removes anything, and takes Enter for no', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await runWizard(folder, ['source', '--sandbox', '--yes']);
    const first = runInTerminal(folder, ['destroy', '--sandbox']);
    await answer(first, en.ui.confirmDestroy, KEYS.enter);
    expect(await first.exit).toBe(0);
    expect(first.screen()).toContain(en.ui.declined);
    const second = runInTerminal(folder, ['destroy', '--sandbox']);
    await answer(second, en.ui.confirmDestroy, `${KEYS.up}${KEYS.enter}`);
    expect(await second.exit).toBe(0);
    expect(second.screen()).toContain(en.ui.destroyed);
  });

  it('removes what holds data only when its name is typed', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await runWizard(folder, ['ecr', '--sandbox', '--yes']);
    const name = 'ecs-codepipeline-ecr-repo';
    const first = runInTerminal(folder, ['destroy', '--sandbox']);
    await answer(first, en.ui.confirmDestroy, `${KEYS.up}${KEYS.enter}`);
    await answer(first, en.ui.deleteData, `x${KEYS.enter}`);
    await first.waitFor(en.ui.deleteDataName({ name }));
    first.type(`${KEYS.backspace}${KEYS.enter}`);
    expect(await first.exit).toBe(0);
    expect(first.screen()).toContain('Kept, because they hold data');
    const second = runInTerminal(folder, ['destroy', '--sandbox']);
    await answer(second, en.ui.confirmDestroy, `${KEYS.up}${KEYS.enter}`);
    await answer(second, en.ui.deleteData, `${name}${KEYS.enter}`);
    expect(await second.exit).toBe(0);
    expect(second.screen()).toContain(en.ui.destroyed);
  });

  it('asks every question of one page in the command of that page', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['source', '--sandbox']);
    await answer(terminal, en.ask.app.message, `shop${KEYS.enter}`);
    await terminal.waitFor(en.steps.source.title);
    for (const key of ['source.repository', 'source.branch', 'source.message'] as const)
      await answer(terminal, en.ask[key].message, KEYS.enter);
    await answer(terminal, en.ui.confirmApply, KEYS.enter);
    expect(await terminal.exit).toBe(0);
    expect(terminal.screen()).toContain('✔ created codecommit.repository shop');
  });

  it('does nothing where somebody else has worked on the set-up since the plan was shown', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['source', '--sandbox', '--app', 'shop']);
    for (const key of ['source.repository', 'source.branch', 'source.message'] as const)
      await answer(terminal, en.ask[key].message, KEYS.enter);
    await terminal.waitFor(en.ui.confirmApply);
    expect((await runWizard(folder, ['ecr', '--sandbox', '--yes', '--app', 'shop'])).code).toBe(0);
    terminal.type(KEYS.enter);
    expect(await terminal.exit).toBe(EXIT.resumable);
    expect(terminal.screen()).toContain('Somebody else has worked on this set-up');
    expect((await runWizard(folder, ['source', '--sandbox', '--yes'])).code).toBe(0);
  });
});

describe('a page of the wizard that builds on others', () => {
  it.each(Object.entries(LANGUAGES))(
    'is refused before any question is asked, in words that a person knows, in %s',
    { timeout: TIMEOUT },
    async (language, { steps, ask }) => {
      const folder = await emptyProject();
      const refused = async (page: string): Promise<string> => {
        const terminal = runInTerminal(folder, [page, '--sandbox', '--lang', language], { cols: 200 });
        expect(await terminal.exit).toBe(3);
        return terminal.screen();
      };
      const pipeline = await refused('pipeline');
      expect(pipeline).toContain(
        `: ${[steps.source, steps.ecr, steps.taskdef, steps.alb, steps.appspec, steps.service, steps.codedeploy].map(({ title }) => title).join(', ')}`,
      );
      expect(pipeline).not.toMatch(/^\? |source-repository/m);
      await runWizard(folder, ['ecr', '--sandbox', '--yes', '--app', 'shop', '--lang', language]);
      await runWizard(folder, ['source', '--sandbox', '--yes', '--app', 'shop', '--lang', language]);
      expect(await refused('appspec')).toContain(`: ${steps.taskdef.title}`);
      const possible = runInTerminal(folder, ['taskdef', '--sandbox', '--lang', language]);
      await possible.waitFor(`? ${ask['taskdef.family'].message}`);
    },
  );
});

describe('wizard alone in a terminal', () => {
  it('is init, and status once something is there', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const first = runInTerminal(folder, ['--sandbox']);
    await first.waitFor(en.ask.app.message);
    first.type(KEYS.interrupt);
    expect(await first.exit).toBe(130);
    await runWizard(folder, ['alb', '--sandbox', '--yes']);
    const second = runInTerminal(folder, ['--sandbox']);
    expect(await second.exit).toBe(0);
    const told = second.screen().replaceAll(/\s+/g, ' ');
    expect(told).toMatch(
      /not complete: \d+ resources exist\. Not there: .*, ecr\.repository \S+, .* and \d+ more\. Go on with: npx wizard init --sandbox/,
    );
  });
});

describe('Ctrl-C', () => {
  it('at every question and in the review exits 130, says so, and the next run goes on there', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await writeFile(join(folder, 'hello.html'), 'hello');
    const { ask, wizard } = en;
    const change = { question: wizard.whatNow, keys: `${KEYS.down}${KEYS.enter}` };
    const interviews = [
      { before: [], at: ask.app.message },
      { before: [{ question: ask.app.message, keys: `shop${KEYS.enter}` }], at: ask['image.type'].message },
      { before: [{ question: ask['image.type'].message, keys: `${KEYS.down}${KEYS.enter}` }], at: wizard.imageFrom.static.message },
      { before: [{ question: wizard.imageFrom.static.message, keys: `.${KEYS.enter}` }], at: wizard.whatNow },
      { before: [change], at: wizard.whichSetting },
      { before: [change, { question: wizard.whichSetting, keys: `port${KEYS.enter}` }], at: ask['taskdef.port'].message },
    ];
    for (const { before, at } of interviews) {
      const terminal = runInTerminal(folder, ['init', '--sandbox'], { rows: 60 });
      for (const { question, keys } of before) await answer(terminal, question, keys);
      await answer(terminal, at, KEYS.interrupt);
      expect({ at, code: await terminal.exit }).toEqual({ at, code: 130 });
      expect(terminal.screen()).not.toContain(en.ui.cancelled);
      expect(terminal.screen()).toContain('Nothing was made; your answers are kept. To go on: npx wizard init --sandbox');
      expect(terminal.raw()).not.toMatch(/ExitPromptError|\bat .*:\d+:\d+/);
      const asked = terminal.lines().filter(line => /^[?✔] (?!explain)/.test(line));
      expect(asked).toHaveLength(before.length + 1);
    }
    expect(await configOf(folder)).toMatch(/^app: shop$[\s\S]*^ {2}from: \.$/m);
  });

  it.each([
    { signal: 'SIGTERM', code: 143 },
    { signal: 'SIGHUP', code: 129 },
    { signal: 'SIGINT', code: 130 },
  ])('as the signal $signal from outside ends a question as well', { timeout: TIMEOUT }, async ({ signal, code }) => {
    const terminal = runInTerminal(await emptyProject(), ['init', '--sandbox']);
    await terminal.waitFor(en.ask.app.message);
    terminal.kill(signal);
    expect(await terminal.exit).toBe(code);
    expect(terminal.screen()).toContain(en.wizard.left({ count: 0, command: 'npx wizard init --sandbox' }));
  });

  it('while things are made finishes them, says how to go on, and the next run completes', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['init', '--sandbox', '--yes']);
    await terminal.waitFor('✔ created ecs.cluster');
    terminal.type(KEYS.interrupt);
    expect(await terminal.exit).toBe(130);
    const screen = terminal.screen();
    expect(screen).toContain(en.ui.stopping);
    expect(screen).toContain('To go on where it stopped: npx wizard init --sandbox --yes');
    expect(screen).toMatch(/✖ Stopped\. Not begun or not finished: \d+\./);
    // The cursor is there again.
    expect(terminal.raw().lastIndexOf('\u001b[?25h')).toBeGreaterThanOrEqual(terminal.raw().lastIndexOf('\u001b[?25l'));
    const { result } = await runWizard(folder, ['init', '--sandbox', '--yes', '--json']);
    expect(result).toMatchObject({ ok: true, changed: true, answers: true });
  });

  it('while a release is watched leaves the release alone', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['init', '--sandbox', '--yes']);
    await terminal.waitFor('Deploy / Deploy: in progress');
    terminal.type(KEYS.interrupt);
    expect(await terminal.exit).toBe(130);
    expect(terminal.screen()).toMatch(
      /✖ No longer watching; execution [\da-f-]+ goes on by itself\.\n {2}→ See how it goes: npx wizard status --watch --sandbox/,
    );
    expect(terminal.screen()).not.toContain('Live:');
    const { result } = await runWizard(folder, ['init', '--sandbox', '--yes', '--json']);
    expect(result).toMatchObject({ ok: true, changed: false, answers: true });
  });

  it('a second time ends at once, and what was done is not lost', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    // At this speed the load balancer takes long enough to be interrupted twice.
    await runWizard(folder, ['sandbox', 'start', '--speed', '10']);
    const terminal = runInTerminal(folder, ['init', '--sandbox', '--yes']);
    await terminal.waitFor('✔ created ecs.cluster');
    terminal.type(KEYS.interrupt);
    await terminal.waitFor('Stopping:');
    terminal.type(KEYS.interrupt);
    expect(await terminal.exit).toBe(130);
    const { events } = await runWizard(folder, ['plan', '--sandbox', '--json']);
    expect(events.find(({ type }) => type === 'plan')).toMatchObject({ counts: { delete: 0, replace: 0 } });
  });
});

describe('the screen', () => {
  it('keeps to a width of 60', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['init', '--sandbox'], { cols: 60 });
    await answerAll(terminal, en);
    await answer(terminal, en.wizard.whatNow, KEYS.enter);
    expect(await terminal.exit).toBe(0);
    // Sentences and commands to be copied are for the terminal to break; what is drawn is not.
    expect(terminal.brokenLines().filter(line => /^ *(?:[+~?✔✖·⠀-⣿]|#)/.test(line))).toEqual([]);
    const drawn = terminal.lines().filter(line => /[⠀-⣿]/.test(line));
    expect(drawn).toEqual([]);
    // A name that is too long for its row stands below it.
    expect(terminal.lines().filter(line => line.endsWith('...'))).toEqual([]);
    expect(terminal.lines().filter(line => line === `${' '.repeat(6)}ecs-codepipeline-execution-ap-northeast-2`)).toHaveLength(2);
  });

  it.each([
    { what: 'a dumb terminal', env: { TERM: 'dumb' } },
    { what: 'CI', env: { CI: '1' } },
  ])('is never drawn over in $what', { timeout: TIMEOUT }, async ({ env }) => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['init', '--sandbox', '--yes'], { env });
    expect(await terminal.exit).toBe(0);
    // oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
    expect(terminal.raw().match(/\u001b\[[\d;?]*[A-LP-Zhl]|\r(?!\n)/g)).toBeNull();
    expect(terminal.screen()).toContain('✔ created ecs.cluster');
  });

  it('has no colours in a dumb terminal, and has them in a good one', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    // oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
    const colours = /\u001b\[3\dm/;
    const dumb = runInTerminal(folder, ['init', '--nothing'], { env: { TERM: 'dumb' } });
    await dumb.exit;
    expect(dumb.raw()).not.toMatch(colours);
    const good = runInTerminal(folder, ['init', '--nothing']);
    await good.exit;
    expect(good.raw()).toMatch(colours);
  });

  it.each([
    { argv: ['--no-color'], env: {} },
    { argv: [], env: { NO_COLOR: '1' } },
    { argv: [], env: { NO_COLOR: '1', FORCE_COLOR: '1' } },
  ])('has no colours at all with $argv and $env', { timeout: TIMEOUT }, async ({ argv, env }) => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['source', '--sandbox', ...argv], { env });
    await answer(terminal, en.ask.app.message, `shop${KEYS.enter}`);
    for (const key of ['source.repository', 'source.branch', 'source.message'] as const)
      await answer(terminal, en.ask[key].message, KEYS.enter);
    await answer(terminal, en.ui.confirmApply, KEYS.enter);
    expect(await terminal.exit).toBe(0);
    // oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
    expect(terminal.raw().match(/\u001b\[(?:3|9)\dm/)).toBeNull();
    expect(terminal.raw()).not.toContain('Warning');
  });

  it('shows tables in Korean aligned', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await runWizard(folder, ['init', '--sandbox', '--yes']);
    const terminal = runInTerminal(folder, ['status', '--sandbox'], { cols: 200, env: { LANG: 'ko_KR.UTF-8' } });
    expect(await terminal.exit).toBe(0);
    const rows = terminal.lines().filter(line => /^(?:서비스 중|이미지|태스크|파이프라인) /.test(line));
    expect(rows).toHaveLength(4);
    const starts = rows.map(row => displayWidth(/^.*? {2,}/.exec(row)?.[0] ?? ''));
    expect(new Set(starts).size).toBe(1);
  });
});
