import type { Messages } from './index.ts';

/** 한국어. 조사는 변수에 붙이지 않는다. */
export const ko: Messages = {
  problems: {
    accessDenied: facts => ({
      message: `AWS가 호출을 허용하지 않았습니다. 호출: ${facts.action}, 리소스: ${facts.resource}, 주체: ${facts.principal}`,
      remedy: `관리자에게 권한(${facts.action})을 요청한 다음 같은 명령을 다시 실행하세요.`,
    }),
    awsRefused: facts => ({
      message: `AWS가 요청을 거부했습니다. 호출: ${facts.action}, 오류: ${facts.error}: ${facts.message}`,
      remedy: 'AWS가 알려 준 내용을 고친 다음 같은 명령을 다시 실행하세요. 이미 만든 것은 그대로 둡니다.',
    }),
    foreign: facts => ({
      message: `이미 있는 리소스입니다: ${facts.type} ${facts.name}. ${facts.owner === undefined ? '이 도구의 표시가 없습니다.' : `소유: ${facts.owner}`}`,
      remedy: '다른 이름을 쓰거나 --adopt 옵션으로 넘겨받으세요.',
    }),
    irreplaceable: facts => ({
      message: `그대로는 바꿀 수 없는 값입니다: ${facts.type} (${facts.fields}). 새로 만들면 트래픽이 끊기거나 데이터가 사라집니다.`,
      remedy: 'wizard.yaml의 값을 되돌리거나, 전체를 삭제한 다음 새로 만드세요.',
    }),
    missingStep: facts => ({
      message: `아직 없습니다: ${facts.node}`,
      remedy: `먼저 \`wizard ${facts.step}\` 명령을 실행하세요.`,
    }),
    locked: facts => ({
      message: `다른 wizard가 작업 중입니다. 프로세스 ${facts.pid}, 호스트 ${facts.host}, 시작 ${facts.since} (${facts.command})`,
      remedy: `끝날 때까지 기다리세요. 이미 끝난 것이 확실하면 이 파일을 지우세요: ${facts.file}`,
    }),
    waitTimedOut: facts => ({
      message: `${facts.minutes}분이 지나도 준비되지 않았습니다: ${facts.what}. 마지막 상태: ${facts.last}`,
      remedy: '같은 명령을 다시 실행하면 멈춘 곳부터 이어서 기다립니다.',
    }),
  },
  notes: {},
};
