import { expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import type { Status } from '../../src/read-status.ts';
import type { Version } from '../../src/release/live.ts';
import type { PastVersion } from '../../src/release/past-versions.ts';
import type { Session } from '../../src/session.ts';
import { statusRecord, statusRows } from '../../src/ui/status-view.ts';

const STARTED = '2026-11-25T01:00:00.000Z';

const taskSet: Version = {
  taskSetId: 'ecs-svc/1',
  primary: true,
  targetGroup: 'web-green',
  taskDefinition: 'web:6',
  image: 'web@sha256:1',
  desired: 1,
  pending: 0,
  running: 1,
  since: STARTED,
};

const version = (since: Date | undefined): PastVersion => ({
  taskDefinition: 'web:6',
  revision: 'web:6',
  content: '',
  active: true,
  image: 'web@sha256:1',
  digest: 'sha256:1',
  tags: [],
  kept: 'there',
  since,
  deploymentId: 'd-2',
  appSpec: undefined,
  by: 'rollback',
  execution: undefined,
  source: undefined,
});

const status = (since: Date | undefined): Status => ({
  addresses: { url: 'http://production', testUrl: 'http://test', productionListenerArn: '' },
  weights: [{ targetGroup: 'web-green', percent: 100 }],
  versions: [taskSet],
  history: { live: version(since), before: undefined, versions: [], unread: [], content: arn => arn },
  last: undefined,
  running: undefined,
  cost: undefined,
  drift: undefined,
});

const session = { messages: en, options: {} as Session['options'] };

const sinceIn = (shown: Status): unknown => statusRows(session, shown, 'web').find(([name]) => name === en.ui.statusRow.since)?.[1];

it('tells since when a version serves, and not when its tasks were started before they were led back to', () => {
  const shown = status(new Date('2026-11-25T02:00:00.250Z'));
  expect(sinceIn(shown)).toBe('2026-11-25 02:00:00 UTC');
  expect(statusRecord(shown)['live']).toMatchObject({ since: '2026-11-25T02:00:00.250Z' });
});

it('tells when the tasks were started where no deployment that is still known brought the version live', () => {
  const shown = status(undefined);
  expect(sinceIn(shown)).toBe('2026-11-25 01:00:00 UTC');
  expect(statusRecord(shown)['live']).toMatchObject({ since: STARTED });
});
