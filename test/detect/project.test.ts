import { describe, expect, it } from 'vitest';
import type { ConfigContext } from '../../src/config.ts';
import { detectAccountSettings } from '../../src/detect/account-settings.ts';
import { portOfCompose } from '../../src/detect/compose.ts';
import { answersOf, foundValues } from '../../src/detect/found-values.ts';
import { detectInProject } from '../../src/detect/project.ts';
import type { ProjectFiles } from '../../src/detect/project-files.ts';
import { resolveConfig } from '../../src/resolve-config.ts';

const file = (path: string, text: string) => ({ path, text });
const dockerfile = (text: string) => file('Dockerfile', `FROM node:22\n${text}`);

const contextOf = (files: ProjectFiles, canBuild = true): ConfigContext => ({
  env: 'default',
  sandbox: false,
  region: 'eu-west-1',
  detected: detectInProject(files, {
    canBuild,
    sandbox: false,
    composePort: files.compose && portOfCompose(files.compose.text, files.compose.path),
  }),
});

/** What is found and counts, each with its source. */
const found = (files: ProjectFiles, canBuild = true): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    foundValues({}, contextOf(files, canBuild)).map(({ question, value, source }) => [question.key, `${String(value)} (${source})`]),
  );

describe('a project of web files', () => {
  const page = (path: string) => file(path, '<h1>Hello</h1>');
  const program = file('package.json', '{}');

  it('is served as it is', () => {
    const expected = (folder: string) => ({
      'image.type': `static (${folder}/index.html)`,
      'image.from': `${folder} (${folder}/index.html)`,
    });
    expect(found({ publicPage: page('public/index.html') })).toEqual(expected('public'));
    expect(found({ publicPage: page('public/index.html'), builtPage: page('dist/index.html'), package: program })).toEqual(
      expected('dist'),
    );
    expect(found({ rootPage: page('index.html') })).toEqual({
      'image.type': 'static (index.html)',
      'image.from': '. (index.html)',
    });
    expect(found({ rootPage: page('index.html'), publicPage: page('public/index.html') })).toEqual(expected('public'));
  });

  it.each<[string, ProjectFiles]>([
    ['a package.json', { package: program }],
    ['a compose file', { compose: file('compose.yaml', '') }],
    ['the file of a program in another language', { otherProgram: file('go.mod', 'module shop') }],
  ])('has its page not at the root beside %s', (_, files) => {
    expect(found({ ...files, rootPage: page('index.html') })).toEqual({});
  });

  it.each<[string, ProjectFiles]>([
    ['a package.json beside a folder that is not built', { package: program }],
    ['a Dockerfile', { dockerfile: dockerfile('EXPOSE 80') }],
    ['a task definition', { taskdef: file('taskdef.json', '{}') }],
    ['requirements.txt', { requirements: file('requirements.txt', 'flask') }],
  ])('is not taken for one with %s', (_, files) => {
    expect(found({ ...files, publicPage: page('public/index.html') }, false)).toEqual({});
  });
});

describe('a project with a Dockerfile', () => {
  it('is built, and gives port, path and architecture', () => {
    const text = 'EXPOSE 3000\nHEALTHCHECK CMD wget -q http://127.0.0.1:3000/up';
    expect(found({ dockerfile: dockerfile(text) })).toEqual({
      'image.type': 'build (Dockerfile)',
      'image.from': '. (Dockerfile)',
      'taskdef.port': '3000 (Dockerfile: EXPOSE 3000)',
      'alb.healthCheckPath': '/up (Dockerfile: HEALTHCHECK)',
    });
    const arm = file('Dockerfile', 'FROM --platform=linux/arm64 node\nEXPOSE 80');
    expect(found({ dockerfile: arm })).toMatchObject({ 'taskdef.architecture': 'ARM64 (Dockerfile: FROM --platform=linux/arm64)' });
  });

  it('gives nothing where nothing can build it: the port is not that of the sample image', () => {
    expect(found({ dockerfile: dockerfile('EXPOSE 3000') }, false)).toEqual({});
  });

  it.each([
    ['package.json: next', { package: file('package.json', '{"dependencies":{"next":"15"}}') }, 3000],
    ['package.json: scripts.start', { package: file('package.json', '{"scripts":{"start":"PORT=8123 node ."}}') }, 8123],
    ['requirements.txt: flask', { requirements: file('requirements.txt', 'Flask==3.0\nrequests') }, 5000],
    [
      'compose.yaml: web',
      { compose: file('compose.yaml', 'services:\n  web:\n    build: .\n    ports: ["8080:4321"]\n  db: {image: postgres}') },
      4321,
    ],
  ])('takes a guess by %s where it exposes nothing, and asks', (source, files, port) => {
    const context = contextOf({ dockerfile: dockerfile(''), ...files });
    expect(resolveConfig({}, context).config.taskdef.port).toBe(port);
    expect(context.detected?.find(({ key }) => key === 'taskdef.port')).toMatchObject({ source, unsure: true });
  });
});

