import type { Messages } from '../index.ts';

/** `rollback` 명령의 문제. */
export const rollbackProblems: Pick<
  Messages['problems'],
  'nothingLive' | 'nothingBefore' | 'versionUnknown' | 'versionGone' | 'filesUnknown' | 'rollbackLeft' | 'rollbackFailed'
> = {
  nothingLive: facts => ({
    message: `아직 서비스 중인 버전이 없어 되돌릴 것이 없습니다. 서비스: ${facts.service}`,
    remedy: '먼저 배포하세요: wizard release',
  }),
  nothingBefore: facts => ({
    message: [
      `그 전에 서비스된 버전이 없어 되돌아갈 곳이 없습니다. 현재 버전: ${facts.revision}`,
      facts.left === undefined ? '' : ` 그 뒤에 서비스되었다가 되돌린 버전: ${facts.left}`,
    ].join(''),
    remedy: facts.left === undefined ? `다른 버전을 배포하세요: ${facts.command}` : `그 버전을 다시 서비스하려면: ${facts.command}`,
  }),
  versionUnknown: facts => ({
    message: `서비스된 버전 가운데 찾을 수 없습니다: ${facts.version}. 알려진 버전: ${facts.versions || '-'}`,
    remedy: `개정(12 또는 web:12), 이미지 다이제스트, 태그 중 하나를 쓰세요. 모두 보려면: ${facts.command}`,
  }),
  versionGone: facts => ({
    message: {
      image: `더는 시작할 수 없는 버전입니다: ${facts.revision}. 이미지가 ECR에 없습니다(${facts.image}).`,
      revision: `더는 시작할 수 없는 버전입니다: ${facts.revision}. 등록이 해제된 개정입니다.`,
    }[facts.reason],
    remedy: '다른 버전을 고르거나(`wizard rollback --list`) 이미지를 다시 푸시해 배포하세요.',
  }),
  filesUnknown: facts => ({
    message: `파이프라인이 배포하지 않았거나 너무 오래되어 어떤 파일이었는지 알 수 없습니다: ${facts.revision}`,
    remedy: '--revert-files 옵션을 빼고 파일은 직접 되돌리세요.',
  }),
  rollbackLeft: facts => ({
    message: '롤백을 지켜보기를 멈췄습니다. AWS에서 진행 중인 일은 계속됩니다.',
    remedy: `이어서 하려면: ${facts.command}`,
  }),
  rollbackFailed: facts => ({
    message: [`되돌릴 버전이 서비스되지 않습니다. 실패한 배포: ${facts.deployment}. AWS의 설명:`, ...facts.reasons].join('\n  '),
    remedy: '지금까지 서비스하던 버전은 그대로입니다. 원인을 보거나 다른 버전을 고르세요: wizard doctor, wizard rollback --list',
  }),
};

/** 버전이 서비스에 들어온 경로. */
export const broughtBy: Messages['broughtBy'] = { pipeline: '파이프라인', hand: '수동', rollback: '롤백', unknown: '-' };

/** `rollback` 명령의 말. */
export const rollbackTexts: Messages['rollback'] = {
  columns: ['버전', '이미지', '태그', '서비스 시작', '경로', ''],
  isLive: '서비스 중',
  isNext: '다음 롤백 대상',
  isGone: '이미지 없음',
  isInactive: '등록 해제된 개정',
  none: '아직 서비스된 버전이 없습니다.',
  unread: facts => `내용을 알 수 없는 배포가 있습니다: ${facts.deploymentId}. AppSpec 읽기가 거부되었습니다(${facts.action}).`,
  choose: '어떤 버전으로 되돌릴까요?',
  from: '서비스 중:',
  to: '되돌릴 버전:',
  ways: {
    none: '이미 서비스 중입니다.',
    follow: '진행 중인 배포가 이 버전을 올리고 있어 따라갑니다.',
    stop: '태스크가 아직 실행 중입니다. 배포를 멈추면 CodeDeploy가 트래픽을 바로 되돌립니다.',
    'end-wait': '되돌아갈 버전의 태스크가 더는 보관되어 있지 않습니다. 진행 중인 배포를 끝낸 다음 그 버전을 새로 시작합니다.',
    deploy: '태스크가 이미 없습니다. CodeDeploy로 새로 시작하며 몇 분 걸립니다. 그동안 지금 버전이 계속 서비스합니다.',
    pipeline: '파일과 이미지를 되돌리면 파이프라인이 이 버전을 새로 시작합니다. 그 실행을 따라갑니다.',
  },
  fastTime: facts =>
    `이 샌드박스에서는 시간이 ${facts.speed}배 빨리 흐릅니다. AWS가 5분 동안 보관하는 것이 여기서는 ${Number((300 / facts.speed).toFixed(1))}초 뒤에 없어집니다.`,
  confirm: '되돌릴까요?',
  resumed: facts => `이미 시작한 롤백을 이어서 진행합니다: ${facts.version} (시작: ${facts.since})`,
  steps: {
    stop: facts => `배포를 멈췄습니다. 트래픽이 되돌아갑니다: ${facts.id}`,
    'end-wait': facts => `보관하던 이전 버전을 내보냅니다. 배포: ${facts.id}`,
    deploy: facts => `배포를 시작했습니다: ${facts.id}`,
    follow: facts => `따라가는 배포: ${facts.id}`,
  },
  already: facts => `이미 서비스 중: ${facts.version}`,
  done: facts => `되돌렸습니다. 서비스 중: ${facts.version} (${facts.colour})`,
  byTag: facts => `태그로 지정된 이미지입니다: ${facts.image}. 그때가 아니라 지금 그 태그가 가리키는 이미지가 시작됩니다.`,
  holdsImage: facts => `아직 다른 이미지를 가리키는 태그: ${facts.image}`,
  holdsFiles: facts => `아직 다른 파일이 있는 리포지토리: ${facts.repository} (${facts.files})`,
  holdsUnknown: facts => `파이프라인이 배포한 버전이 아니어서 그때의 파일을 알 수 없습니다. 리포지토리: ${facts.repository}`,
  inLine: facts =>
    `파이프라인이 다음에 실행될 때 다시 서비스됩니다. 리포지토리도 맞추려면(이 버전으로 파이프라인이 한 번 실행됩니다):\n  ${facts.command}`,
  reverting: facts => `되돌린 것: ${facts.what}. 이로써 파이프라인이 시작되어 이 버전을 한 번 더 배포합니다.`,
  filesHere: facts => `이 폴더의 파일은 그대로 둡니다. 여기서도 되돌리지 않으면 다음 배포 때 이 폴더의 내용이 커밋됩니다: ${facts.files}`,
};
