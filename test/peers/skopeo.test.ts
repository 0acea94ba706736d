import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { awsCli, type AwsCli } from '../helpers/aws-cli.ts';
import { temporaryFolder } from '../helpers/after-run.ts';
import { emptyProject, runWizard } from '../helpers/cli.ts';
import { makeImage, makeLayout, makeMultiArchitectureLayout, sha256 } from '../helpers/make-image.ts';

const run = promisify(execFile);

let aws: AwsCli;
let folder: string;
let url: string;
/** Address of the set-up's image repository, as skopeo writes it. */
let repository: string;
let registry: string;

beforeAll(async () => {
  folder = await emptyProject();
  const made = await runWizard(folder, ['init', '--sandbox', '--yes', '--non-interactive', '--json']);
  if (made.code !== 0) throw new Error(`init has failed: ${made.stdout}${made.stderr}`);
  url = String(made.result?.['url']);
  aws = await awsCli(folder);
  repository = `docker://${await aws.text('ecr describe-repositories --query repositories[].repositoryUri')}`;
  registry = `docker://${new URL(aws.variables['AWS_ENDPOINT_URL'] ?? '').host}`;
});

/** Runs skopeo without anything of this machine's own settings; returns what it prints. */
async function skopeo(...args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8' };
  return (await run('skopeo', ['--insecure-policy', ...args], { env })).stdout;
}

/** What skopeo complains about. */
const refusal = async (work: Promise<string>): Promise<string> =>
  work.then(
    () => Promise.reject(new Error('not refused')),
    (error: unknown) => (error as { readonly stderr: string }).stderr,
  );

const login = async (): Promise<string> => `AWS:${await aws.text('ecr get-login-password')}`;

const push = async (layout: string, tag: string, ...options: readonly string[]): Promise<string> =>
  skopeo('copy', ...options, `oci:${layout}`, `${repository}:${tag}`, '--dest-tls-verify=false', '--dest-creds', await login());

const page = async (): Promise<string> => (await fetch(url)).text();

const newestExecution = () =>
  aws.json('codepipeline list-pipeline-executions --pipeline-name ecs-codepipeline --no-paginate --query pipelineExecutionSummaries[0]');

describe('an image that skopeo pushes to the trigger tag', () => {
  it('goes live by itself', async () => {
    const image = await makeImage('amd64', '<h1>pushed by skopeo</h1>', 80);
    const layout = await makeLayout({ amd64: image });
    await push(layout, 'nginx');
    await expect.poll(page, { timeout: 90_000, interval: 200 }).toBe('<h1>pushed by skopeo</h1>');
    expect(await newestExecution()).toMatchObject({
      trigger: { triggerType: 'CloudWatchEvent', triggerDetail: 'arn:aws:events:ap-northeast-2:111122223333:rule/ecs-codepipeline-image' },
      sourceRevisions: expect.arrayContaining([expect.objectContaining({ actionName: 'Image', revisionId: sha256(image.manifest) })]),
    });
  });

  it('goes live with the files for the architecture of the task where it has several', async () => {
    const { folder: layout, digest } = await makeMultiArchitectureLayout({
      arm64: await makeImage('arm64', 'for arm64', 80),
      amd64: await makeImage('amd64', 'for amd64', 80),
    });
    await push(layout, 'nginx', '--all');
    const inspected = await skopeo(
      'inspect',
      '--override-arch',
      'arm64',
      `${repository}:nginx`,
      '--tls-verify=false',
      '--creds',
      await login(),
    );
    expect(JSON.parse(inspected)).toMatchObject({ Architecture: 'arm64', Digest: digest });
    await expect.poll(page, { timeout: 90_000, interval: 200 }).toBe('for amd64');
    expect((await fetch(url)).headers.get('x-sandbox-image')).toContain(`@${digest}`);
  });
});

describe('the registry', () => {
  it('gives back, byte for byte, what was pushed to it', async () => {
    const image = await makeImage('amd64', 'kept', 80);
    await push(await makeLayout({ amd64: image }), 'kept');
    const down = await temporaryFolder();
    await skopeo('copy', `${repository}:kept`, `dir:${down}`, '--src-tls-verify=false', '--src-creds', await login());
    expect(await readFile(join(down, 'manifest.json'))).toEqual(image.manifest);
    expect(await readFile(join(down, sha256(image.config).slice('sha256:'.length)))).toEqual(image.config);
  });

  it('knows nobody by a wrong password', async () => {
    const layout = await makeLayout({ amd64: await makeImage('amd64', 'nobody', 80) });
    const to = [`oci:${layout}`, `${repository}:nobody`, '--dest-tls-verify=false'];
    expect(await refusal(skopeo('copy', ...to, '--dest-creds', 'AWS:wrong'))).toMatch(/unauthorized|authentication/i);
    expect(await refusal(skopeo('copy', ...to))).toMatch(/unauthorized|authentication/i);
    expect(await aws.refusal('ecr describe-images --repository-name ecs-codepipeline-ecr-repo --image-ids imageTag=nobody')).toContain(
      'ImageNotFoundException',
    );
  });

  it('has no repository that was not made', async () => {
    const layout = await makeLayout({ amd64: await makeImage('amd64', 'nowhere', 80) });
    const to = [`${registry}/nowhere:v1`, '--dest-tls-verify=false', '--dest-creds', await login()];
    const refused = await refusal(skopeo('copy', `oci:${layout}`, ...to));
    expect(refused).toMatch(/The repository with name 'nowhere' does not exist/);
  });

  it('moves the trigger tag only: every other tag stays with its image', async () => {
    const first = await makeImage('amd64', 'first', 80);
    const second = await makeLayout({ amd64: await makeImage('amd64', 'second', 80) });
    await push(await makeLayout({ amd64: first }), 'v1');
    const refused = await refusal(push(second, 'v1'));
    expect(refused).toMatch(/The image tag 'v1' already exists in the 'ecs-codepipeline-ecr-repo' repository and cannot be overwritten/);
    const digest = await aws.text(
      'ecr describe-images --repository-name ecs-codepipeline-ecr-repo --image-ids imageTag=v1 --query imageDetails[].imageDigest',
    );
    expect(digest).toBe(sha256(first.manifest));
  });
});
