import { CodeCommitClient, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { displayWidth } from '../../src/ui/columns.ts';
import { emptyProject, runWizard } from '../helpers/cli.ts';
import { clientConfig } from '../helpers/sandbox.ts';
import { answer, KEYS, runInTerminal, type TerminalRun } from '../helpers/terminal.ts';

const TIMEOUT = 180_000;
const { en, ko } = LANGUAGES;

const configOf = (folder: string): Promise<string> => readFile(join(folder, 'wizard.yaml'), 'utf8');

/** A project with a Dockerfile, and a builder that only says that it is ready. */
async function projectToBuild(text: string): Promise<{ folder: string; env: NodeJS.ProcessEnv }> {
  const folder = await emptyProject();
  const tools = join(folder, '.tools');
  await mkdir(tools);
  await writeFile(join(tools, 'docker'), '#!/bin/sh\nexit 0\n');
  await chmod(join(tools, 'docker'), 0o755);
  await writeFile(join(folder, 'Dockerfile'), `FROM node:22\n${text}\n`);
  return { folder, env: { PATH: `${tools}${delimiter}${process.env['PATH']}` } };
}

/** Leaves the review without making anything. */
async function quit(terminal: TerminalRun, { wizard } = en): Promise<void> {
  await answer(terminal, wizard.whatNow, `n${KEYS.enter}`);
  expect(await terminal.exit).toBe(0);
}

/** The lines of the review, by what stands in front. */
const reviewOf = (terminal: TerminalRun, title: string): readonly string[] => {
  const lines = terminal.lines();
  const at = lines.lastIndexOf(title);
  return lines.slice(
    at + 1,
    lines.findIndex((line, index) => index > at && line.startsWith('?')),
  );
};

describe('what is found in the project', () => {
  it('is offered with where it comes from, decides what is asked, and is written down', { timeout: TIMEOUT }, async () => {
    const { folder, env } = await projectToBuild('EXPOSE 3000\nHEALTHCHECK CMD curl http://localhost:3000/up');
    const terminal = runInTerminal(folder, ['init', '--sandbox'], { env });
    await answer(terminal, en.ask.app.message, `shop${KEYS.enter}`);
    await terminal.waitFor(/❯ Built from a Dockerfile {2}build[\s\S]*\(Dockerfile\)/);
    terminal.type(KEYS.enter);
    await terminal.waitFor('Container port: 3000 (Dockerfile: EXPOSE 3000)');
    await quit(terminal);
    expect(terminal.screen()).not.toContain('? Container port');
    const config = await configOf(folder);
    expect(config).toMatch(/^ {2}port: 3000$/m);
    expect(config).toMatch(/^ {2}healthCheckPath: \/up$/m);
    expect(config).toMatch(/^ {2}type: build$/m);
  });

  it.each(Object.entries(LANGUAGES))(
    'is chosen from where a task definition has several containers that the traffic could go to, in %s',
    { timeout: TIMEOUT },
    async (language, messages) => {
      const folder = await emptyProject();
      const container = (name: string, ...ports: number[]) => ({
        name,
        image: `${name}:1`,
        portMappings: ports.map(containerPort => ({ containerPort })),
      });
      const containerDefinitions = [container('proxy', 80), container('web', 8080, 9090)];
      await writeFile(join(folder, 'taskdef.json'), JSON.stringify({ family: 'shop', cpu: '256', memory: '512', containerDefinitions }));
      const terminal = runInTerminal(folder, ['init', '--sandbox', '--lang', language, '--taskdef-port', '80']);
      await answer(terminal, messages.ask.app.message, `shop${KEYS.enter}`);
      await answer(terminal, messages.ask['image.type'].message, KEYS.enter);
      await answer(terminal, messages.ask['taskdef.container'].message, `web${KEYS.enter}`);
      await answer(terminal, messages.ask['taskdef.port'].message, `9${KEYS.enter}`);
      await quit(terminal, messages);
      expect(await configOf(folder)).toMatch(/^ {2}container: web$[\s\S]*^ {2}port: 9090$/m);
    },
  );

  it('is asked about where it is not clear', { timeout: TIMEOUT }, async () => {
    const { folder, env } = await projectToBuild('EXPOSE 8080 9090');
    const terminal = runInTerminal(folder, ['init', '--sandbox'], { env });
    await answer(terminal, en.ask.app.message, `shop${KEYS.enter}`);
    await answer(terminal, en.ask['image.type'].message, KEYS.enter);
    await terminal.waitFor('? Container port 8080 (Dockerfile: EXPOSE 8080 9090)');
    terminal.type(`9090${KEYS.enter}`);
    await quit(terminal);
    expect(await configOf(folder)).toMatch(/^ {2}port: 9090$/m);
  });

  it('counts with --yes as well, which says so; a flag goes before it', { timeout: TIMEOUT }, async () => {
    const { folder, env } = await projectToBuild('EXPOSE 3000');
    await mkdir(join(folder, '.git'));
    await writeFile(join(folder, '.git', 'config'), '[remote "origin"]\n\turl = https://github.com/me/web-shop.git\n');
    const { stderr } = await runWizard(folder, ['plan', '--sandbox', '--yes'], env);
    expect(stderr).toContain('Name of the application: web-shop (git: origin)');
    expect(stderr).toContain('Container port: 3000 (Dockerfile: EXPOSE 3000)');
    const { events } = await runWizard(folder, ['plan', '--sandbox', '--yes', '--json', '--taskdef-port', '4000'], env);
    expect(events.filter(({ type }) => type === 'found').map(({ key }) => key)).toEqual(['app', 'image.type', 'image.from']);
  });

  it('is not taken where nothing can build it, and that is said', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await writeFile(join(folder, 'Dockerfile'), 'FROM node\nEXPOSE 3000\n');
    const { stderr } = await runWizard(folder, ['plan', '--sandbox', '--yes'], { PATH: folder });
    expect(stderr).toContain(en.wizard.noBuilder({ file: 'Dockerfile' }));
    expect(stderr).not.toContain('3000');
  });

  it('changes nothing any more once a set-up is there', { timeout: TIMEOUT }, async () => {
    const { folder, env } = await projectToBuild('EXPOSE 3000');
    await runWizard(folder, ['source', '--sandbox', '--yes'], env);
    await writeFile(join(folder, 'package.json'), '{"name":"another"}');
    const { stderr } = await runWizard(folder, ['plan', '--sandbox', '--yes'], env);
    expect(stderr).not.toContain(en.wizard.found);
    expect(stderr).toContain('1 already as wanted');
  });
});

