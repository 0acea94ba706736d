import { DescribeTasksCommand, ExecuteCommandCommand, ListTasksCommand, type Service, type Task } from '@aws-sdk/client-ecs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { nameIs, partsOf } from '../aws/errors.ts';
import { UserError } from '../errors.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { readService } from '../release/read-service.ts';
import { commandFor, textOption, type CommandResult, type Session } from '../session.ts';

/** Opens sessions; the AWS CLI uses it too. https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html */
const PLUGIN = 'session-manager-plugin';

/** Runs a command inside of a task that serves, as `aws ecs execute-command` does. The exit code is that of the plugin. */
export async function execCommand(session: Session): Promise<CommandResult> {
  const prepared = await prepare(session, [], { lenient: true });
  const { aws, config, setup } = prepared;
  if (aws.sandbox) throw new UserError('execInSandbox', {});
  const { cluster, name } = config.service;
  const service = await readService(aws, cluster, name);
  if (service === undefined) throw new UserError('nothingLive', { service: name });
  const task = await findTask(prepared, service, textOption(session, 'task'));
  if (service.enableExecuteCommand !== true || task.enableExecuteCommand !== true) {
    const [init, release] = [commandFor(session, 'init'), commandFor(session, 'release')];
    throw new UserError('execNotEnabled', {
      service: name,
      what: service.enableExecuteCommand === true ? 'task' : 'service',
      init,
      release,
    });
  }
  const container = textOption(session, 'container') ?? setup.app.container;
  const agent = task.containers?.find(one => one.name === container)?.managedAgents?.find(one => one.name === 'ExecuteCommandAgent');
  if (agent?.lastStatus !== 'RUNNING')
    throw new UserError('execNotReady', { container, status: agent?.lastStatus ?? '-', reason: agent?.reason ?? '' });
  const command = textOption(session, 'command') ?? '/bin/sh';
  const target = { cluster, task: task.taskArn, container };
  const { session: opened } = await open(prepared, { ...target, command });
  const runtime = task.containers?.find(one => one.name === container)?.runtimeId ?? '';
  const request = { Target: `ecs:${cluster}_${task.taskArn?.split('/').at(-1) ?? ''}_${runtime}` };
  const { sessionId: SessionId, streamUrl: StreamUrl, tokenValue: TokenValue } = opened ?? {};
  return runPlugin([
    JSON.stringify({ SessionId, StreamUrl, TokenValue }),
    aws.region,
    'StartSession',
    aws.profile ?? '',
    JSON.stringify(request),
    `https://ssm.${aws.region}.amazonaws.com`,
  ]);
}

/** The task that is named, or one of the primary task set. */
async function findTask({ aws, config }: Prepared, service: Service, said: string | undefined): Promise<Task> {
  const { cluster, name } = config.service;
  const { taskArns = [] } = await aws.ecs.send(new ListTasksCommand({ cluster, serviceName: name, desiredStatus: 'RUNNING' }));
  const { tasks = [] } = taskArns.length === 0 ? {} : await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const primary = service.taskSets?.find(({ status }) => status === 'PRIMARY')?.id;
  const isMeant = ({ taskArn, startedBy }: Task): boolean =>
    said === undefined ? startedBy === primary : taskArn?.split('/').at(-1)?.startsWith(said) === true;
  const found = tasks.find(task => task.lastStatus === 'RUNNING' && isMeant(task));
  if (found === undefined) throw new UserError('noRunningTask', { service: name, task: said });
  return found;
}

async function open({ aws }: Prepared, target: { cluster: string; task: string | undefined; container: string; command: string }) {
  try {
    return await aws.ecs.send(new ExecuteCommandCommand({ ...target, interactive: true }));
  } catch (error) {
    if (!nameIs(error, 'TargetNotConnectedException', 'InvalidParameterException')) throw error;
    throw new UserError('execNotReady', { container: target.container, status: '-', reason: partsOf(error).message }, { cause: error });
  }
}

async function runPlugin(words: readonly string[]): Promise<number> {
  const child = spawn(PLUGIN, words, { stdio: 'inherit' });
  // Ctrl-C is for what runs inside.
  const ignore = (): void => {};
  process.on('SIGINT', ignore);
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } catch (error) {
    throw new UserError('pluginMissing', { plugin: PLUGIN }, { cause: error });
  } finally {
    process.off('SIGINT', ignore);
  }
}
