import { describe, expect, it } from 'vitest';
import type { ReleaseEvent, TaskSetTraffic } from '../../src/release/watch.ts';
import { createReleaseView } from '../../src/ui/release-view.ts';
import { eventsOf, viewSession } from './stage.ts';

const taskSet = (label: string, percent: number, running: number): TaskSetTraffic => ({
  label,
  targetGroup: `shop-${label.toLowerCase()}`,
  percent,
  desired: 2,
  pending: 0,
  running,
});

const EVENTS: readonly ReleaseEvent[] = [
  { type: 'execution', executionId: 'e-1', status: 'InProgress' },
  { type: 'action', stage: 'Source', action: 'Image', status: 'Succeeded', message: undefined },
  { type: 'deployment', deploymentId: 'd-1', status: 'InProgress' },
  { type: 'lifecycle', event: 'Install', status: 'InProgress' },
  { type: 'traffic', taskSets: [taskSet('Blue', 100, 2), taskSet('Green', 0, 0)] },
  { type: 'traffic', taskSets: [taskSet('Blue', 100, 2), taskSet('Green', 0, 1)] },
  { type: 'lifecycle', event: 'Install', status: 'Succeeded', seconds: 61.5 },
  { type: 'traffic', taskSets: [taskSet('Blue', 90, 2), taskSet('Green', 10, 2)] },
  { type: 'kept', minutes: 5, seconds: 300 },
];

function show(events: readonly ReleaseEvent[], session = viewSession()) {
  const view = createReleaseView(session);
  events.forEach(view.show);
  view.close();
  return session.io;
}

describe('the view of a release', () => {
  it('is a line for each change of action, deployment, phase and share of the traffic', () => {
    expect(show(EVENTS).stderr.text.split('\n')).toEqual([
      '✔ Source / Image: succeeded',
      '  Deployment d-1: in progress',
      '    shop-blue ########## 100%  2/2   shop-green ----------   0%  0/2',
      '  ✔ Install                succeeded 1 min 2 s',
      '    shop-blue #########-  90%  2/2   shop-green #---------  10%  2/2',
      '  The old version is kept for 5 more minutes, in case you roll back.',
      '',
    ]);
  });

  it('says how long the sandbox keeps the old version, where the minutes of AWS pass faster', () => {
    const kept: ReleaseEvent = { type: 'kept', minutes: 5, seconds: 5 };
    expect(show([kept]).stderr.text).toBe('  The old version is kept for 5 minutes of AWS, 5 s in this sandbox, in case you roll back.\n');
    expect(show([kept], viewSession({ language: 'ko' })).stderr.text).toContain('AWS 시간으로 5분, 이 샌드박스에서는 5초');
  });

  it('says why something failed, in the words of AWS', () => {
    const { stderr } = show([
      { type: 'action', stage: 'Deploy', action: 'Deploy', status: 'Failed', message: 'Deployment d-1 failed\u001b[2J' },
      { type: 'deployment', deploymentId: 'd-1', status: 'Failed', message: 'no healthy tasks' },
      { type: 'lifecycle', event: 'Install', status: 'Failed', seconds: undefined },
    ]);
    expect(stderr.text.split('\n')).toEqual([
      '✖ Deploy / Deploy: failed: Deployment d-1 failed',
      '  Deployment d-1: failed: no healthy tasks',
      '  ✖ Install                failed',
      '',
    ]);
  });

  it('calls target groups by their names where tasks stop and where it gives up', () => {
    const reason = 'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/shop-green/0a)';
    const { stderr } = show([
      { type: 'stopped', count: 2, stopCode: 'ServiceSchedulerInitiated', reason },
      { type: 'failing', code: 'tasks', count: 2, reason },
    ]);
    const text = stderr.text.replaceAll(/\s+/g, ' ');
    expect(text.match(/Task failed ELB health checks in \(target-group shop-green\)/g)).toHaveLength(2);
  });

  it('speaks Korean, and shows a status that it does not know as it is', () => {
    const { stderr } = show(
      [
        { type: 'deployment', deploymentId: 'd-1', status: 'InProgress' },
        { type: 'deployment', deploymentId: 'd-1', status: 'Baking' },
      ],
      viewSession({ language: 'ko' }),
    );
    expect(stderr.text).toBe('  배포 d-1: 진행 중\n  배포 d-1: Baking\n');
  });

  it('is the events themselves with --json', () => {
    const { stdout, stderr } = show(EVENTS, viewSession({ json: true }));
    expect(eventsOf({ stdout } as Parameters<typeof eventsOf>[0])).toEqual(
      EVENTS.map(event => JSON.parse(JSON.stringify(event)) as unknown),
    );
    expect(stderr.text).toBe('');
  });
});
