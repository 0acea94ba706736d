import type { Messages } from '../index.ts';
import type { stateNotes as englishNotes, stateProblems as englishProblems, stateTexts as englishTexts } from '../en/state.ts';
import { momentWords } from '../moment.ts';

const age = (minutes: number): string =>
  minutes < 60 ? `${minutes}분` : minutes < 2880 ? `${Math.round(minutes / 60)}시간` : `${Math.round(minutes / 1440)}일`;

const FIND_AGAIN = '다른 실행이 끝난 뒤 이 명령을 다시 실행하세요. 이미 만든 것은 표시로 찾아냅니다.';

export const stateProblems: Pick<Messages['problems'], keyof typeof englishProblems> = {
  locked: facts => ({
    message: `다른 wizard가 작업 중입니다. ${facts.user}@${facts.host}, 프로세스 ${facts.pid}, ${age(facts.minutes)} 전 시작 ${momentWords(new Date(facts.since))} (${facts.command}). 잠금: ${facts.file}`,
    remedy: '끝날 때까지 기다리세요. 이미 끝난 것이 확실하면 이 명령에 --break-lock 옵션을 붙여 다시 실행하세요.',
  }),
  stateBroken: facts => ({
    message: `상태 파일이 손상되었습니다: ${facts.file} (${facts.reason})`,
    remedy: 'AWS에서 다시 만드세요: wizard status --rebuild. 손상된 파일은 옆에 남겨 둡니다.',
  }),
  stateNewer: facts => ({
    message: `이 도구의 더 새로운 버전이 쓴 상태 파일입니다: ${facts.file} (스키마 ${facts.schema})`,
    remedy: '이 도구를 업데이트하세요.',
  }),
  stateOfAnother: facts => ({
    message: `다른 설정의 상태 파일입니다: ${facts.file}. 파일: ${facts.found}, 이번 실행: ${facts.expected}`,
    remedy:
      'wizard.yaml의 app 값을 되돌리거나, 처음 만들 때의 프로파일과 리전을 쓰거나, 다른 --env 값을 쓰세요. 공유 상태는 앱마다 접두사를 따로 써야 합니다.',
  }),
  stateMoved: facts => ({
    message: `상태를 다른 곳으로 옮겼습니다: ${facts.file} → ${facts.to}`,
    remedy: `팀의 최신 wizard.yaml 파일을 받거나, 그 파일에 이렇게 적으세요. state: ${facts.to}`,
  }),
  stateThere: facts => ({
    message: `다른 상태가 이미 있어 옮기지 않았습니다: ${facts.to}`,
    remedy: facts.local
      ? `그 파일의 이름을 ${facts.to}.old 등으로 바꾼 다음 같은 명령을 다시 실행하세요. 그 파일의 상태가 맞는 것이면, 옮기는 대신 wizard.yaml에 이렇게 적으세요. state: local`
      : '다른 접두사를 지정하세요. 그곳의 상태가 맞는 것이면, 옮기는 대신 그 위치를 wizard.yaml의 state에 적으세요.',
  }),
  stateMoveInSandbox: () => ({
    message: '연습의 상태는 이 폴더에 남으며 옮길 수 없습니다.',
    remedy: '실제 구성의 상태를 옮기려면 --sandbox 옵션을 빼세요.',
  }),
  stateBucketMissing: facts => ({
    message: `wizard.yaml에 적힌 상태 버킷이 없습니다: ${facts.bucket}`,
    remedy: `wizard.yaml의 state 값을 확인하거나 버킷을 만드세요: aws s3 mb s3://${facts.bucket} --region ${facts.region}, 이어서 aws s3api put-bucket-versioning --bucket ${facts.bucket} --versioning-configuration Status=Enabled. wizard는 이 버킷을 만들지도 지우지도 않습니다.`,
  }),
  stateBucketElsewhere: facts => ({
    message: `wizard.yaml에 적힌 상태 버킷이 이 리전(${facts.region})에 없습니다: ${facts.bucket}`,
    remedy: '구성과 같은 리전에 있는 버킷을 wizard.yaml의 state에 적으세요.',
  }),
  stateBucketDenied: facts => ({
    message: `wizard.yaml에 적힌 상태 버킷에 접근할 수 없습니다: ${facts.bucket}. 이 계정(${facts.account})의 버킷이 아니거나 버킷 정책이 막고 있습니다.`,
    remedy: '프로파일과 wizard.yaml의 state 값을 확인하세요. 필요한 권한은 `wizard policy` 명령으로 볼 수 있습니다.',
  }),
  stateLockLost: facts => ({
    message: `실행 중에 잠금을 빼앗겼습니다: ${facts.state}${facts.by && ` (${facts.by})`}. 새로운 작업은 더 시작하지 않았습니다. 그 뒤의 기록: ${facts.unsaved}`,
    remedy: FIND_AGAIN,
  }),
  stateConflict: facts => ({
    message: `실행 중에 다른 사람이 상태를 바꾸어, 덮어쓰지 않았습니다: ${facts.state}. 새로운 작업은 더 시작하지 않았습니다. 그 뒤의 기록: ${facts.unsaved}`,
    remedy: FIND_AGAIN,
  }),
  stateUnsaved: facts => ({
    message: `상태를 저장하지 못했습니다: ${facts.state} (${facts.reason}). 기록은 여기에 있습니다: ${facts.unsaved}`,
    remedy: 'S3에 다시 연결할 수 있을 때 이 명령을 다시 실행하세요. 이미 만든 것은 표시로 찾아냅니다.',
  }),
};

export const stateNotes: Pick<Messages['notes'], keyof typeof englishNotes> = {
  stateUnversioned: facts =>
    `상태 버킷이 이전 버전을 보관하지 않습니다: ${facts.bucket}. 켜려면: aws s3api put-bucket-versioning --bucket ${facts.bucket} --versioning-configuration Status=Enabled`,
};

export const stateTexts: Pick<Messages['ui'], keyof typeof englishTexts> = {
  stateAside: facts => `손상된 상태를 남겨 두었습니다: ${facts.file}`,
  stateRebuilt: facts => `AWS에서 상태를 다시 만들었습니다: ${facts.state} (리소스 ${facts.count}개)`,
  stateMovedTo: facts => `상태를 옮겼습니다: ${facts.from} → ${facts.to}. 설정 파일에도 적었습니다: ${facts.file}`,
  stateWouldMove: facts => `옮길 상태: ${facts.from} → ${facts.to}`,
  stateLeft: facts => `이 구성의 상태가 아직 이 폴더에 있습니다. 함께 옮기려면: ${facts.command}`,
  stateOldKept: facts => `이전 상태를 남겨 두었습니다: ${facts.kept}`,
  stateIsThere: facts => `상태가 이미 그곳에 있습니다: ${facts.to}`,
  confirmBreakLock: '확실히 끝난 실행인가요? 잠금을 풀까요?',
};