describe('a question', () => {
  it(
    'explains itself, complains while one types, and leads back with Escape and in lists, losing no answer',
    { timeout: TIMEOUT },
    async () => {
      const folder = await emptyProject();
      const terminal = runInTerminal(folder, ['init', '--sandbox']);
      await answer(terminal, en.ask.app.message, '?');
      await terminal.waitFor('The tutorial calls everything ecs-codepipeline.');
      terminal.type('Shop');
      await terminal.waitFor('> Between 2 and 20 lower-case letters');
      terminal.type(`${KEYS.backspace.repeat(4)}shop${KEYS.enter}`);
      await answer(terminal, en.ask['image.type'].message, KEYS.escape);
      await terminal.waitFor('? Name of the application (shop)');
      terminal.type(KEYS.enter);
      await terminal.waitFor(/← back\n↑↓ move/);
      terminal.type(`${KEYS.down}${KEYS.enter}`);
      await answer(terminal, en.wizard.imageFrom.static.message, KEYS.escape);
      await terminal.waitFor(/❯ A folder of web files/);
      terminal.type(`${KEYS.up}${KEYS.enter}`);
      await quit(terminal);
      expect(await configOf(folder)).toMatch(/^app: shop$/m);
    },
  );

  it.each(Object.entries(LANGUAGES))(
    'that an earlier run was left at tells what is answered already, and leads back to that without losing it, in %s',
    { timeout: TIMEOUT },
    async (language, messages) => {
      const { ask, wizard, choices } = messages;
      const folder = await emptyProject();
      await mkdir(join(folder, 'pages'));
      await writeFile(join(folder, 'pages', 'index.html'), 'hello');
      const first = runInTerminal(folder, ['init', '--sandbox', '--lang', language]);
      await answer(first, ask.app.message, `shop${KEYS.enter}`);
      await answer(first, ask['image.type'].message, `${KEYS.down}${KEYS.enter}`);
      await answer(first, wizard.imageFrom.static.message, KEYS.interrupt);
      expect(await first.exit).toBe(130);
      const second = runInTerminal(folder, ['init', '--sandbox', '--lang', language], { rows: 60 });
      await second.waitFor(`? ${wizard.imageFrom.static.message}`);
      expect(second.lines()).toEqual(
        expect.arrayContaining([
          wizard.kept({ file: 'wizard.yaml' }),
          `  ${ask.app.message}: shop`,
          `  ${ask['image.type'].message}: ${choices['image.type'].static}`,
        ]),
      );
      second.type(KEYS.escape);
      await second.waitFor(/❯ .* static\n/);
      second.type(KEYS.escape);
      await answer(second, `${ask.app.message} (shop)`, `store${KEYS.enter}`);
      await second.waitFor(/store[\s\S]*❯ .* static\n/);
      expect(await configOf(folder)).toMatch(/^app: store$[\s\S]*^ {2}type: static$/m);
      second.type(KEYS.enter);
      await answer(second, wizard.imageFrom.static.message, `pages${KEYS.enter}`);
      await quit(second, messages);
      expect(second.lines().filter(line => line === wizard.kept({ file: 'wizard.yaml' }))).toHaveLength(1);
      expect(await configOf(folder)).toMatch(/^app: store$[\s\S]*^ {2}type: static$[\s\S]*^ {2}from: pages$/m);
    },
  );

  it.each(Object.entries(LANGUAGES))(
    'refuses a folder, a file and a Dockerfile that are not there, with the reason and what to name, in %s',
    { timeout: TIMEOUT },
    async (language, messages) => {
      const { ask, wizard, problems, choices } = messages;
      const folder = await emptyProject();
      await mkdir(join(folder, 'empty'));
      await mkdir(join(folder, 'site'));
      await writeFile(join(folder, 'site', 'index.html'), 'hello');
      const terminal = runInTerminal(folder, ['init', '--sandbox', '--app', 'shop', '--lang', language], { cols: 200, rows: 60 });
      const refuses = async (type: 'static' | 'archive' | 'build', typed: string, message: string): Promise<void> => {
        await terminal.waitFor(new RegExp(`\\? ${wizard.imageFrom[type].message}[^✔]*$`));
        terminal.type(`${typed}${KEYS.enter}`);
        await terminal.waitFor(`> ${message} ${wizard.imageFrom[type].why}`);
        terminal.type(KEYS.backspace.repeat(typed.length));
      };
      const choose = async (type: 'static' | 'archive' | 'build'): Promise<void> => {
        await terminal.waitFor(new RegExp(`\\? ${ask['image.type'].message}[^✔]*$`));
        terminal.type(choices['image.type'][type].slice(0, 11));
        await terminal.waitFor(new RegExp(`❯ .* ${type}\n`));
        terminal.type(KEYS.enter);
      };
      await choose('archive');
      await refuses('archive', 'image.tar', problems.imageArchiveMissing({ path: 'image.tar' }).message);
      terminal.type(KEYS.escape);
      await choose('build');
      await refuses('build', 'empty', problems.dockerfileMissing({ folder: 'empty' }).message);
      terminal.type(KEYS.escape);
      await choose('static');
      await refuses('static', 'nowhere', problems.imageFolderMissing({ folder: 'nowhere' }).message);
      await refuses('static', 'empty', problems.imageFolderEmpty({ folder: 'empty' }).message);
      terminal.type(`site${KEYS.enter}`);
      await quit(terminal, messages);
      expect(await configOf(folder)).toMatch(/^ {2}from: site$/m);
    },
  );

  it('is asked again when what was said beforehand names nothing that is there', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['init', '--sandbox', '--app', 'shop', '--static', 'nowhere'], { rows: 60 });
    await terminal.waitFor(/✖ There is no folder nowhere\.[\s\S]*\? Where the first image comes from/);
    terminal.type(KEYS.enter);
    await quit(terminal);
    expect(await configOf(folder)).not.toContain('nowhere');
    const plan = await runWizard(folder, ['plan', '--sandbox', '--static', 'nowhere']);
    expect(plan.code).toBe(2);
  });

  it('goes on in a terminal that became narrower', { timeout: TIMEOUT }, async () => {
    const terminal = runInTerminal(await emptyProject(), ['init', '--sandbox']);
    await answer(terminal, en.ask.app.message, 'sh');
    terminal.resize(60);
    terminal.type(`op${KEYS.enter}`);
    await terminal.waitFor('✔ Name of the application shop');
    await answer(terminal, en.ask['image.type'].message, KEYS.enter);
    await quit(terminal);
    expect(terminal.lines().filter(line => line.startsWith('✔'))).toEqual([
      '✔ Name of the application shop',
      '✔ Where the first image comes from A public image, copied',
      '✔ What now? Save and quit',
    ]);
  });
});

