import { CodeCommitClient, CreateCommitCommand, GetBranchCommand, GetFileCommand } from '@aws-sdk/client-codecommit';
import { CodeDeployClient, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { ECRClient, PutImageTagMutabilityCommand } from '@aws-sdk/client-ecr';
import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import {
  CreateRuleCommand,
  DeleteRuleCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { clientConfig } from '../helpers/client-config.ts';
import { emptyProject, finished, runWizard, startWizard, type Run } from '../helpers/cli.ts';
import { hammer } from '../helpers/hammer.ts';

const TIMEOUT = 180_000;

/** One project with a whole set-up, whose production address is under load all the while. */
let folder: string;
let url: string;
let config: ReturnType<typeof clientConfig>;

const wizard = (...words: readonly string[]): Promise<Run> => runWizard(folder, [...words, '--sandbox', '--json']);
const errorsOf = ({ result }: Run): readonly string[] =>
  ((result?.['errors'] ?? []) as readonly { code: string }[]).map(({ code }) => code).toSorted();

beforeAll(async () => {
  folder = await emptyProject();
  await runWizard(folder, ['sandbox', 'start', '--speed', '200']);
  const made = await wizard('init', '--yes', '--app', 'shop', '--codedeploy-termination-wait', '0');
  url = String(made.result?.['url']);
  const { variables } = (await runWizard(folder, ['sandbox', 'env', '--json'])).result as unknown as {
    readonly variables: Readonly<Record<string, string>>;
  };
  config = clientConfig({ endpoint: variables['AWS_ENDPOINT_URL'] ?? '', region: variables['AWS_REGION'] ?? '' });
}, TIMEOUT);

/** Commits to the branch as somebody does who goes past the wizard. */
async function commit(
  put: readonly { readonly filePath: string; readonly fileContent: Uint8Array }[],
  gone: readonly string[] = [],
): Promise<void> {
  const client = new CodeCommitClient(config);
  const place = { repositoryName: 'shop', branchName: 'main' };
  const { branch } = await client.send(new GetBranchCommand(place));
  const deleteFiles = gone.map(filePath => ({ filePath }));
  await client.send(
    new CreateCommitCommand({ ...place, authorName: 'Ann', parentCommitId: branch?.commitId, putFiles: [...put], deleteFiles }),
  );
}

describe('a release that cannot go well', () => {
  it('is refused before anything is touched, with all that is wrong at once', { timeout: TIMEOUT }, async () => {
    const ecs = new ECSClient(config);
    await ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'shop-service', desiredCount: 0 }));
    const run = await wizard('release', '--image', 'sandbox/wrong-architecture:arm64', '--tag', 'latest');
    for (const words of [['plan'], ['status'], ['init', '--yes']]) {
      expect((await wizard(...words)).events).toContainEqual(expect.objectContaining({ type: 'note', code: 'serviceAtZero' }));
    }
    expect((await runWizard(folder, ['init', '--yes', '--sandbox'])).stdout).toMatch(/users are not served at http.* runs no tasks/);
    await ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'shop-service', desiredCount: 1 }));
    expect(run.code).toBe(EXIT.usage);
    expect(errorsOf(run)).toEqual(['imageWrongArchitecture', 'releaseServiceEmpty', 'releaseTagTaken']);
    expect(run.events.map(({ type }) => type)).not.toContain('pushed');
  });

  it('is refused where its image is not there, its tag cannot be one, or the tag may not move', { timeout: TIMEOUT }, async () => {
    expect(errorsOf(await wizard('release', '--image', 'sandbox/sample:v9', '--tag', '-x'))).toEqual([
      'imageNotFound',
      'releaseTagInvalid',
    ]);
    expect(errorsOf(await wizard('release', '--tag', 'v9'))).toEqual(['releaseTagWithoutImage']);
    const ecr = new ECRClient(config);
    const name = { repositoryName: 'shop-ecr-repo' };
    await ecr.send(new PutImageTagMutabilityCommand({ ...name, imageTagMutability: 'IMMUTABLE' }));
    expect(errorsOf(await wizard('release', '--image', 'sandbox/sample:v2'))).toEqual(['imageTagImmutable']);
    await ecr.send(new PutImageTagMutabilityCommand({ ...name, imageTagMutability: 'MUTABLE' }));
  });

  it(
    'is refused where somebody has moved the production listener; whatever shows the set-up tells of it',
    { timeout: TIMEOUT },
    async () => {
      const elb = new ElasticLoadBalancingV2Client(config);
      const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: ['shop'] }));
      const { Listeners } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn }));
      const { ListenerArn, DefaultActions } = Listeners?.find(({ Port }) => Port === 80) ?? {};
      const closed = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } } as const;
      await elb.send(new ModifyListenerCommand({ ListenerArn, DefaultActions: [closed] }));
      const plan = await wizard('plan');
      const run = await wizard('release', '--image', 'sandbox/sample:v2');
      const init = await runWizard(folder, ['init', '--sandbox', '--yes']);
      const status = await wizard('status');
      await elb.send(new ModifyListenerCommand({ ListenerArn, DefaultActions }));
      // Something to do, after which the address is waited for.
      const everything = { Priority: 1, Conditions: [{ Field: 'path-pattern', Values: ['*'] }], Actions: [closed] };
      const { Rules } = await elb.send(new CreateRuleCommand({ ListenerArn, ...everything }));
      await new ECRClient(config).send(
        new PutImageTagMutabilityCommand({ repositoryName: 'shop-ecr-repo', imageTagMutability: 'MUTABLE' }),
      );
      const waiting = startWizard(folder, ['init', '--sandbox', '--yes']);
      waiting.stderr?.on('data', chunk => void (/✔ \w+ ecr\.repository/.test(String(chunk)) && waiting.kill('SIGTERM')));
      const left = await finished(waiting, false);
      await elb.send(new DeleteRuleCommand({ RuleArn: Rules?.[0]?.RuleArn }));
      const told = expect.objectContaining({ type: 'note', code: 'listenerAstray', forwards: 'fixed-response' }) as unknown;
      expect([plan.events, status.events]).toEqual([expect.arrayContaining([told]), expect.arrayContaining([told])]);
      expect(init.stdout).toMatch(/^Made, but users are not served at http.*: production points at fixed-response/m);
      expect([init.code, init.stdout]).toEqual([EXIT.done, expect.not.stringContaining('Live: ')]);
      expect(run.code).toBe(EXIT.refused);
      expect(errorsOf(run)).toEqual(['releaseListener']);
      expect([left.code, left.stderr]).toEqual([
        143,
        expect.stringContaining('To go on where it stopped: npx wizard init --sandbox --yes'),
      ]);
      expect((await wizard('plan')).events.map(({ type }) => type)).not.toContain('note');
    },
  );
});

