import type { Session } from '../session.ts';
import type { ReleaseEvent, TaskSetTraffic } from '../release/watch.ts';
import { pad } from './columns.ts';
import { createLiveLine } from './live-line.ts';
import { safe } from './output.ts';

/** Shows a release as it goes: a lasting line a change, and in a line that changes in place what is going on and how many tasks run. */
export function createReleaseView(session: Pick<Session, 'output' | 'io' | 'messages' | 'colour'>): {
  show(event: ReleaseEvent): void;
  close(): void;
} {
  const { output, messages, colour } = session;
  const live = createLiveLine(session);
  const words = (status: string): string => (messages.release.status as Readonly<Record<string, string>>)[status] ?? safe(status);
  const mark = (status: string): string => (status === 'Succeeded' ? colour.green('✔') : status === 'Failed' ? colour.red('✖') : '·');
  const because = (message: string | undefined): string => (message === undefined ? '' : `: ${safe(message)}`);
  let phase = '';
  let weights = '';

  /** What lasts, if anything does. */
  const line = (event: ReleaseEvent): string | undefined => {
    switch (event.type) {
      case 'execution':
        return undefined;
      case 'action': {
        const { stage, action, status, message } = event;
        return `${mark(status)} ${messages.release.action({ stage, action, status: words(status) })}${because(message)}`;
      }
      case 'deployment':
        return `${messages.release.deployment({ id: event.deploymentId, status: words(event.status) })}${because(event.message)}`;
      case 'lifecycle': {
        if (event.status === 'InProgress') return undefined;
        const seconds = event.seconds === undefined ? '' : colour.dim(` ${event.seconds}s`);
        return `  ${mark(event.status)} ${pad(event.event, 22)} ${words(event.status)}${seconds}`;
      }
      case 'traffic': {
        const before = weights;
        weights = event.taskSets.map(({ targetGroup, percent }) => `${targetGroup} ${percent}`).join();
        return weights === before ? undefined : `    ${trafficLine(event.taskSets)}`;
      }
      case 'kept':
        return messages.release.kept({ minutes: event.minutes });
    }
  };
  return {
    show(event) {
      output.event(event);
      const text = line(event);
      if (text !== undefined) live.print(text);
      if (event.type === 'lifecycle') phase = event.status === 'InProgress' ? event.event : '';
      if (event.type === 'lifecycle' && phase !== '') live.show(phase);
      if (event.type === 'traffic') live.show(`${phase} ${trafficLine(event.taskSets)}`.trim());
    },
    close: () => live.close(),
  };
}

const BAR_WIDTH = 10;

const trafficLine = (taskSets: readonly TaskSetTraffic[]): string => taskSets.map(traffic).join('   ');

/**
 * `shop-green ########## 100%  1/1`: the share of the traffic, and how many tasks run of those that should. Named by target group: CodeDeploy calls
 * whatever serves now Blue, also when its group is called green.
 */
function traffic({ targetGroup, percent, running, desired }: TaskSetTraffic): string {
  const filled = Math.round((percent / 100) * BAR_WIDTH);
  return `${safe(targetGroup)} ${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)} ${String(Math.round(percent)).padStart(3)}%  ${running}/${desired}`;
}
