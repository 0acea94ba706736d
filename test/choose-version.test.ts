import { describe, expect, it } from 'vitest';
import { chooseVersion, type Known } from '../src/choose-version.ts';
import { en } from '../src/i18n/en.ts';
import type { PastDeployment } from '../src/release/deployment-history.ts';
import type { PastVersion } from '../src/release/past-versions.ts';
import type { Session } from '../src/session.ts';

const arn = (revision: string): string => `arn:aws:ecs:us-east-1:111122223333:task-definition/${revision}`;

const version = (number: number, more: Partial<PastVersion> = {}): PastVersion => ({
  taskDefinition: arn(`web:${number}`),
  revision: `web:${number}`,
  content: `content ${number}`,
  active: true,
  image: '',
  digest: `sha256:${String(number).repeat(64)}`,
  tags: [`v${number}`],
  kept: 'there',
  since: undefined,
  deploymentId: `d-${number}`,
  appSpec: undefined,
  by: 'pipeline',
  execution: undefined,
  source: undefined,
  ...more,
});

const [first, second, third] = [version(1), version(2), version(3)];

/** The third version is live, and nothing runs. */
const known = (more: Partial<Known['standing']> = {}, note?: Known['note']): Known => ({
  history: { live: third, before: second, versions: [third, second, first], unread: [], content: taskDefinition => taskDefinition },
  standing: { primary: third.taskDefinition, colour: 'web-blue', others: [], since: undefined, whole: true, running: undefined, ...more },
  note,
});

const running = (more: Partial<PastDeployment>): PastDeployment => ({
  id: 'd-4',
  status: 'InProgress',
  createdAt: undefined,
  appSpec: undefined,
  taskDefinition: arn('web:4'),
  unread: undefined,
  served: false,
  isKeeping: false,
  rollsBack: undefined,
  leaves: undefined,
  isRollback: false,
  ...more,
});

// Only what is looked at before anybody is asked.
const session = { interactive: false, options: {}, messages: en } as unknown as Session;

const chosen = async (said: string | undefined, which: Known): Promise<string> => (await chooseVersion(session, said, which)).revision;

describe('the version to go back to', () => {
  it('is the one before', async () => {
    expect(await chosen(undefined, known())).toBe('web:2');
  });

  it('is the one that serves while a new one comes', async () => {
    expect(await chosen(undefined, known({ running: running({}) }))).toBe('web:3');
  });

  it('is the one that CodeDeploy already leads the traffic back to', async () => {
    const back = running({ rollsBack: 'd-3', leaves: third.taskDefinition, isRollback: false });
    expect(await chosen(undefined, known({ running: back }))).toBe('web:2');
    expect(await chosen(undefined, known({ running: { ...back, leaves: arn('web:4') } }))).toBe('web:3');
  });

  it.each(['2', 'web:2', arn('web:2'), '2222222', `sha256:${'2'.repeat(64)}`, 'v2', 'd-2'])('is the one that is named %s', async name => {
    expect(await chosen(name, known())).toBe('web:2');
  });

  it('must be one that was live', async () => {
    await expect(chosen('9', known())).rejects.toMatchObject({
      code: 'versionUnknown',
      facts: { version: '9', versions: 'web:3, web:2, web:1' },
    });
  });

  it('is the one of a rollback that was begun, also when that had come to its end, unless something else serves by now', async () => {
    const since = new Date().toISOString();
    const begun = { from: third.taskDefinition, to: first.taskDefinition, since };
    expect(await chosen(undefined, known({}, begun))).toBe('web:1');
    expect(await chosen(undefined, known({}, { ...begun, from: arn('web:4'), to: third.taskDefinition }))).toBe('web:3');
    expect(await chosen(undefined, known({}, { ...begun, from: arn('web:4') }))).toBe('web:2');
  });

  it('does not exist where nothing was live before', async () => {
    const { history, ...rest } = known();
    await expect(chosen(undefined, { ...rest, history: { ...history, versions: [third], before: undefined } })).rejects.toMatchObject({
      code: 'nothingBefore',
      facts: { left: undefined, command: 'wizard release' },
    });
  });

  it('does not exist after a rollback to the first one, which says how to undo it', async () => {
    const { history, ...rest } = known();
    await expect(chosen(undefined, { ...rest, history: { ...history, live: first, before: undefined } })).rejects.toMatchObject({
      code: 'nothingBefore',
      facts: { revision: 'web:1', left: 'web:3', command: 'wizard rollback --to web:3' },
    });
  });
});