describe('the review', () => {
  it('lets a setting be searched and changed, plans again, and makes what it says', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['init', '--sandbox'], { rows: 60 });
    await answer(terminal, en.ask.app.message, `shop${KEYS.enter}`);
    await answer(terminal, en.ask['image.type'].message, KEYS.enter);
    await terminal.waitFor(/\n\d+ to create\n/);
    await answer(terminal, en.wizard.whatNow, `${KEYS.down}${KEYS.enter}`);
    await answer(terminal, en.wizard.whichSetting, 'test port');
    await terminal.waitFor(/❯ Test port +8080/);
    terminal.type(KEYS.enter);
    await answer(terminal, en.ask['alb.testPort'].message, `80${KEYS.enter}`);
    await terminal.waitFor('> It must differ from the production port.');
    terminal.type(`${KEYS.backspace.repeat(2)}9090${KEYS.enter}`);
    await terminal.waitFor(/elbv2\.listener +shop:9090[\s\S]*\? What now\?/);
    expect(reviewOf(terminal, en.wizard.reviewTitle)).toEqual([
      '  Account     111122223333',
      '  AWS region  ap-northeast-2',
      '  As          arn:aws:iam::111122223333:user/sandbox',
      '  Image       A public image, copied: sandbox/sample:v1',
      '  Tasks       1 of 0.25 vCPU and 512 MiB, container port 80',
      expect.stringMatching(/^ {2}Network {5}vpc-\w+ \(Default VPC\): subnet-\w+,$/),
      expect.stringMatching(/^ {14}subnet-\w+$/),
      '  Production  port 80, for everybody (0.0.0.0/0)',
      '  Test        ! port 9090, for everybody (0.0.0.0/0): also shows what is not live yet',
      '  Branch      shop@main',
      expect.stringMatching(/^ {2}Resources {3}\d+ to make$/),
      expect.stringMatching(/^ {2}Cost {8}about [\d.]+ USD a month; npx wizard destroy --sandbox ends it$/),
      '              elbv2.load-balancer 23.73, ecs.service 14.01, cloudwatch.alarm 0.10, logs.log-group',
      '              0.08, ecr.repository 0.05',
      expect.stringMatching(/^ {2}Time {8}about \d+ s until the first version answers$/),
    ]);
    terminal.type(`y${KEYS.enter}`);
    expect(await terminal.exit).toBe(0);
    expect(terminal.screen()).toMatch(/Live: http:\/\/127\.0\.0\.1:\d+/);
    expect(await configOf(folder)).toMatch(/^ {2}testPort: 9090$/m);
  });

  it(
    'keeps the values of the settings in their column where a label is too long, and tells it whole below',
    { timeout: TIMEOUT },
    async () => {
      const terminal = runInTerminal(await emptyProject(), ['init', '--sandbox', '--app', 'shop', '--image-type', 'registry'], {
        cols: 60,
      });
      const label = en.ask['service.exec'].message;
      await answer(terminal, en.wizard.whatNow, `${KEYS.down}${KEYS.enter}`);
      await answer(terminal, en.wizard.whichSetting, label);
      await terminal.waitFor(/\n❯ Commands inside of tasks \(ECS \.\.\. {2}no\n/);
      expect(terminal.lines()).toContain(`  ${label}: service.exec`);
      terminal.type(KEYS.escape);
      await quit(terminal);
    },
  );

  it.each([
    ['has its default', ''],
    ['was said', 'taskdef:\n  memory: 512\n'],
  ])('tells that the memory changes with the CPU, where it %s', { timeout: TIMEOUT }, async (_, said) => {
    const folder = await emptyProject();
    await writeFile(join(folder, 'wizard.yaml'), `app: shop\nimage:\n  type: registry\n${said}`);
    const terminal = runInTerminal(folder, ['init', '--sandbox'], { rows: 60 });
    await answer(terminal, en.wizard.whatNow, `${KEYS.down}${KEYS.enter}`);
    await answer(terminal, en.wizard.whichSetting, `${en.ask['taskdef.cpu'].message}${KEYS.enter}`);
    await answer(terminal, en.ask['taskdef.cpu'].message, `${KEYS.down}${KEYS.enter}`);
    await terminal.waitFor(/\nMemory in MiB changes with it: 512 -> 1024\n[\s\S]*1 of 0\.5 vCPU and 1024 MiB[\s\S]*\? What now\?/);
    await quit(terminal);
    expect(await configOf(folder)).toMatch(/^ +cpu: 512$/m);
    expect(await configOf(folder)).not.toMatch(/^ +memory: 512$/m);
  });

  it('goes back from the settings, and Ctrl-C leaves it with nothing made', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const terminal = runInTerminal(folder, ['init', '--sandbox', '--app', 'shop', '--image-type', 'registry']);
    await answer(terminal, en.wizard.whatNow, `${KEYS.down}${KEYS.enter}`);
    await answer(terminal, en.wizard.whichSetting, KEYS.escape);
    await terminal.waitFor(/Which setting\? ← back\n\? What now\?/);
    terminal.type(KEYS.interrupt);
    expect(await terminal.exit).toBe(130);
    expect(terminal.screen()).toContain(en.wizard.left({ count: 0, command: '' }).trim());
    const { events } = await runWizard(folder, ['plan', '--sandbox', '--json', '--app', 'shop']);
    expect(events.find(({ type }) => type === 'plan')).toMatchObject({ counts: { keep: 0 } });
  });

  it('shows the AWS CLI commands that would do the same, and asks again', { timeout: TIMEOUT }, async () => {
    const terminal = runInTerminal(await emptyProject(), ['init', '--sandbox', '--app', 'shop', '--image-type', 'registry'], { cols: 160 });
    await answer(terminal, en.wizard.whatNow, `${KEYS.up}${KEYS.enter}`);
    await terminal.waitFor(/aws codecommit create-repository[\s\S]*aws codepipeline create-pipeline[\s\S]*\? What now\?/);
    await quit(terminal);
    expect(terminal.screen()).toContain(en.wizard.nothingMade({ command: 'npx wizard init --sandbox' }));
  });

  it('keeps to 60 columns in Korean, with its columns aligned and no code words in the menus', { timeout: TIMEOUT }, async () => {
    const terminal = runInTerminal(await emptyProject(), ['init', '--sandbox'], { cols: 60, rows: 60, env: { LANG: 'ko_KR.UTF-8' } });
    await answer(terminal, ko.ask.app.message, `shop${KEYS.enter}`);
    await terminal.waitFor(/❯ 공개 이미지 복사/);
    terminal.type(KEYS.enter);
    await terminal.waitFor(`? ${ko.wizard.whatNow}`);
    const review = reviewOf(terminal, ko.wizard.reviewTitle);
    const starts = review.filter(line => line.startsWith('  ')).map(line => displayWidth(/^ {2}.*? {2,}/.exec(line)?.[0] ?? ''));
    expect(new Set(starts).size).toBe(1);
    await answer(terminal, ko.wizard.whatNow, `ㅜ${KEYS.enter}`);
    expect(await terminal.exit).toBe(0);
    expect(terminal.brokenLines()).toEqual([]);
  });
});