describe('a release that fails', () => {
  it('ends with 8 and a cause, and not one request is lost meanwhile', { timeout: TIMEOUT }, async () => {
    const agents = Array.from({ length: 2 }, () => new Agent({ keepAlive: true }));
    const stop = hammer({ address: url, agents, describe: ({ status }) => String(status) });
    for (const image of ['sandbox/crash-at-start', 'sandbox/never-healthy']) {
      const run = await wizard('release', '--image', image, '--fail-fast');
      expect(run.code).toBe(EXIT.deploymentFailed);
      expect(run.result).toMatchObject({ errors: [{ code: 'deploymentFailed', facts: { ended: 'failFast', rolledBack: true } }] });
      const types = run.events.map(({ type }) => type);
      expect(types).toEqual(expect.arrayContaining(['failing', 'rolling-back', 'rolled-back', 'diagnosis']));
    }
    expect([...(await stop()).keys()]).toEqual(['200']);
  });

  it('is not released again unless that is said, and says how the tag is put back', { timeout: TIMEOUT }, async () => {
    const failed = await wizard('release', '--image', 'sandbox/crash-at-start', '--fail-fast');
    const told = failed.events.find(({ code }) => code === 'imageFailed');
    expect(told?.['image']).toBe('shop-ecr-repo:latest');
    const again = await wizard('release');
    expect([again.code, errorsOf(again)]).toEqual([EXIT.refused, ['releaseImageFailed']]);
    const checks = (await wizard('doctor')).events.filter(({ type }) => type === 'check');
    expect(checks).toContainEqual(expect.objectContaining({ code: 'imageFailedLast' }));
    const shown = await runWizard(folder, ['rollback', '--sandbox', '--dry-run', '--to', String(told?.['live']), '--revert-files']);
    expect(shown.stderr).toContain('Its files and its image are put back');
    const back = await wizard('rollback', '--yes', '--to', String(told?.['live']), '--revert-files');
    expect([back.code, back.result?.['live']]).toEqual([EXIT.done, expect.any(String)]);
    expect((await wizard('release')).code).toBe(EXIT.done);
  });

  it("is in nobody's way: the next one waits until CodeDeploy has cleared up", { timeout: TIMEOUT }, async () => {
    await wizard('sandbox', 'speed', '20');
    const failed = await wizard('release', '--image', 'sandbox/crash-at-start', '--fail-fast');
    const codedeploy = new CodeDeployClient(config);
    const group = { applicationName: 'AppECS-shop-shop-service', deploymentGroupName: 'DgpECS-shop-shop-service' };
    const { deployments } = await codedeploy.send(new ListDeploymentsCommand({ includeOnlyStatuses: ['Created', 'InProgress'], ...group }));
    const next = await wizard('release', '--image', 'sandbox/sample:v1');
    await wizard('sandbox', 'speed', '200');
    expect([failed.code, deployments?.length, next.code]).toEqual([EXIT.deploymentFailed, 1, EXIT.done]);
  });

  it('goes on where it is left before the pipeline has begun, and says so', { timeout: TIMEOUT }, async () => {
    await wizard('sandbox', 'speed', '10');
    const left = startWizard(folder, ['release', '--image', 'sandbox/sample:v2', '--sandbox', '--json']);
    left.stdout?.on('data', chunk => void (String(chunk).includes('"waiting-for-trigger"') && left.kill('SIGINT')));
    const run = await finished(left, true);
    await wizard('sandbox', 'speed', '200');
    expect(run).toMatchObject({ code: 130, result: { errors: [{ code: 'watchStopped', facts: { what: 'what was pushed' } }] } });
    await expect.poll(async () => (await fetch(url)).text(), { timeout: 60_000 }).toContain('v2');
  });

  it('goes on when the program is killed, and can be watched again', { timeout: TIMEOUT }, async () => {
    const killed = startWizard(folder, ['release', '--image', 'sandbox/sample:v1', '--sandbox', '--json']);
    for await (const chunk of killed.stdout ?? []) if (String(chunk).includes('"type":"lifecycle"')) break;
    killed.kill('SIGKILL');
    const watching = startWizard(folder, ['status', '--watch', '--sandbox', '--json']);
    for await (const chunk of watching.stdout ?? []) if (String(chunk).includes('"Succeeded"')) break;
    watching.kill('SIGINT');
    await expect.poll(async () => (await fetch(url)).text(), { timeout: 60_000 }).toContain('v1');
  });
});

