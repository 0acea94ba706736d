import type { Messages } from '../index.ts';

/** `logs`와 `exec` 명령의 문제. */
export const taskProblems: Pick<
  Messages['problems'],
  'execInSandbox' | 'noRunningTask' | 'taskUnknown' | 'execNotEnabled' | 'execNotReady' | 'pluginMissing'
> = {
  execInSandbox: () => ({
    message: '연습에는 컨테이너가 없습니다. 태스크는 이미지의 파일만 제공하며 셸이 없습니다.',
    remedy: '`wizard exec` 명령은 --sandbox 없이 쓰세요. 연습 태스크의 로그는 wizard logs --sandbox 명령으로 봅니다.',
  }),
  noRunningTask: facts => ({
    message:
      facts.task === undefined
        ? `실행 중인 태스크가 없습니다. 서비스: ${facts.service}`
        : `이렇게 시작하는 실행 중인 태스크가 없습니다: ${facts.task} (서비스: ${facts.service})`,
    remedy: '실행 중인 태스크를 확인하세요: wizard status, wizard logs',
  }),
  taskUnknown: facts => ({
    message: `없는 태스크입니다: ${facts.task}. 실행 중이거나 한 시간 안에 중지되었거나 조회한 기간에 로그를 남긴 태스크 중에 없습니다.`,
    remedy: `태스크: ${facts.tasks || '-'}. 오래전에 중지된 태스크라면 더 긴 기간을 지정하세요: --since 1d`,
  }),
  execNotEnabled: facts => ({
    message: {
      service: `ECS Exec가 꺼져 있는 서비스입니다: ${facts.service}`,
      task: '이 태스크가 시작된 다음 ECS Exec를 켰습니다. 새 태스크에서만 쓸 수 있습니다.',
    }[facts.what],
    remedy: {
      service: `태스크 역할까지 함께 켠 다음 새 태스크를 시작하세요: ${facts.init} --service-exec yes, ${facts.release}`,
      task: `새 태스크를 시작하세요: ${facts.release}`,
    }[facts.what],
  }),
  execNotReady: facts => ({
    message: `ECS Exec 에이전트가 실행 중이 아닙니다. 컨테이너: ${facts.container} (${facts.status}) ${facts.reason}`.trimEnd(),
    remedy:
      '새 태스크라면 조금 기다리세요. 아니면 태스크 역할이 ssmmessages:CreateControlChannel, CreateDataChannel, OpenControlChannel, OpenDataChannel 권한을 가졌는지, 태스크의 네트워크가 ssmmessages에 닿는지 확인하세요.',
  }),
  pluginMissing: facts => ({
    message: `이 컴퓨터에 없는 프로그램입니다: ${facts.plugin}`,
    remedy: '설치하세요: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html',
  }),
};

/** `logs` 명령의 말. */
export const logsTexts: Messages['logs'] = { none: '로그가 없습니다.' };
