import type { Session } from '../session.ts';
import type { ReleaseEvent, TaskSetTraffic } from '../release/watch.ts';
import { pad } from './columns.ts';
import { createLiveLine } from './live-line.ts';
import { safe } from './output.ts';

/** Shows a release as it goes: a lasting line a change, and the traffic in a line that changes in place. */
export function createReleaseView({ output, messages, colour, io }: Session): { show(event: ReleaseEvent): void; close(): void } {
  const live = createLiveLine({ output, stderr: io.stderr, messages });
  const words = (status: string): string => (messages.release.status as Readonly<Record<string, string>>)[status] ?? safe(status);
  const mark = (status: string): string => (status === 'Succeeded' ? colour.green('✔') : status === 'Failed' ? colour.red('✖') : '·');

  const line = (event: ReleaseEvent): string | undefined => {
    switch (event.type) {
      case 'execution':
        return undefined;
      case 'action':
        return `${mark(event.status)} ${messages.release.action({ stage: event.stage, action: event.action, status: words(event.status) })}${event.message === undefined ? '' : `: ${safe(event.message)}`}`;
      case 'deployment':
        return `${messages.release.deployment({ id: event.deploymentId, status: words(event.status) })}${event.message === undefined ? '' : `: ${safe(event.message)}`}`;
      case 'lifecycle':
        return event.status === 'InProgress'
          ? undefined
          : `  ${mark(event.status)} ${pad(event.event, 22)} ${words(event.status)}${event.seconds === undefined ? '' : colour.dim(` ${event.seconds}s`)}`;
      case 'traffic':
        return `    ${event.taskSets.map(taskSet => traffic(taskSet)).join('   ')}`;
      case 'kept':
        return messages.release.kept({ minutes: event.minutes });
    }
  };
  return {
    show(event) {
      output.event(event);
      const text = line(event);
      if (text !== undefined) live.print(text);
      if (event.type === 'lifecycle' && event.status === 'InProgress') live.show(event.event);
    },
    close: () => live.close(),
  };
}

const BAR_WIDTH = 10;

/** `Green ##########  100%  1/1 running` */
function traffic({ label, percent, running, desired }: TaskSetTraffic): string {
  const filled = Math.round((percent / 100) * BAR_WIDTH);
  return `${pad(label, 5)} ${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)} ${String(Math.round(percent)).padStart(3)}%  ${running}/${desired}`;
}