describe('a file that somebody else has committed meanwhile', () => {
  const atBranch = async (): Promise<string> => {
    const file = { repositoryName: 'shop', commitSpecifier: 'main', filePath: 'taskdef.json' };
    return Buffer.from((await new CodeCommitClient(config).send(new GetFileCommand(file))).fileContent ?? []).toString();
  };

  it('is told before a release with an older one undoes it; init does not advise that', { timeout: TIMEOUT }, async () => {
    const older = await readFile(join(folder, 'taskdef.json'), 'utf8');
    const newer = older.replace('"memory": "512"', '"memory": "1024"');
    await commit([{ filePath: 'taskdef.json', fileContent: Buffer.from(newer) }]);
    const { stderr } = await runWizard(folder, ['init', '--yes', '--sandbox']);
    expect(stderr).toMatch(/taskdef\.json is here as an earlier commit had it: a release undoes the newer commit [0-9a-f]{8} \(Ann, /);
    expect(stderr).not.toContain('Not live yet');
    const facts = { file: 'taskdef.json', author: 'Ann', commit: expect.stringMatching(/^[0-9a-f]{8}$/) };
    const dry = await wizard('release', '--files-only', '--dry-run');
    expect(dry.events).toContainEqual(expect.objectContaining({ type: 'note', code: 'fileBehind', ...facts }));
    expect(await atBranch()).toBe(newer);
    expect((await wizard('release', '--files-only')).code).toBe(EXIT.done);
    expect(await atBranch()).toBe(older);
    expect((await wizard('release', '--files-only', '--dry-run')).events.map(({ code }) => code)).not.toContain('fileBehind');
  });
});

// The last: the pipeline is busy with what is committed here.
describe('a repository that has grown', () => {
  it('is refused where the repository has become too big for CodeDeploy', { timeout: TIMEOUT }, async () => {
    await commit([{ filePath: 'film.bin', fileContent: randomBytes(4 * 1024 * 1024) }]);
    const run = await wizard('release', '--image', 'sandbox/sample:v2');
    await commit([], ['film.bin']);
    expect(run.code).toBe(EXIT.usage);
    expect(run.result).toMatchObject({
      errors: [{ code: 'releaseTooBig', facts: { size: '4.0', files: expect.stringMatching(/^film\.bin/) } }],
    });
  });
});
