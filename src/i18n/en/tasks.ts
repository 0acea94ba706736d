import type { Problem } from '../en.ts';

/** Problems of `logs` and `exec`. */
export const taskProblems = {
  execInSandbox: (_facts: object): Problem => ({
    message: 'A rehearsal has no containers: its tasks serve the files of their image, and there is no shell in them.',
    remedy: 'Use `wizard exec` without --sandbox. What a task of the rehearsal says: wizard logs --sandbox',
  }),
  noRunningTask: (facts: { service: string; task: string | undefined }): Problem => ({
    message:
      facts.task === undefined
        ? `No task of the service ${facts.service} runs.`
        : `No running task of ${facts.service} begins with ${facts.task}.`,
    remedy: 'See which tasks run: wizard status, wizard logs',
  }),
  taskUnknown: (facts: { task: string; tasks: string }): Problem => ({
    message: `There is no task ${facts.task}: none runs, has stopped within the last hour, or has written lines in the time that was looked at.`,
    remedy: `Tasks: ${facts.tasks || '-'}. For one that stopped long ago look further back: --since 1d`,
  }),
  execNotEnabled: (facts: { service: string; what: 'service' | 'task'; init: string; release: string }): Problem => ({
    message: {
      service: `ECS Exec is not switched on for the service ${facts.service}.`,
      task: 'ECS Exec was switched on after this task was started; only new tasks have it.',
    }[facts.what],
    remedy: {
      service: `Switch it on, for the task role too, then start new tasks: ${facts.init} --service-exec yes, ${facts.release}`,
      task: `Start new tasks: ${facts.release}`,
    }[facts.what],
  }),
  execNotReady: (facts: { container: string; status: string; reason: string }): Problem => ({
    message: `The agent of ECS Exec in the container ${facts.container} does not run (${facts.status}). ${facts.reason}`.trimEnd(),
    remedy:
      'Wait a little if the task is new. Else check that the task role allows ssmmessages:CreateControlChannel, CreateDataChannel, OpenControlChannel and OpenDataChannel, and that the tasks reach ssmmessages over the network.',
  }),
  pluginMissing: (facts: { plugin: string }): Problem => ({
    message: `The program ${facts.plugin} is not on this machine.`,
    remedy: 'Install it: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html',
  }),
};

/** What `logs` says. */
export const logsTexts = { none: 'No log lines.' };
