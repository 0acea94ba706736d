import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { findDaemon, startDaemon, stopDaemon, type Daemon } from '../../src/sandbox/daemon.ts';
import { bundleProgram } from '../helpers/bundle.ts';
import { clientConfig, temporaryFolder } from '../helpers/sandbox.ts';

let command: readonly string[];

beforeAll(async () => {
  const program = await bundleProgram(
    await temporaryFolder(),
    "import { runSpawnedDaemon } from 'src/sandbox/daemon-process.ts'; await runSpawnedDaemon();",
  );
  command = [process.execPath, program];
});

const start = (folder: string): Promise<Daemon> => startDaemon({ folder, speed: 600, version: '1.2.3', command });

/** A folder whose daemon is stopped after the test. */
const daemonFolder = async (): Promise<string> => {
  const folder = await temporaryFolder();
  onTestFinished(async () => {
    await stopDaemon(folder);
  });
  return folder;
};

const logs = (daemon: Daemon): CloudWatchLogsClient => new CloudWatchLogsClient(clientConfig(daemon));

test('a started daemon answers, says who it is and is found again', async () => {
  const folder = await daemonFolder();
  const daemon = await start(folder);
  expect(daemon).toMatchObject({
    name: 'ecs-bluegreen-sandbox',
    version: '1.2.3',
    speed: 600,
    region: 'us-east-1',
    account: '111122223333',
  });
  expect(daemon.pid).not.toBe(process.pid);
  expect(await findDaemon(folder)).toEqual(daemon);
  expect(JSON.parse(await readFile(join(folder, 'daemon.json'), 'utf8'))).toEqual({
    pid: daemon.pid,
    port: daemon.port,
    endpoint: `http://127.0.0.1:${daemon.port}`,
    speed: 600,
    version: '1.2.3',
  });
});

test.each([22, 6000, 10_080])('a port that clients cannot call is refused before anything starts: %i', async port => {
  const folder = await temporaryFolder();
  await expect(startDaemon({ folder, speed: 600, version: '1.2.3', command, port })).rejects.toMatchObject({ code: 'portUnusable' });
  expect(existsSync(join(folder, 'daemon.json'))).toBe(false);
});

test('no daemon is found in a folder that never had one', async () => {
  const folder = await temporaryFolder();
  expect(await findDaemon(folder)).toBeUndefined();
  expect(await findDaemon(join(folder, 'missing'))).toBeUndefined();
  expect(await stopDaemon(folder)).toBe(false);
});

test('starting twice gives the same daemon', async () => {
  const folder = await daemonFolder();
  expect(await start(folder)).toEqual(await start(folder));
});

test('racing starts end with one daemon', async () => {
  const folder = await daemonFolder();
  const daemons = await Promise.all([start(folder), start(folder), start(folder)]);
  expect(new Set(daemons.map(({ pid }) => pid)).size).toBe(1);
});

test('a restarted daemon has the same port and remembers what was made', async () => {
  const folder = await daemonFolder();
  const first = await start(folder);
  await logs(first).send(new CreateLogGroupCommand({ logGroupName: '/ecs/demo' }));
  expect(await stopDaemon(folder)).toBe(true);
  expect(await findDaemon(folder)).toBeUndefined();
  const second = await start(folder);
  expect(second.port).toBe(first.port);
  expect(second.pid).not.toBe(first.pid);
  const { logGroups } = await logs(second).send(new DescribeLogGroupsCommand({}));
  expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/ecs/demo']);
});

test('a daemon that was killed leaves no lock that would keep the next one off', async () => {
  const folder = await daemonFolder();
  const killed = await start(folder);
  process.kill(killed.pid, 'SIGKILL');
  await expect.poll(() => findDaemon(folder)).toBeUndefined();
  const next = await start(folder);
  expect(next.pid).not.toBe(killed.pid);
});

test('a daemon that is told to end by a signal saves its state', async () => {
  const folder = await daemonFolder();
  const daemon = await start(folder);
  await logs(daemon).send(new CreateLogGroupCommand({ logGroupName: '/ecs/demo' }));
  process.kill(daemon.pid, 'SIGTERM');
  await expect.poll(() => findDaemon(folder)).toBeUndefined();
  await expect.poll(() => readFile(join(folder, 'state.json'), 'utf8')).toContain('/ecs/demo');
});

test('another server on the remembered port is not taken for a sandbox', async () => {
  const folder = await daemonFolder();
  const other = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1');
  onTestFinished(() => {
    other.closeAllConnections();
    other.close();
  });
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await writeFile(join(folder, 'daemon.json'), JSON.stringify({ pid: process.pid, port, endpoint: `http://127.0.0.1:${port}` }));
  expect(await findDaemon(folder)).toBeUndefined();
  expect((await start(folder)).port).not.toBe(port);
});

test('a daemon that cannot start says why', async () => {
  const folder = await daemonFolder();
  await writeFile(join(folder, 'state.json'), JSON.stringify({ version: 99, state: {} }));
  await expect(start(folder)).rejects.toMatchObject({ name: 'SandboxError', code: 'otherState', facts: { version: '99', known: '2' } });
});

test('a daemon that cannot write to its folder names the file', async () => {
  const folder = await daemonFolder();
  await mkdir(join(folder, 'daemon.lock'));
  await expect(start(folder)).rejects.toMatchObject({
    code: 'folderTrouble',
    facts: { error: expect.stringContaining('EISDIR') as string },
  });
});

test('a program that is no daemon is told from one', async () => {
  const folder = await daemonFolder();
  const starting = startDaemon({ folder, version: '1.2.3', command: [process.execPath, '-e', 'console.error("broken"); process.exit(1)'] });
  await expect(starting).rejects.toMatchObject({ code: 'notStarted', facts: { log: join(folder, 'sandbox.log'), tail: 'broken' } });
});

test('a second daemon on a folder ends by itself', async () => {
  const folder = await daemonFolder();
  const daemon = await start(folder);
  const second = spawn(command[0] ?? '', command.slice(1), {
    env: { ...process.env, WIZARD_SANDBOX_SETTINGS: JSON.stringify({ folder, version: '1.2.3' }) },
    stdio: 'ignore',
  });
  const [code] = await once(second, 'exit');
  expect(code).toBe(75);
  expect(await findDaemon(folder)).toEqual(daemon);
});

const hasEnded = (pid: number): Promise<void> =>
  vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 15_000, interval: 100 });

test('a daemon whose folder was deleted ends by itself, and leaves alone the one that was made in its place', async () => {
  const folder = await temporaryFolder();
  const { pid } = await start(folder);
  await rm(folder, { recursive: true });
  const second = await start(folder);
  await hasEnded(pid);
  expect(await findDaemon(folder)).toEqual(second);
});

test('a daemon whose folder was deleted ends by itself and does not make the folder again', async () => {
  const folder = await temporaryFolder();
  const { pid } = await start(folder);
  await rm(folder, { recursive: true });
  await hasEnded(pid);
  expect(existsSync(folder)).toBe(false);
});