describe('a set-up that was begun by hand', () => {
  const handMade = async (): Promise<string> => {
    const folder = await emptyProject();
    const { result } = await runWizard(folder, ['sandbox', 'start', '--json']);
    const client = new CodeCommitClient(clientConfig({ endpoint: String(result?.['endpoint']), region: 'ap-northeast-2' }));
    await client.send(new CreateRepositoryCommand({ repositoryName: 'shop' }));
    return folder;
  };

  it('is taken over when that is chosen', { timeout: TIMEOUT }, async () => {
    const terminal = runInTerminal(await handMade(), ['init', '--sandbox', '--app', 'shop', '--image-type', 'registry'], { rows: 60 });
    await terminal.waitFor(/do not carry the mark[\s\S]*codecommit\.repository {2}shop[\s\S]*\? What now\?/);
    terminal.type(KEYS.enter);
    await terminal.waitFor(/1 taken over[\s\S]*\? What now\?/);
    terminal.type(`n${KEYS.enter}`);
    expect(await terminal.exit).toBe(0);
  });

  it('is left alone when another name is chosen', { timeout: TIMEOUT }, async () => {
    const folder = await handMade();
    const terminal = runInTerminal(folder, ['init', '--sandbox', '--app', 'shop', '--image-type', 'registry'], { rows: 60 });
    await answer(terminal, en.wizard.whatNow, `${KEYS.down}${KEYS.enter}`);
    await answer(terminal, en.ask.app.message, `store${KEYS.enter}`);
    await terminal.waitFor(/codecommit\.repository +store[\s\S]*\? What now\?/);
    terminal.type(`n${KEYS.enter}`);
    expect(await terminal.exit).toBe(0);
    expect(await configOf(folder)).toMatch(/^app: store$/m);
  });
});