describe('the name of the application', () => {
  const git = { gitConfig: file('.git/config', '[core]\n[remote "origin"]\n\turl = git@github.com:me/shop.git\n') };

  it.each<[string, ProjectFiles, Readonly<Record<string, unknown>>]>([
    ['package.json', { package: file('package.json', '{"name":"@me/web-shop"}'), ...git }, { app: 'web-shop (package.json: name)' }],
    ['the remote', git, { app: 'shop (git: origin)' }],
    [
      'the family of a task definition',
      { taskdef: file('taskdef.json', '{"family":"orders-taskdef","containerDefinitions":[{"name":"api"}]}'), ...git },
      { app: 'orders (taskdef.json: family)' },
    ],
    [
      'the remote beside the task definition of the tutorial',
      { taskdef: file('taskdef.json', '{"family":"ecs-taskdef","containerDefinitions":[{"name":"api"}]}'), ...git },
      { app: 'shop (git: origin)' },
    ],
    ['nothing where no name keeps the rule', { package: file('package.json', '{"name":"An_App"}') }, {}],
    ['nothing in the checkout of this package', { package: file('package.json', '{"name":"ecs-bluegreen"}'), ...git }, {}],
  ])('comes from %s', (_, files, expected) => {
    expect(found(files)).toEqual(expected);
  });

  it('stands beside the branch that the remote goes by', () => {
    expect(found({ gitHead: file('.git/HEAD', 'ref: refs/heads/my-work') })).toEqual({});
    const remote = { gitRemoteHead: file('.git/refs/remotes/origin/HEAD', 'ref: refs/remotes/origin/trunk') };
    expect(found({ gitHead: file('.git/HEAD', 'ref: refs/heads/my-work'), ...remote })).toEqual({ 'source.branch': 'trunk (git)' });
  });
});

describe('files of the tutorial that are there already', () => {
  const text = JSON.stringify({
    family: 'web',
    containerDefinitions: [{ name: 'web', image: 'httpd:2.4', portMappings: [{ containerPort: 8080 }] }],
  });

  it('give their image to begin with; what they say otherwise is read from them each time', () => {
    const files = { taskdef: file('task-definition.json', text), appspec: file('appspec.yml', '') };
    expect(found(files)).toEqual({
      app: 'web (task-definition.json: family)',
      'image.from': 'httpd:2.4 (task-definition.json: image)',
      'taskdef.file': 'task-definition.json (task-definition.json)',
      'appspec.file': 'appspec.yml (appspec.yml)',
    });
    expect(resolveConfig({}, contextOf(files)).config.taskdef).toMatchObject({ family: 'web', container: 'web', port: 8080 });
  });

  it('may be broken', () => {
    expect(found({ taskdef: file('taskdef.json', '{') })).toEqual({});
  });
});

describe('what is written down', () => {
  it('is what was found and what nobody has said otherwise', () => {
    const context = contextOf({ dockerfile: dockerfile('EXPOSE 3000') });
    expect(answersOf(foundValues({ 'taskdef.port': 4000 }, context))).toEqual({ 'image.type': 'build', 'image.from': '.' });
    expect(answersOf(foundValues({ 'image.type': 'static' }, context))).toEqual({});
  });
});

describe('the AWS settings', () => {
  const profiles = { dev: { region: 'eu-west-1' }, prod: { region: 'us-east-1' } };

  it('offer the profiles where the environment has not chosen, and the region of the chosen one', () => {
    const { detections, profiles: names } = detectAccountSettings({}, profiles);
    expect(names).toEqual(['dev', 'prod']);
    const context: ConfigContext = { env: 'default', sandbox: false, detected: detections };
    expect(resolveConfig({}, context)).toMatchObject({ config: { profile: '' }, missing: [{ key: 'region' }] });
    expect(resolveConfig({ profile: 'prod' }, context).config).toMatchObject({ region: 'us-east-1' });
  });

  it('leave the choice to the environment where it has made one', () => {
    const settings = detectAccountSettings({ AWS_PROFILE: 'prod', AWS_REGION: 'ap-northeast-2' }, profiles);
    expect(settings.profiles).toBeUndefined();
    expect(settings.detections[0]).toMatchObject({ key: 'region', value: 'ap-northeast-2', source: 'AWS_REGION' });
  });
});
