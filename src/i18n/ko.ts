import type { Messages } from './index.ts';
import { causes, diagnosis } from './ko/causes.ts';
import { checkTitles, doctorTexts, findings } from './ko/checks.ts';
import { commandLineProblems } from './ko/command-line.ts';
import { imageNotes, imageProblems } from './ko/image.ts';
import { releaseProblems, releaseWords } from './ko/release.ts';
import { planningTexts, planProblems, policyProblems, policyTexts } from './ko/planning.ts';
import { resourceProblems } from './ko/resources.ts';
import { broughtBy, rollbackProblems, rollbackTexts } from './ko/rollback.ts';
import { sandboxProblems, sandboxTexts } from './ko/sandbox.ts';
import { stateNotes, stateProblems, stateTexts } from './ko/state.ts';
import { statusTexts } from './ko/status.ts';
import { logsTexts, taskProblems } from './ko/tasks.ts';
import { helpWords } from './ko/help-words.ts';
import { lessons } from './ko/lessons.ts';
import * as setup from './ko/setup.ts';
import { choices, tutorial, wizardTexts } from './ko/wizard.ts';

/** 한국어. 조사는 변수에 붙이지 않는다. */
/** 단계의 이름. */
const titleOf = (step: string): string => (setup.steps as Readonly<Record<string, { readonly title: string }>>)[step]?.title ?? step;

