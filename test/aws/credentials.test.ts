import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { chooseCredentials } from '../../src/aws/credentials.ts';
import { becomeUser } from './aws-files.ts';
import { startServer } from './server.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const keys = (id: string): string => `aws_access_key_id = ${id}\naws_secret_access_key = secret\n`;
const credentials = `[default]\n${keys('default-key')}[work]\n${keys('work-key')}`;
const thrown = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => expect.fail('nothing was thrown'),
    (error: unknown) => error,
  );

describe('chooseCredentials', () => {
  it.each([
    ['the named profile', { profile: 'work' }, {}, 'work-key'],
    ['the profile in AWS_PROFILE', {}, { AWS_PROFILE: 'work' }, 'work-key'],
    ['the keys of the environment', {}, { AWS_ACCESS_KEY_ID: 'env-key', AWS_SECRET_ACCESS_KEY: 'x' }, 'env-key'],
    ['the default profile', {}, {}, 'default-key'],
  ])('takes %s', async (_what, options, environment, key) => {
    await becomeUser({ credentials }, environment);
    const { provider } = await chooseCredentials(options);
    expect(await provider()).toMatchObject({ accessKeyId: key });
  });

  it('says when AWS_PROFILE makes it pass over keys of the environment', async () => {
    await becomeUser({ credentials }, { AWS_PROFILE: 'work', AWS_ACCESS_KEY_ID: 'env-key', AWS_SECRET_ACCESS_KEY: 'x' });
    const chosen = await chooseCredentials({});
    expect(chosen).toMatchObject({ profile: 'work', keysPassedOver: true });
    expect(await chosen.provider()).toMatchObject({ accessKeyId: 'work-key' });
    expect(await chooseCredentials({ profile: 'default' })).toMatchObject({ keysPassedOver: false });
  });

  it('refuses a profile that does not exist, and names those that do', async () => {
    await becomeUser({ credentials, config: '[profile sso]\nsso_session = s\n[sso-session s]\nsso_region = x\n' });
    expect(await thrown(chooseCredentials({ profile: 'wrok' }))).toMatchObject({
      code: 'profileUnknown',
      facts: { profile: 'wrok', profiles: 'default, sso, work' },
    });
  });

  it('never goes on from a named profile that fails to the credentials of the machine', async () => {
    const { endpoint, received } = await startServer(response =>
      response.end(JSON.stringify({ AccessKeyId: 'machine', SecretAccessKey: 'x', Token: 't' })),
    );
    await becomeUser({ config: '[profile broken]\ncredential_process = false\n' }, { AWS_CONTAINER_CREDENTIALS_FULL_URI: endpoint });
    const { provider } = await chooseCredentials({ profile: 'broken' });
    expect(await thrown(provider())).toMatchObject({ code: 'credentialProcessFailed', facts: { profile: 'broken', exit: 1 } });
    expect(received).toEqual([]);
  });

  it('says that there are none', async () => {
    await becomeUser({ config: '[profile a]\nregion = x\n' });
    const { provider } = await chooseCredentials({});
    expect(await thrown(provider())).toMatchObject({ code: 'credentialsMissing', facts: { profiles: 'a' } });
  });

  it.each([
    [
      'a session',
      '[profile x]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://s.example\n',
      'aws sso login --profile x',
    ],
    [
      'the older form',
      '[profile x]\nsso_region = us-east-1\nsso_start_url = https://s.example\nsso_account_id = 1\nsso_role_name = r\n',
      'aws sso login --profile x',
    ],
    ['`aws login`', '[profile x]\nregion = us-east-1\nlogin_session = arn:aws:iam::1:user/jo\n', 'aws login --profile x'],
  ])('tells how to sign in again where the sign-in of %s is missing', async (_what, config, command) => {
    await becomeUser({ config });
    const { provider } = await chooseCredentials({ profile: 'x', region: 'us-east-1' });
    expect(await thrown(provider())).toMatchObject({ code: 'signInAgain', facts: { profile: 'x', command } });
  });

  it.each([
    ['the profile that has it', 'failing'],
    ['another that takes its credentials from there', 'role'],
    ['nobody, and it is that of the default profile', undefined],
  ])('repeats neither the words nor the errors of a process that fails, where it is named by %s', async (_what, profile) => {
    const name = profile === undefined ? 'default' : 'profile failing';
    await becomeUser({
      config: `[${name}]\ncredential_process = sh -c 'echo CANARY-error >&2; exit 3' CANARY-word\n[profile role]\nsource_profile = failing\nrole_arn = arn:aws:iam::111122223333:role/x\n`,
    });
    const error = (await thrown((await chooseCredentials({ profile })).provider())) as Error;
    expect(error).toMatchObject({
      code: 'credentialProcessFailed',
      facts: { profile: profile === undefined ? 'default' : 'failing', exit: 3 },
    });
    expect(inspect(error, { depth: null })).not.toContain('CANARY');
  });

  it.each([
    ['named', 'p', 'profile p'],
    ['the default one', undefined, 'default'],
  ])(
    'tells that it waits for a process that does not end, and gives up after a while: the profile is %s',
    async (_what, profile, section) => {
      const home = await becomeUser({});
      const name = profile ?? 'default';
      // It does not care for the signal either.
      await writeFile(join(home, 'hang.sh'), `trap '' TERM\necho $$ >> ${home}/pids\nwhile :; do sleep 0.1; done\n`);
      await writeFile(join(home, 'config'), `[${section}]\ncredential_process = sh ${join(home, 'hang.sh')}\n`);
      const pids = async (): Promise<readonly string[]> =>
        (await readFile(join(home, 'pids'), 'utf8').catch(() => '')).split('\n').slice(0, -1);
      onTestFinished(async () => (await pids()).forEach(pid => process.kill(Number(pid), 'SIGKILL')));
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const onWaiting = vi.fn<(facts: object) => void>();
      const asked = thrown((await chooseCredentials({ profile, onWaiting })).provider());
      while ((await pids()).length === 0) await new Promise(setImmediate);
      vi.advanceTimersByTime(4999);
      expect(onWaiting).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1);
      expect(onWaiting.mock.calls).toEqual([[{ profile: name, minutes: 5 }]]);
      vi.advanceTimersByTime(5 * 60_000);
      expect(await asked).toMatchObject({ code: 'credentialProcessSilent', facts: { profile: name, minutes: 5 } });
      expect(await pids()).toHaveLength(1);
    },
  );

  /** A profile whose credentials come from a program, which notes each time that it is asked. */
  async function processProfile(expiration: string) {
    const home = await becomeUser({});
    const program = join(home, 'program.sh');
    await writeFile(
      program,
      `#!/bin/sh\necho asked >> ${home}/asked\necho '{"Version":1,"AccessKeyId":"p","SecretAccessKey":"s","SessionToken":"t","Expiration":"${expiration}"}'\n`,
    );
    await chmod(program, 0o700);
    await writeFile(join(home, 'config'), `[profile p]\ncredential_process = ${program}\n`);
    const { provider } = await chooseCredentials({ profile: 'p' });
    return { provider, asked: async () => (await readFile(join(home, 'asked'), 'utf8')).split('\n').length - 1 };
  }

  it('asks once for all who need them, until they are about to expire', async () => {
    const { provider, asked } = await processProfile(new Date(Date.now() + 3_600_000).toISOString());
    await Promise.all([provider(), provider(), provider()]);
    await provider();
    expect(await asked()).toBe(1);
  });

  it('asks again when they are about to expire', async () => {
    const { provider, asked } = await processProfile(new Date(Date.now() + 60_000).toISOString());
    await provider();
    await provider();
    expect(await asked()).toBe(2);
  });

  it('asks again after a failure', async () => {
    const home = await becomeUser({ config: '[profile p]\ncredential_process = false\n' });
    const { provider } = await chooseCredentials({ profile: 'p' });
    await thrown(provider());
    await writeFile(join(home, 'credentials'), `[p]\n${keys('mended')}`);
    expect(await provider()).toMatchObject({ accessKeyId: 'mended' });
  });
});