describe('what is made', () => {
  it('goes by the same name when it is removed', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    const made = await runWizard(folder, ['init', '--sandbox', '--yes', '--app', 'shop']);
    const gone = await runWizard(folder, ['destroy', '--sandbox', '--yes', '--delete-data']);
    const named = (text: string, verb: string): readonly string[] =>
      [...text.matchAll(new RegExp(`✔ ${verb} (.*?)(?: (?:\\d+ min ?)?(?:\\d+ s)?)?$`, 'gm'))].map(([, name = '']) => name).toSorted();
    // The roles of services are the account's.
    expect(named(made.stderr, 'created').filter(name => !name.startsWith('iam.service-linked-role'))).toEqual(
      named(gone.stderr, 'deleted'),
    );
    expect(named(gone.stderr, 'deleted')).toContain('elbv2.listener shop:8080');
  });
});

describe('a release that asks what has changed', () => {
  it.each(Object.entries(LANGUAGES))(
    'offers no build without a Dockerfile, explains itself, leads back, and asks again for what is not there, in %s',
    { timeout: TIMEOUT },
    async (language, messages) => {
      const { release, wizard, problems } = messages;
      const folder = await emptyProject();
      await mkdir(join(folder, 'site'));
      await writeFile(join(folder, 'site', 'index.html'), 'hello');
      await runWizard(folder, ['init', '--sandbox', '--yes', '--app', 'shop']);
      const terminal = runInTerminal(folder, ['release', '--sandbox', '--lang', language], { cols: 160, rows: 60 });
      await answer(terminal, release.whatChanged, '?');
      await terminal.waitFor(release.whatChangedHelp);
      expect(terminal.screen()).not.toContain(release.changed.build);
      terminal.type(KEYS.enter);
      await answer(terminal, release.whichImage, `Shop:1${KEYS.enter}`);
      await terminal.waitFor(problems.imageReferenceInvalid({ reference: 'Shop:1' }).message);
      terminal.type(KEYS.escape);
      await terminal.waitFor(new RegExp(`❯ ${release.changed.image}[^✔]*$`));
      terminal.type(KEYS.enter);
      await answer(terminal, release.whichImage, `sandbox/sample:nothing${KEYS.enter}`);
      await terminal.waitFor(/✖ .*sample:nothing[\s\S]*❯ [^✔]*$/);
      terminal.type(`${KEYS.down}${KEYS.enter}`);
      await answer(terminal, release.whichFolder, `nowhere${KEYS.enter}`);
      await terminal.waitFor(`> ${problems.imageFolderMissing({ folder: 'nowhere' }).message} ${wizard.imageFrom.static.why}`);
      terminal.type(`${KEYS.backspace.repeat('nowhere'.length)}site${KEYS.enter}`);
      expect(await terminal.exit).toBe(0);
    },
  );
});