export const ko: Messages = {
  problems: {
    ...commandLineProblems,
    ...imageProblems,
    ...releaseProblems,
    ...planProblems,
    ...policyProblems,
    ...resourceProblems,
    ...rollbackProblems,
    ...sandboxProblems,
    ...stateProblems,
    ...taskProblems,
    ...setup.setupProblems,
    sandboxTrouble: facts => ({
      message:
        {
          alreadyRunning: `이 폴더에서 이미 샌드박스가 실행 중입니다: ${facts.folder}`,
          brokenState: `샌드박스가 보관한 파일이 잘렸거나 바뀌었습니다: ${facts.file}`,
          folderTrouble: `샌드박스가 파일을 읽거나 쓸 수 없습니다: ${facts.file} (${facts.error})`,
          notReset: `샌드박스를 비운 상태를 저장하지 못했습니다. ${facts.tail ?? ''}`.trimEnd(),
          otherState: `샌드박스가 보관한 파일의 형식이 다릅니다(파일: ${facts.version}, 이 wizard: ${facts.known}): ${facts.file}`,
          notStarted: `샌드박스가 시작되지 않았습니다. ${facts.tail ?? ''}`.trimEnd(),
          notStopped: `샌드박스가 멈추지 않습니다. 프로세스: ${facts.pid}`,
          portTaken: `다른 프로그램이 쓰고 있는 포트입니다: ${facts.port}`,
          portUnusable: `시스템 전용이거나 클라이언트가 호출을 거부하는 포트라서 쓸 수 없습니다: ${facts.port}`,
        }[facts.code] ?? facts.code,
      remedy:
        {
          alreadyRunning: '그대로 사용하거나 먼저 멈추세요: wizard sandbox stop',
          brokenState: '빈 샌드박스로 시작하세요: wizard sandbox reset',
          folderTrouble: '권한과 디스크의 남은 공간을 확인한 다음 같은 명령을 다시 실행하세요.',
          notReset: `폴더에 쓸 수 있는지, 디스크에 공간이 있는지 확인하세요: ${facts.folder}`,
          otherState: '파일을 쓴 버전의 wizard를 사용하거나, 빈 샌드박스로 시작하세요: wizard sandbox reset',
          notStarted: `로그를 확인하세요: ${facts.log}`,
          notStopped: `프로세스를 직접 끝내세요: kill ${facts.pid}`,
          portTaken: '다른 포트를 고르세요: wizard sandbox start --port 번호',
          portUnusable: '1024~65535 범위의 다른 포트(예: 4700)를 고르거나 --port 옵션을 빼세요.',
        }[facts.code] ?? '',
    }),
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
      message: `그대로는 바꿀 수 없는 값입니다: ${facts.node}, ${facts.type}. 지금 값: ${facts.fields}${facts.wanted === '' ? '' : `, 요청한 값: ${facts.wanted}`}. 새로 만들면 트래픽이 끊기거나 데이터가 사라집니다.`,
      remedy: `wizard.yaml이나 옵션을 지금 값으로 되돌리거나(${facts.fields}), 전체를 삭제한 다음 새로 만드세요.`,
    }),
    definitionLost: facts => ({
      message: `서비스 ${facts.service}에서 ${facts.definition} 정의가 실행 중인데 여기에는 ${facts.file} 파일이 없습니다. 이대로 배포하면 기본값으로 바뀝니다.`,
      remedy: `먼저 파일로 저장하거나 저장소에 있는 파일을 가져오세요: aws ecs describe-task-definition --task-definition ${facts.definition} --include TAGS > ${facts.file}`,
    }),
    renamed: facts => ({
      message: `wizard.yaml의 이름이 실제로 만든 것과 다릅니다. 지금 설정: ${facts.wanted}, 만들 때: ${facts.was}`,
      remedy: 'wizard.yaml이나 옵션을 만들 때의 값으로 되돌리거나, 전체를 삭제한 다음 새로 만드세요.',
    }),
    missingSteps: facts => ({
      message: `앞 단계에서 만드는 것이 아직 없습니다: ${facts.names.split(', ').map(titleOf).join(', ')}`,
      remedy: `먼저 실행하세요: ${facts.steps}. 한꺼번에 하려면: wizard init`,
    }),
    missingStep: facts => ({
      message: `앞 단계에서 만드는 것이 아직 없습니다: ${titleOf(facts.step)}`,
      remedy: `먼저 실행하세요: wizard ${facts.step}. 한꺼번에 하려면: wizard init`,
    }),
    waitTimedOut: facts => ({
      message: `${facts.minutes}분이 지나도 준비되지 않았습니다: ${facts.what}. 마지막 상태: ${facts.last}`,
      remedy: '같은 명령을 다시 실행하면 멈춘 곳부터 이어서 기다립니다.',
    }),
    explicitDeny: facts => ({
      message: `정책이 이 호출을 금지합니다. 호출: ${facts.action}, 리소스: ${facts.resource}, 주체: ${facts.principal} (${facts.policy})`,
      remedy: '거부 정책은 권한을 더해도 풀리지 않습니다. 관리자에게 이 호출의 거부를 풀어 달라고 요청한 다음 같은 명령을 다시 실행하세요.',
    }),
    credentialsMissing: facts => ({
      message: `AWS 자격 증명을 찾지 못했습니다. 이 컴퓨터의 프로파일: ${facts.profiles || '없음'}`,
      remedy:
        '--profile 옵션으로 프로파일을 지정하거나 `aws login` 또는 `aws configure` 명령으로 로그인하세요. 계정 없이 연습하려면 --sandbox 옵션을 쓰세요.',
    }),
    credentialsExpired: facts => ({
      message: `AWS 자격 증명이 만료되었습니다. (${facts.error})`,
      remedy: '자격 증명을 새로 받은 다음 같은 명령을 다시 실행하세요. 멈춘 곳부터 이어집니다.',
    }),
    credentialsRefused: facts => ({
      message: `AWS가 자격 증명을 받아들이지 않았습니다. 오류: ${facts.error}: ${facts.message}`,
      remedy: '액세스 키와 비밀 액세스 키, 세션 토큰(AWS_ACCESS_KEY_ID 등의 환경 변수 또는 프로파일)을 확인한 다음 다시 시도하세요.',
    }),
    credentialsFailed: facts => ({
      message: `프로파일에서 자격 증명을 얻지 못했습니다. 프로파일: ${facts.profile}, 오류: ${facts.message}`,
      remedy: '~/.aws/config 또는 ~/.aws/credentials 파일의 프로파일을 고치거나 --profile 옵션으로 다른 프로파일을 지정하세요.',
    }),
    credentialProcessFailed: facts => ({
      message: `프로파일의 credential_process 명령이 실패했습니다. 프로파일: ${facts.profile}${facts.exit === null ? '' : `, 종료 코드: ${facts.exit}`}`,
      remedy:
        '~/.aws/config 또는 ~/.aws/credentials 파일에 있는 그 명령을 직접 실행해 보세요. 민감한 정보가 들어 있을 수 있어 명령의 출력은 여기에 표시하지 않습니다.',
    }),
    credentialProcessSilent: facts => ({
      message: `프로파일의 credential_process 명령이 ${facts.minutes}분 안에 자격 증명을 주지 않아 끝냈습니다. 프로파일: ${facts.profile}`,
      remedy:
        '~/.aws/config 또는 ~/.aws/credentials 파일에 있는 그 명령을 직접 실행해 무엇을 기다리는지 확인한 다음 같은 명령을 다시 실행하세요.',
    }),
    signInAgain: facts => ({
      message: `프로파일의 로그인이 만료되었습니다: ${facts.profile}`,
      remedy: `\`${facts.command}\` 명령을 실행한 다음 같은 명령을 다시 실행하세요.`,
    }),
    profileUnknown: facts => ({
      message: `없는 AWS 프로파일입니다: ${facts.profile}. 이 컴퓨터의 프로파일: ${facts.profiles || '없음'}`,
      remedy: '--profile 옵션으로 있는 프로파일을 지정하거나 `aws configure --profile` 명령으로 새로 만드세요.',
    }),
    regionMissing: () => ({
      message: 'AWS 리전이 정해지지 않았습니다.',
      remedy: '--region 옵션이나 AWS_REGION 환경 변수, 또는 AWS 프로파일에 리전을 지정하세요. 연습(--sandbox)에는 필요 없습니다.',
    }),
    clockSkew: facts => ({
      message: `이 컴퓨터의 시계가 맞지 않아 AWS가 서명 시각을 거부했습니다. (차이: ${facts.seconds}초)`,
      remedy: '시계를 맞춘(자동 시간 설정) 다음 같은 명령을 다시 실행하세요.',
    }),
    throttled: facts => ({
      message: `호출이 너무 많아 AWS가 받지 않습니다(호출 제한): ${facts.action}${facts.seconds > 1 ? ` (${facts.seconds}초 동안 다시 시도함)` : ''}`,
      remedy: '잠시 기다린 다음 같은 명령을 다시 실행하세요. 멈춘 곳부터 이어집니다.',
    }),
    unreachable: facts => ({
      message: `연결할 수 없습니다: ${facts.host} (${facts.error})`,
      remedy: '네트워크와 프록시, 리전을 확인한 다음 같은 명령을 다시 실행하세요.',
    }),
    notAws: facts => ({
      message: `AWS와 달리 계정을 알려 주지 않는 응답입니다. 네트워크의 로그인 페이지나 프록시일 수 있습니다. 주소: ${facts.host}`,
      remedy: '네트워크에 로그인하고 프록시와 --endpoint-url을 확인한 다음 같은 명령을 다시 실행하세요.',
    }),
    notImplemented: facts => ({
      message: `이 서버가 모르는 호출입니다. 서버: ${facts.endpoint}, 호출: ${facts.action}`,
      remedy: 'AWS를 쓰거나, 이 도구의 모든 호출을 아는 샌드박스(--sandbox)를 쓰세요.',
    }),
    answerUnreadable: facts => ({
      message: `AWS SDK가 읽을 수 없는 형식의 응답입니다. 서버: ${facts.endpoint}, 호출: ${facts.action}`,
      remedy: '중간에 프록시가 있는지 확인하거나, AWS 또는 이 도구의 샌드박스(--sandbox)를 쓰세요.',
    }),
    quotaReached: facts => ({
      message: `AWS 계정의 할당량을 다 썼습니다. 호출: ${facts.action}, 오류: ${facts.error}: ${facts.message}`,
      remedy: '쓰지 않는 것을 지우거나 Service Quotas 콘솔에서 할당량을 늘린 다음 같은 명령을 다시 실행하세요.',
    }),
    endpointNotLocal: facts => ({
      message: `연습 중에 이 컴퓨터 밖으로 나가려는 호출이 있어 보내지 않았습니다. 서비스: ${facts.service}, 주소: ${facts.host}`,
      remedy: 'AWS_ENDPOINT_URL 환경 변수와 --endpoint-url 옵션을 지우거나 --sandbox 옵션을 빼세요.',
    }),
    sandboxSilent: facts => ({
      message: `샌드박스가 응답하지 않습니다: ${facts.endpoint} (${facts.reason})`,
      remedy: '`wizard sandbox start` 명령으로 시작하세요.',
    }),
    sandboxGone: facts => ({
      message: `샌드박스가 더 이상 응답하지 않습니다: ${facts.endpoint} (${facts.error}). 중지되었거나 강제로 종료되었습니다.`,
      remedy: '`wizard sandbox start` 명령으로 다시 시작한 다음 같은 명령을 다시 실행하세요. 멈춘 곳부터 이어집니다.',
    }),
    notFound: facts => ({
      message: `없는 리소스입니다: ${facts.type} ${facts.name}`,
      remedy: '있는 리소스를 지정하거나 먼저 만드세요.',
    }),
    planOutdated: facts => ({
      message: `계획을 세운 뒤에 다른 누군가가 이 구성을 바꾸었거나 상태를 옮겼습니다: ${facts.state}. AWS에는 아무것도 만들거나 바꾸지 않았습니다.`,
      remedy: '같은 명령을 다시 실행하세요. 계획을 새로 세웁니다.',
    }),
    changedMeanwhile: facts => ({
      message: `계획을 실행하는 동안 다른 누군가가 리소스를 바꾸었습니다: ${facts.type} (${facts.node})`,
      remedy: '같은 명령을 다시 실행하세요. 계획을 새로 세웁니다.',
    }),
    stopped: facts => ({
      message: `중단했습니다. 시작하지 않았거나 끝나지 않은 것: ${facts.left}개`,
      remedy: '같은 명령을 다시 실행하면 멈춘 곳부터 이어집니다.',
    }),
  },
  steps: setup.steps,
  lessons,
  ask: setup.ask,
  asking: setup.asking,
  choices,
  tutorial,
  wizard: wizardTexts,
  rules: setup.rules,
  fileChanges: setup.fileChanges,
  ...helpWords,
  ui: {
    knownAfterApply: '(적용 후에 알 수 있음)',
    cancelled: '취소했습니다. 더 진행한 작업은 없습니다.',
    stopping: '멈추는 중입니다. 진행 중인 작업만 마치고 새 작업은 시작하지 않습니다. 바로 끝내려면 Ctrl-C를 한 번 더 누르세요.',
    resume: facts => `멈춘 곳부터 이어서 하려면: ${facts.command}`,
    bug: facts => `wizard ${facts.version}의 결함입니다(Node ${facts.node}). 아래 내용을 첨부해 알려 주세요.`,
    stillWorking: facts => `${facts.seconds}초째 작업 중:`,
    did: { create: '생성', update: '변경', replace: '교체', delete: '삭제', keep: '유지' },
    place: facts => `계정 ${facts.account}, 리전 ${facts.region} (${facts.regionSource}), 주체 ${facts.principal}`,
    sandboxPlace: facts => `샌드박스 ${facts.endpoint}, 리전 ${facts.region}: 이 컴퓨터 밖으로 나가는 것도, 드는 비용도 없습니다.`,
    planTitle: '할 일:',
    marks: { create: '생성', update: '변경', replace: '교체', delete: '삭제', keep: '유지', found: '있는 것을 사용' },
    planCounts: facts =>
      [
        ...(facts.create === 0 ? [] : [`생성 ${facts.create}`]),
        ...(facts.update === 0 ? [] : [`변경 ${facts.update}`]),
        ...(facts.replace === 0 ? [] : [`교체 ${facts.replace}`]),
        ...(facts.delete === 0 ? [] : [`삭제 ${facts.delete}`]),
        ...(facts.keep === 0 ? [] : [`이미 원하는 상태 ${facts.keep}`]),
      ].join(', '),
    unreleased: facts => `아직 서비스되지 않은 변경이 있습니다: ${facts.files}. 배포하려면: ${facts.command}`,
    lastFailed: facts =>
      `가장 최근의 파이프라인 실행이 실패했습니다: ${facts.id}. 그 전 버전이 계속 서비스됩니다. 다시 배포하려면: ${facts.command}`,
    unknownEnv: facts => `설정 파일에 없는 환경입니다: ${facts.env} (${facts.file}). 모두 기본값을 쓰는 별도의 구성이 됩니다.`,
    nextStop: facts => `  ${facts.command}   백그라운드에서 계속 실행 중인 샌드박스 정지`,
    nothingToDo: '모두 원하는 상태입니다. 할 일이 없습니다.',
    monthlyCost: facts =>
      `별다른 사용이 없을 때 한 달에 약 ${facts.usd} USD입니다(${facts.date} 기준 요금${facts.without === '' ? '' : `, 제외: ${facts.without}`}).`,
    costUnknown: facts => `이 리전의 요금은 알 수 없습니다: ${facts.region}. 요금을 아는 리전: ${facts.known}`,
    confirmApply: '진행할까요?',
    ...stateTexts,
    confirmDestroy: '모두 삭제할까요?',
    destroyStops: facts =>
      [
        '진행 중인 배포가 있습니다.',
        [facts.executions && ` 실행: ${facts.executions}`, facts.deployment && ` 배포: ${facts.deployment}`].filter(Boolean).join(','),
        '. 이 배포를 먼저 중지합니다. 삭제될 때까지는 ',
        facts.shifted ? '이미 모든 트래픽을 받는 새 버전이' : '이전 버전이',
        ' 계속 서비스합니다.',
      ].join(''),
    declined: '아무것도 하지 않았습니다.',
    filesKept: facts => `직접 만든 파일을 쓰며 덮어쓰지 않습니다: ${facts.files}`,
    fileChanges: facts => `적힌 것과 다르게 쓰는 항목입니다. 파일은 그대로 둡니다: ${facts.file}`,
    mfa: facts => `MFA 디바이스 코드: ${facts.serial}`,
    partly: facts =>
      `아직 다 구성되지 않았습니다. 있는 리소스: ${facts.count}개. 없는 리소스: ${facts.missing}${facts.more > 0 ? ` 외 ${facts.more}개` : ''}. 이어서 하려면: ${facts.command}`,
    onlyData: facts =>
      `데이터가 들어 있는 것만 있습니다. 있는 리소스: ${facts.count}개. 나머지를 만들려면: ${facts.command}. 삭제하려면: ${facts.remove}`,
    ready: facts => `서비스 중: ${facts.url}`,
    servesNothing: facts => `다 만들었지만 사용자에게 서비스되지 않습니다: ${facts.url}. ${facts.why}`,
    notAnswering: facts => `이 컴퓨터에서는 응답하지 않습니다: ${facts.url} (내부 로드 밸런서는 VPC 안에서만 응답합니다)`,
    testUrl: facts => `테스트 리스너: ${facts.url}`,
    next: '다음 단계:',
    nextRelease: facts => `  ${facts.command}   새 버전 배포`,
    nextStatus: facts => `  ${facts.command}   현재 상태 확인`,
    nextDestroy: facts => `  ${facts.command}   모두 삭제`,
    noSetup: facts => `아직 구성된 것이 없습니다. 다음 명령으로 시작하세요: ${facts.command}`,
    statusRow: {
      live: '서비스 중',
      image: '이미지',
      since: '서비스 시작',
      tasks: '태스크',
      url: 'URL',
      pipeline: '파이프라인',
      execution: '최근 실행',
      running: '진행 중인 배포',
    },
    destroyed: 'wizard가 만든 것은 하나도 남지 않았습니다.',
    spared: facts => `넘겨받은 것과 그것에 필요한 것은 그대로 둡니다: ${facts.what}. 함께 삭제하려면: ${facts.command}`,
    holdsData: facts => `데이터가 들어 있습니다: ${facts.kind} ${facts.name}`,
    deleteData: '함께 삭제하려면 이름을 입력하세요. Enter를 누르면 남깁니다',
    deleteDataName: facts => `이름이 다릅니다. 남기려면 비워 두고, 삭제하려면 다음 이름을 그대로 입력하세요: ${facts.name}`,
    dataKept: facts => `데이터가 들어 있어 남겨 둔 것(저장 비용이 조금 계속 듭니다): ${facts.what}. 함께 삭제하려면: ${facts.command}`,
    leftAlone: facts => `그대로 둔 것: ${facts.what}`,
    nothingToDestroy: facts => `삭제할 것이 없습니다. 아직 구성된 것이 없습니다. 구성하려면: ${facts.command}`,
  },
  release: {
    ...releaseWords,
    pushed: facts => `푸시 완료: ${facts.image}`,
    imageUnchanged: facts => `이미 있는 이미지입니다: ${facts.image}`,
    committed: facts => `커밋 완료: ${facts.files} (${facts.commit})`,
    started: facts => `파이프라인 실행 시작: ${facts.id}`,
    triggered: facts => `푸시로 시작된 파이프라인 실행: ${facts.id}`,
    unchanged: '새로 바뀐 것이 없습니다. 지금 있는 파일과 이미지로 파이프라인을 한 번 더 실행합니다.',
    waitingForTrigger: '파이프라인이 스스로 시작하기를 기다리는 중',
    overtaken: facts => `더 새로운 실행이 앞질렀습니다. 따라가는 실행: ${facts.id}`,
    action: facts => `${facts.stage} / ${facts.action}: ${facts.status}`,
    deployment: facts => `  배포 ${facts.id}: ${facts.status}`,
    kept: facts =>
      facts.here === undefined
        ? `  롤백에 대비해 이전 버전을 ${facts.minutes}분 더 보관합니다.`
        : `  롤백에 대비해 이전 버전을 AWS 시간으로 ${facts.minutes}분, 이 샌드박스에서는 ${facts.here} 동안 보관합니다.`,
    live: facts => `서비스 중: ${facts.image} (${facts.colour})`,
    following: facts => `따라가는 파이프라인 실행: ${facts.id}`,
    message: 'wizard로 배포',
    wouldPush: facts => `푸시할 이미지: ${facts.source} -> ${facts.image}`,
    wouldCommit: facts => `커밋할 파일: ${facts.files} (브랜치 ${facts.branch})`,
    wouldStart: facts => `실행할 파이프라인: ${facts.pipeline}`,
    status: {
      Succeeded: '성공',
      InProgress: '진행 중',
      Failed: '실패',
      Skipped: '건너뜀',
      Abandoned: '중단',
      Stopped: '정지',
      Created: '생성됨',
      Queued: '대기',
      Ready: '준비',
      Unknown: '알 수 없음',
    },
  },
  rollback: rollbackTexts,
  broughtBy,
  status: statusTexts,
  planning: planningTexts,
  policy: policyTexts,
  logs: logsTexts,
  causes,
  diagnosis,
  checkTitles,
  findings,
  doctor: doctorTexts,
  sandbox: {
    started: facts => `샌드박스 주소: ${facts.endpoint}`,
    running: facts => `실행 중인 샌드박스: ${facts.endpoint}, AWS보다 ${facts.speed}배 빠름, 리전 ${facts.region}`,
    stopped: '샌드박스를 정지했습니다. 내용은 보관됩니다.',
    notRunning: '샌드박스가 실행 중이 아닙니다.',
    reset: '샌드박스를 비웠습니다.',
    envHint: facts => `# 이 셸에서 쓰려면: ${facts.command}`,
    ...sandboxTexts,
  },
  notes: {
    ...imageNotes,
    ...stateNotes,
    waiting: facts => `기다리는 중: ${facts.what} (${facts.state})`,
    rolePropagation: facts => `새 역할이 AWS 전체에 퍼지기를 기다리는 중 (${facts.seconds}초)`,
    stillInUse: facts => `더 이상 쓰이지 않을 때까지 기다리는 중 (${facts.seconds}초)`,
    tryingAgain: facts => `분명한 응답이 없어(${facts.error}) 확인한 다음 다시 시도하는 중`,
    sweepRefused: facts => `그사이 이름이 바뀐 것이 있는지 태그로 찾아보지 못했습니다(거부됨: ${facts.what}).`,
    sweepUnseen: facts =>
      `이 구성의 태그가 있지만 지금 권한으로는 볼 수 없는 것이 있습니다. 아직 남아 있다면 비용이 계속 듭니다: ${facts.what}. 권한을 받은 뒤 다시 실행하세요: ${facts.command}`,
    folderNotReleased: facts =>
      `이번 배포에는 ${facts.from}의 내용이 들어가지 않습니다. 태그가 가리키는 이미지와 바뀐 파이프라인 파일만 배포합니다. ${facts.from}의 내용을 배포하려면: ${facts.command}`,
    fileBehind: facts =>
      `여기의 파일이 이전 커밋의 파일과 같습니다: ${facts.file}. 배포하면 더 새로운 커밋의 변경이 되돌려집니다: ${facts.commit} (${facts.author}, ${facts.date}). 그 커밋은 리포지토리 기록에 남습니다. 되돌리지 않으려면 먼저 파일을 최신으로 맞추세요.`,
    takenFromUs: facts =>
      `이제 다른 설정의 표시가 붙어 있습니다. 그 설정이 넘겨받은 것이므로 필요한 것과 함께 그대로 둡니다: ${facts.what}`,
    otherSetUps: facts =>
      `이 계정과 리전에 다른 설정의 표시가 붙은 리소스가 있습니다. 앱/환경(개수): ${facts.what}. 그중 하나가 맞다면 wizard.yaml의 app과 --env 옵션을 그에 맞추세요.`,
    strays: facts =>
      `이 구성의 태그가 있지만 wizard.yaml의 이름과 다른 것이 있습니다: ${facts.what}. 그대로 남아 비용이 계속 듭니다. 이어서 쓰려면 wizard.yaml의 이름을 되돌리고, 아니면 먼저 모두 삭제하세요: ${facts.command}`,
    newPipelineReleases: facts =>
      `새 파이프라인은 만든 뒤 저절로 한 번 실행됩니다: ${facts.pipeline}. 지금 다른 버전이 서비스 중이어도 여기에 있는 것이 배포됩니다: ${facts.what}`,
    newCommitReleases: facts =>
      `파이프라인이 지켜보는 곳에 파일을 새로 커밋합니다: ${facts.files}. 지금 다른 버전이 서비스 중이어도 여기에 있는 것이 배포됩니다: ${facts.what}`,
    newImageReleases: facts =>
      `파이프라인이 지켜보는 태그로 이미지를 푸시합니다: ${facts.image}. 지금 다른 버전이 서비스 중이어도 이 이미지가 배포됩니다: ${facts.from}`,
    portElsewhere: facts =>
      `이미지가 밝힌 포트(${facts.ports})와 태스크 정의의 포트(${facts.port})가 다릅니다. 이미지가 맞다면 태스크가 정상 상태가 되지 못합니다. 바꾸려면 --taskdef-port 옵션이나 wizard.yaml의 taskdef.port 값을 쓰세요.`,
    healthPathHeld: facts =>
      `서비스 중인 대상 그룹은 상태 검사 경로를 그대로 둡니다: ${facts.targetGroup} (${facts.before}). ${facts.answer === '-' ? `지금 실행 중인 버전이 ${facts.path} 요청에 응답하는지 확인하지 못했기 때문입니다` : `지금 실행 중인 버전이 ${facts.path} 요청에 ${facts.answer} 코드로 응답하기 때문입니다`}. 바꾸면 태스크가 끝없이 교체됩니다. 비어 있는 대상 그룹만 새 경로로 바꿉니다. 그 경로에 응답하는 버전을 배포한 다음, 이전 버전이 사라지면 실행하세요: ${facts.command}`,
    healthPathElsewhere: facts =>
      `새 버전이 시작될 대상 그룹의 상태 검사 경로가 설정과 다릅니다: ${facts.targetGroup} (지금 ${facts.path}, 설정 ${facts.wanted}). 먼저 맞추려면: ${facts.command}`,
    imageFailed: facts =>
      `태그가 아직 실패한 이미지를 가리킵니다: ${facts.image}. 바뀐 것이 없는 배포는 거절합니다. 태그를 서비스 중인 이미지로 되돌리려면: ${facts.command}`,
    waitingForCredentials: facts =>
      `프로파일의 자격 증명을 기다립니다: ${facts.profile}. credential_process 명령이 아직 끝나지 않았습니다. 브라우저 등 다른 곳에서 로그인을 기다리는 중일 수 있습니다. ${facts.minutes}분까지 기다리며, Ctrl-C를 누르면 바로 끝냅니다.`,
    profileOverKeys: facts =>
      `AWS_PROFILE과 액세스 키가 둘 다 설정되어 있습니다. 프로파일을 씁니다: ${facts.profile}. AWS CLI라면 액세스 키를 씁니다.`,
  },
};
