import type { Session } from '../session.ts';
import type { ReleaseEvent, TaskSetTraffic } from '../release/release-event.ts';
import { pad } from './columns.ts';
import { exactDurationWords, hereWords } from './duration-words.ts';
import { inShort } from './in-short.ts';
import { createLiveBlock } from './live-block.ts';
import { isStill } from './live-line.ts';
import { safe } from './output.ts';
import { statusWords } from './status-words.ts';
import { after, bar, BLANK, healthWords, releaseBlock } from './release-block.ts';

/** Shows a release as it goes. */
export interface ReleaseView {
  show(event: ReleaseEvent): void;
  /** Takes away what changes in place, until the next event: something is asked. */
  clear(): void;
  close(): void;
}

type ViewSession = Pick<Session, 'output' | 'io' | 'messages' | 'colour'> & { readonly signal?: AbortSignal | undefined };

/**
 * A lasting line for each thing that is over, and below, in a terminal, a block that changes in place: pipeline, lifecycle event, both
 * task sets with tasks, health and traffic, and how long the old version is kept. Where nothing may be drawn over, a line a change.
 */
export function createReleaseView(session: ViewSession): ReleaseView {
  const { output, messages, colour } = session;
  const { release } = messages;
  const block = createLiveBlock(session);
  const hasBlock = !isStill(session);
  const words = (status: string): string => statusWords(status, messages);
  const mark = (status: string): string => (status === 'Succeeded' ? colour.green('✔') : status === 'Failed' ? colour.red('✖') : '·');
  const because = (message: string | undefined): string => (message === undefined ? '' : `: ${safe(message)}`);
  const took = (seconds: number | undefined): string =>
    seconds === undefined ? '' : colour.dim(` ${exactDurationWords(seconds, messages)}`);
  let state = BLANK;
  let weights = '';

  /** What lasts, if anything does. */
  const line = (event: ReleaseEvent): string | undefined => {
    switch (event.type) {
      case 'execution':
        return undefined;
      case 'action': {
        const { stage, action, status, message } = event;
        return `${mark(status)} ${release.action({ stage, action, status: words(status) })}${because(message)}`;
      }
      case 'deployment':
        return `${release.deployment({ id: event.deploymentId, status: words(event.status) })}${because(event.message)}`;
      case 'lifecycle': {
        if (event.status === 'InProgress') return undefined;
        return `  ${mark(event.status)} ${pad(event.event, 22)} ${words(event.status)}${took(event.seconds)}`;
      }
      case 'traffic': {
        const before = weights;
        weights = event.taskSets.map(({ targetGroup, percent }) => `${targetGroup} ${percent}`).join();
        return hasBlock || weights === before ? undefined : `    ${trafficLine(event.taskSets)}`;
      }
      case 'health':
        return hasBlock || Object.keys(event.states).length === 0
          ? undefined
          : `    ${safe(event.targetGroup)}: ${healthWords(event, messages)}`;
      case 'service-event':
        return colour.dim(`    ECS: ${safe(inShort(event.message))}`);
      case 'stopped':
        return `  ${colour.yellow('!')} ${release.stoppedTasks({ count: event.count, reason: safe(inShort(event.reason)) })}`;
      case 'alarm':
        return `  ${event.state === 'ALARM' ? colour.red('✖') : '·'} ${release.alarm({ name: safe(event.name), state: event.state })}${because(event.reason)}`;
      case 'kept':
        return release.kept({ minutes: event.minutes, here: hereWords(event, messages) });
      case 'watching-alarms':
        return release.watchingAlarms({ alarms: safe(event.alarms.join(', ')), minutes: event.minutes, here: hereWords(event, messages) });
      case 'failing':
        return `${colour.red('✖')} ${release.failing({ code: event.code, count: event.count, reason: safe(inShort(event.reason)) })}`;
      case 'rolling-back':
        return `  ${release.rollingBack} (${event.deploymentId})`;
      case 'rolled-back':
        return `${colour.green('✔')} ${release.rolledBack({ time: exactDurationWords(event.seconds, messages) })}`;
    }
  };
  return {
    show(event) {
      output.event(event);
      state = after(state, event);
      const text = line(event);
      if (text !== undefined) block.print(text);
      block.show(width => releaseBlock(state, messages, width, Date.now()));
    },
    clear: block.clear,
    close: block.close,
  };
}

const trafficLine = (taskSets: readonly TaskSetTraffic[]): string => taskSets.map(traffic).join('   ');

/**
 * `shop-green ########## 100%  1/1`: the share of the traffic, and how many tasks run of those that should. Named by target group: CodeDeploy calls
 * whatever serves now Blue, also when its group is called green.
 */
const traffic = ({ targetGroup, percent, running, desired }: TaskSetTraffic): string =>
  `${safe(targetGroup)} ${bar(percent)} ${String(Math.round(percent)).padStart(3)}%  ${running}/${desired}`;
