import { ListRepositoriesCommand } from '@aws-sdk/client-codecommit';
import { found, type Check, type CheckContext } from './check.ts';

/** Nobody can ask whether a first repository would be refused; a repository that is there answers it. */
const codecommit: Check = {
  name: 'codecommit',
  run: async ({ aws, output }) => {
    if (output('source-repository', 'name') !== undefined) return found('ok', 'codecommitOpen', {});
    const { repositories = [] } = await aws.codecommit.send(new ListRepositoriesCommand({}));
    return repositories.length > 0 ? found('ok', 'codecommitOpen', {}) : found('skipped', 'codecommitUntried', {});
  },
};

/** The quota "Fargate On-Demand vCPU resource count" of a new account may be as low as this. https://docs.aws.amazon.com/general/latest/gr/ecs-service.html */
const LEAST_QUOTA = 6;

const SHORT = /limit on the number of vCPUs/;
const STEADY = /has reached a steady state/;

/** What ECS has said since the service was steady for the last time; its events are newest first. */
async function shortOfVcpus(context: CheckContext): Promise<boolean> {
  const messages = ((await context.service())?.events ?? []).map(({ message = '' }) => message);
  const steady = messages.findIndex(message => STEADY.test(message));
  return messages.slice(0, steady < 0 ? undefined : steady).some(message => SHORT.test(message));
}

const vcpus: Check = {
  name: 'vcpus',
  run: async context => {
    const { config, files } = context.setup;
    const cpu = Number(files.taskdef?.definition['cpu'] ?? config.taskdef.cpu) / 1024;
    const isMade = context.state.entries['service']?.outputs !== undefined;
    const tasks = (isMade ? (await context.service())?.desiredCount : undefined) ?? config.service.desiredCount;
    if (isMade && (await shortOfVcpus(context))) return found('failed', 'vcpusUsed', {});
    if (Number.isNaN(cpu)) return found('skipped', 'notReadable', { why: config.taskdef.file });
    const needed = 2 * tasks * cpu;
    return needed > LEAST_QUOTA
      ? found('warning', 'vcpusMany', { needed: String(needed), least: String(LEAST_QUOTA) })
      : found('ok', 'vcpusFew', { needed: String(needed) });
  },
};

/** What the account must allow. */
export const accountChecks: readonly Check[] = [codecommit, vcpus];
