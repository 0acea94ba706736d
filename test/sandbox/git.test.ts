import {
  CodeCommitClient,
  CreateCommitCommand,
  CreateRepositoryCommand,
  GetCommitCommand,
  GetFileCommand,
  ListBranchesCommand,
  PutFileCommand,
  UpdateDefaultBranchCommand,
} from '@aws-sdk/client-codecommit';
import { CodePipelineClient, CreatePipelineCommand, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { steppedTime } from '../../src/sandbox/clock-stepped.ts';
import { gitIn, type Git } from '../helpers/git.ts';
import { allow, createRole } from '../helpers/release.ts';
import { clientConfig, startTestSandbox, temporaryFolder } from '../helpers/sandbox.ts';

async function start() {
  const sandbox = await startTestSandbox();
  const client = new CodeCommitClient(clientConfig(sandbox));
  await client.send(new CreateRepositoryCommand({ repositoryName: 'web' }));
  const url = sandbox.endpoint.replace('//', '//ann:secret@') + '/v1/repos/web';
  const git = await gitIn(await temporaryFolder());
  return { sandbox, client, url, git };
}

const policy = (Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

/** A work tree with commits, its origin in the sandbox; nothing pushed yet. */
async function workTree(url: string, commits = 1): Promise<Git> {
  const git = await gitIn(await temporaryFolder());
  await git('init', '-q');
  await git('remote', 'add', 'origin', url);
  for (let number = 1; number <= commits; number += 1) await commit(git, 'counter.txt', `${number}\n`);
  return git;
}

async function commit(git: Git, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(git.folder, path, '..'), { recursive: true });
  await writeFile(join(git.folder, path), content);
  await git('add', '--', path);
  await git('commit', '-q', '-m', `Write ${path}`);
}

test('what the API commits is cloned, sound in the eyes of git fsck', async () => {
  const { client, url, git } = await start();
  const bytes = (text: string) => new Uint8Array(Buffer.from(text));
  const first = await client.send(
    new CreateCommitCommand({
      repositoryName: 'web',
      branchName: 'main',
      authorName: 'Ann <x>\n',
      email: 'ann@example.com',
      commitMessage: 'First, with ünïcode\n',
      putFiles: [
        { filePath: 'a/b/deep.txt', fileContent: bytes('deep') },
        { filePath: 'a.txt', fileContent: bytes('a') },
        { filePath: 'run.sh', fileContent: bytes('#!/bin/sh\n'), fileMode: 'EXECUTABLE' },
        { filePath: '__proto__', fileContent: bytes('hostile') },
        { filePath: 'ü/한글.txt', fileContent: bytes('names') },
        { filePath: 'empty', fileContent: bytes('') },
      ],
    }),
  );
  await client.send(
    new PutFileCommand({
      repositoryName: 'web',
      branchName: 'main',
      parentCommitId: first.commitId,
      filePath: 'large',
      fileContent: bytes('x'.repeat(100_000)),
    }),
  );
  await git('clone', '-q', url, 'copy');
  const copy = await gitIn(join(git.folder, 'copy'));
  expect(await copy('fsck', '--strict', '--full')).toBe('');
  expect(await copy('rev-parse', 'HEAD~1')).toBe(first.commitId);
  expect(await copy('symbolic-ref', 'HEAD')).toBe('refs/heads/main');
  expect(await copy('log', '-1', '--format=%an|%ae|%s', first.commitId ?? '')).toBe('Ann x|ann@example.com|First, with ünïcode');
  expect(await readFile(join(copy.folder, 'ü', '한글.txt'), 'utf8')).toBe('names');
  expect(await readFile(join(copy.folder, '__proto__'), 'utf8')).toBe('hostile');
  expect((await readFile(join(copy.folder, 'large'), 'utf8')).length).toBe(100_000);
});

test('what git pushes is there in the API: branches, tags, fast-forwards, forced pushes and deletions', async () => {
  const { client, url, sandbox } = await start();
  const git = await workTree(url, 3);
  await git('push', '-q', 'origin', 'main');
  const tip = await git('rev-parse', 'HEAD');
  const file = await client.send(new GetFileCommand({ repositoryName: 'web', filePath: 'counter.txt' }));
  expect([file.commitId, Buffer.from(file.fileContent ?? []).toString()]).toEqual([tip, '3\n']);
  const { commit: described } = await client.send(new GetCommitCommand({ repositoryName: 'web', commitId: tip }));
  expect(described).toMatchObject({ message: 'Write counter.txt\n', author: { name: 'Ann', email: 'ann@example.com' } });

  await git('tag', '-a', 'v1', '-m', 'One');
  await git('tag', 'light');
  await git('push', '-q', 'origin', 'main:refs/heads/feature/x', '--tags');
  await commit(git, 'counter.txt', '4\n');
  await git('push', '-q', 'origin', 'main');
  await git('reset', '-q', '--hard', 'HEAD~2');
  expect(await git.refusal('push', 'origin', 'main')).toContain('non-fast-forward');
  await git('push', '-q', '-f', 'origin', 'main');
  const tagged = await client.send(new GetFileCommand({ repositoryName: 'web', filePath: 'counter.txt', commitSpecifier: 'refs/tags/v1' }));
  expect(tagged.commitId).toBe(tip);
  expect(await git('ls-remote', '--tags', 'origin')).toContain(`${tip}\trefs/tags/v1^{}`);

  expect(await git.refusal('push', 'origin', ':main')).toContain('deletion of the current branch prohibited');
  await git('push', '-q', 'origin', ':feature/x', ':refs/tags/light');
  expect((await client.send(new ListBranchesCommand({ repositoryName: 'web' }))).branches).toEqual(['main']);
  await git('push', '-q', 'origin', 'main:other');
  await client.send(new UpdateDefaultBranchCommand({ repositoryName: 'web', defaultBranchName: 'other' }));
  await git('push', '-q', 'origin', ':main');
  expect(sandbox.calls().filter(({ operation }) => operation === 'GitPush').length).toBeGreaterThan(0);
});

test('large packs with deltas are pushed, fetched, and kept over a restart', async () => {
  const { sandbox, url } = await start();
  const git = await workTree(url);
  const noise = randomBytes(400_000).toString('base64');
  await commit(git, 'big.bin', randomBytes(2_500_000));
  await commit(git, 'text.txt', noise);
  await commit(git, 'text.txt', `${noise}one more line\n`);
  await git('repack', '-a', '-d', '-q');
  await git('push', '-q', 'origin', 'main');
  // A thin pack: its delta is against an object that only the sandbox and the pusher have.
  await commit(git, 'text.txt', `first\n${noise}one more line\n`);
  await git('push', '-q', 'origin', 'main');
  const other = await gitIn(await temporaryFolder());
  await other('clone', '-q', url, '.');
  expect(await other('fsck', '--strict', '--full')).toBe('');
  expect(await other('rev-parse', 'HEAD')).toBe(await git('rev-parse', 'HEAD'));

  await commit(git, 'counter.txt', 'later\n');
  await git('push', '-q', 'origin', 'main');
  await other('pull', '-q', '--ff-only');
  expect(await readFile(join(other.folder, 'counter.txt'), 'utf8')).toBe('later\n');

  const { folder } = (await (await fetch(`${sandbox.endpoint}/_sandbox/health`)).json()) as { folder: string };
  await sandbox.close();
  const again = await startTestSandbox({ folder });
  const third = await gitIn(await temporaryFolder());
  await third('clone', '-q', `${again.endpoint.replace('//', '//a:b@')}/v1/repos/web`, '.');
  expect(await third('rev-parse', 'HEAD')).toBe(await git('rev-parse', 'HEAD'));
});

test('clones may be shallow, deepened, and pushed from', async () => {
  const { url } = await start();
  const git = await workTree(url, 6);
  await git('push', '-q', 'origin', 'main');
  const shallow = await gitIn(await temporaryFolder());
  await shallow('clone', '-q', '--depth', '2', url, '.');
  expect(await shallow('rev-list', '--count', 'HEAD')).toBe('2');
  await commit(shallow, 'new.txt', 'from a shallow clone');
  await shallow('push', '-q', 'origin', 'main');
  await shallow('fetch', '-q', '--depth', '4');
  expect(await shallow('rev-list', '--count', 'HEAD')).toBe('4');
  await shallow('fetch', '-q', '--unshallow');
  expect(await shallow('rev-list', '--count', 'HEAD')).toBe('7');
  expect(await shallow('fsck', '--strict')).toBe('');
  await git('pull', '-q', '--ff-only', 'origin', 'main');
  expect(await git('rev-parse', 'HEAD')).toBe(await shallow('rev-parse', 'HEAD'));
});

test('histories that have gone apart are merged', async () => {
  const { url } = await start();
  const git = await workTree(url, 20);
  await git('push', '-q', 'origin', 'main');
  const other = await gitIn(await temporaryFolder());
  await other('clone', '-q', url, '.');
  for (let number = 0; number < 20; number += 1) await other('commit', '-q', '--allow-empty', '-m', `mine ${number}`);
  await commit(git, 'theirs.txt', 'theirs');
  await git('push', '-q', 'origin', 'main');
  expect(await other.refusal('push', 'origin', 'main')).toContain('fetch first');
  await other('pull', '-q', '--no-rebase', '--no-edit');
  await other('push', '-q', 'origin', 'main');
  await git('pull', '-q', '--ff-only', 'origin', 'main');
  expect(await git('fsck', '--strict')).toBe('');
});

test('an empty repository can be cloned and pushed to from there', async () => {
  const { url, client } = await start();
  const git = await gitIn(await temporaryFolder());
  await git('clone', '-q', url, '.');
  await commit(git, 'constructor', 'a hostile name');
  await git('push', '-q', 'origin', 'HEAD:refs/heads/__proto__', 'HEAD:refs/heads/constructor', 'HEAD:refs/heads/가지');
  expect((await client.send(new ListBranchesCommand({ repositoryName: 'web' }))).branches).toEqual(['__proto__', 'constructor', '가지']);
  expect((await git('ls-remote', '--heads', 'origin')).split('\n')).toHaveLength(3);
  expect(await git.refusal('push', 'origin', `HEAD:refs/heads/${'a'.repeat(40)}`)).toContain('funny refname');
});

test('git asks for a password, unknown repositories are not found, keys of real accounts are refused', async () => {
  const { sandbox, git } = await start();
  const anonymous = await fetch(`${sandbox.endpoint}/v1/repos/web/info/refs?service=git-upload-pack`);
  expect([anonymous.status, anonymous.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="CodeCommit"']);
  const at = (user: string, name: string) => `${sandbox.endpoint.replace('//', `//${user}@`)}/v1/repos/${name}`;
  expect(await git.refusal('ls-remote', at('ann:secret', 'none'))).toContain('not found');
  expect(await git.refusal('ls-remote', at('AKIAIOSFODNN7EXAMPLE:secret', 'web'))).toContain('403');
  expect(await git.refusal('ls-remote', at('ann:secret', 'constructor'))).toContain('not found');
});

test('a push that is broken is refused and leaves nothing', async () => {
  const { sandbox, client } = await start();
  const post = async (body: string | Uint8Array): Promise<string> => {
    const response = await fetch(`${sandbox.endpoint}/v1/repos/web/git-receive-pack`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    return `${response.status} ${await response.text()}`;
  };
  const line = (text: string) => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
  const command = (reference: string) => line(`${'0'.repeat(40)} ${'1'.repeat(40)} ${reference}\0report-status`);
  expect(await post('zzzz')).toContain('400');
  expect(await post(line('nonsense'))).toContain('400');
  expect(await post(`${command('refs/heads/main')}0000`)).toContain('ng refs/heads/main missing necessary objects');
  expect(await post(`${command('refs/heads/main')}0000PACK and then rubbish that is no pack at all`)).toContain(
    'unpack the pack is damaged',
  );
  expect(await post(`${command('refs/heads/..')}0000`)).toContain('funny refname');
  expect(await post(`${command('main')}0000`)).toContain('funny refname');
  expect((await client.send(new ListBranchesCommand({ repositoryName: 'web' }))).branches).toEqual([]);
  const wanted = await fetch(`${sandbox.endpoint}/v1/repos/web/git-upload-pack`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` },
    body: `${line(`want ${'1'.repeat(40)} side-band-64k`)}0000${line('done')}`,
  });
  expect([wanted.status, await wanted.text()]).toEqual([200, expect.stringContaining(`ERR upload-pack: not our ref ${'1'.repeat(40)}`)]);
});

test('a role may pull and push what its policies say', async () => {
  const { sandbox, url } = await start();
  const owner = await workTree(url);
  await owner('push', '-q', 'origin', 'main');
  const config = clientConfig(sandbox);
  const iam = new IAMClient(config);
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'writer',
      AssumeRolePolicyDocument: policy([{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }]),
    }),
  );
  const may = async (...Statement: readonly object[]): Promise<void> => {
    await iam.send(new PutRolePolicyCommand({ RoleName: 'writer', PolicyName: 'git', PolicyDocument: policy(Statement) }));
  };
  const Resource = 'arn:aws:codecommit:us-east-1:111122223333:web';
  await may({ Effect: 'Allow', Action: 'codecommit:GitPull', Resource });
  const session = async () => {
    const RoleArn = 'arn:aws:iam::111122223333:role/writer';
    const assume = () => new STSClient(config).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ann' }));
    const { Credentials } = await vi.waitFor(assume, { timeout: 20_000 });
    const user = encodeURIComponent(`${Credentials?.AccessKeyId}%${Credentials?.SessionToken}`);
    return sandbox.endpoint.replace('//', `//${user}:signature@`) + '/v1/repos/web';
  };
  const git = await gitIn(await temporaryFolder());
  await git('clone', '-q', await session(), '.');
  await commit(git, 'counter.txt', 'mine\n');
  expect(await git.refusal('push', 'origin', 'main')).toContain('403');

  await may(
    { Effect: 'Allow', Action: ['codecommit:GitPull', 'codecommit:GitPush'], Resource },
    {
      Effect: 'Deny',
      Action: 'codecommit:GitPush',
      Resource,
      Condition: { StringEqualsIfExists: { 'codecommit:References': ['refs/heads/main'] }, Null: { 'codecommit:References': 'false' } },
    },
  );
  expect(await git.refusal('push', 'origin', 'main')).toContain('with an explicit deny in an identity-based policy');
  await git('push', '-q', 'origin', 'main:mine');
  const caller = 'arn:aws:sts::111122223333:assumed-role/writer/ann';
  expect(sandbox.calls().at(-1)).toMatchObject({ operation: 'GitPush', caller, status: 200 });
});

test('the first pushes to a repository behind a connection may come at once', async () => {
  const sandbox = await startTestSandbox();
  const url = `${sandbox.endpoint}/_sandbox/git/github/ann/web.git`;
  const git = await workTree(url);
  await git('repack', '-a', '-d', '-q');
  const packs = join(git.folder, '.git/objects/pack');
  const pack = (await readdir(packs)).find(name => name.endsWith('.pack')) ?? '';
  const command = `${'0'.repeat(40)} ${await git('rev-parse', 'HEAD')} refs/heads/slow\0report-status`;
  const slow = request(`${url}/git-receive-pack`, { method: 'POST' });
  slow.write(`${(command.length + 4).toString(16).padStart(4, '0')}${command}`);
  const other = await workTree(url);
  await other('push', '-q', 'origin', 'main');
  slow.end(Buffer.concat([Buffer.from('0000'), await readFile(join(packs, pack))]));
  const [response] = (await once(slow, 'response')) as [IncomingMessage];
  expect(await text(response)).toContain('ok refs/heads/slow');
  expect((await git('ls-remote', 'origin')).split('\n').map(line => line.split('\t')[1])).toEqual(
    expect.arrayContaining(['refs/heads/main', 'refs/heads/slow']),
  );
});

test('a push is an event, and starts the pipeline that a rule names', async () => {
  const time = steppedTime();
  const sandbox = await startTestSandbox({ clock: time });
  const config = clientConfig(sandbox);
  const iam = new IAMClient(config);
  const pipelines = new CodePipelineClient(config);
  const events = new EventBridgeClient(config);
  await new CodeCommitClient(config).send(new CreateRepositoryCommand({ repositoryName: 'web' }));
  await new S3Client(config).send(new CreateBucketCommand({ Bucket: 'artifacts' }));
  const roleArn = await createRole({ iam }, 'pipeline', 'codepipeline.amazonaws.com');
  await allow({ iam }, 'pipeline', [{ Action: ['s3:*', 'codecommit:*'], Resource: '*' }]);
  const RoleArn = await createRole({ iam }, 'rule', 'events.amazonaws.com');
  await allow({ iam }, 'rule', [{ Action: ['codepipeline:StartPipelineExecution'], Resource: '*' }]);
  const type = (category: 'Source' | 'Approval', provider: string) => ({ category, owner: 'AWS', provider, version: '1' }) as const;
  const configuration = { RepositoryName: 'web', BranchName: 'main', PollForSourceChanges: 'false' };
  const source = { name: 'Source', actionTypeId: type('Source', 'CodeCommit'), configuration, outputArtifacts: [{ name: 'Code' }] };
  const stages = [
    { name: 'Source', actions: [source] },
    { name: 'Approve', actions: [{ name: 'Approve', actionTypeId: type('Approval', 'Manual') }] },
  ];
  const artifactStore = { type: 'S3', location: 'artifacts' } as const;
  await pipelines.send(new CreatePipelineCommand({ pipeline: { name: 'web', roleArn, artifactStore, stages } }));
  const detail = {
    event: ['referenceCreated', 'referenceUpdated'],
    referenceType: ['branch'],
    referenceName: ['main'],
    callerUserArn: ['arn:aws:iam::111122223333:user/sandbox'],
  };
  const EventPattern = JSON.stringify({ source: ['aws.codecommit'], 'detail-type': ['CodeCommit Repository State Change'], detail });
  await events.send(new PutRuleCommand({ Name: 'push', EventPattern }));
  const Arn = 'arn:aws:codepipeline:us-east-1:111122223333:web';
  await events.send(new PutTargetsCommand({ Rule: 'push', Targets: [{ Id: 'pipeline', Arn, RoleArn }] }));
  await time.advance(30);

  const git = await workTree(`${sandbox.endpoint.replace('//', '//ann:secret@')}/v1/repos/web`);
  await git('push', '-q', 'origin', 'main', 'main:other');
  await time.advance(30);
  const { pipelineExecutionSummaries } = await pipelines.send(new ListPipelineExecutionsCommand({ pipelineName: 'web' }));
  expect(pipelineExecutionSummaries?.map(({ status }) => status)).toEqual(['InProgress', 'Failed']);
  expect(pipelineExecutionSummaries?.[0]?.sourceRevisions?.[0]?.revisionId).toBe(await git('rev-parse', 'HEAD'));
});
