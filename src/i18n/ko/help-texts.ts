import type { Messages } from '../index.ts';

export const helpTexts: Omit<Messages['help'], 'headings' | 'description'> = {
  placeholders: { options: '옵션', command: '명령' },
  topicsHeading: '도움말 주제 (wizard help 주제):',
  oneOf: facts => `다음 중 하나: ${facts.choices}`,
  initial: facts => `기본값: ${facts.value}`,
  topics: {
    'exit-codes': '종료 코드의 뜻',
    environment: '적용되는 환경 변수',
    config: 'wizard.yaml의 설정과 환경, 우선순위',
    sandbox: 'AWS 계정 없이 연습하는 방법',
    resume: '중단된 작업을 이어서 하는 방법',
  },
  exitCodes: {
    done: '완료했거나 할 일이 없음',
    bug: '프로그램 오류. 신고해 주세요',
    usage: '입력이 잘못되었거나, 물어볼 수 없는 상황에서 답이 빠짐',
    config: '먼저 고쳐야 할 것이 있음: wizard.yaml, 파일, 자격 증명, 또는 명령에 필요한 것이 없음',
    refused: 'AWS나 레지스트리가 거부했거나, 현재 상태에서는 명령을 진행할 수 없음',
    resumable: '도중에 멈춤. 같은 명령을 다시 실행하면 이어서 진행함',
    locked: '다른 실행이 작업 중이거나, 같은 이름의 리소스가 다른 소유자의 것임',
    changes: '변경할 것이 있음 (plan --exit-code일 때만)',
    deploymentFailed: '새 버전이 정상적으로 뜨지 않음. 이전 버전이 서비스 중',
    interrupted: 'Ctrl-C(130), SIGTERM(143), 터미널 닫기(129)로 종료. 시작한 작업은 마쳤음',
  },
  events: {
    action: '파이프라인 작업의 시작 또는 끝',
    alarm: '배포 그룹 경보의 상태',
    blocked: '진행 중인 배포가 끝나기를 기다림',
    call: 'AWS 호출 (--verbose)',
    check: 'doctor가 확인한 항목과 결과',
    cli: '같은 일을 하는 AWS CLI 명령 (--print-cli)',
    committed: '파일 커밋',
    cost: '리소스별 월 예상 요금',
    deployment: 'CodeDeploy 배포 상태',
    diagnosis: '배포가 실패한 이유',
    execution: '파이프라인 실행 상태',
    'execution-found': '지켜볼 파이프라인 실행',
    failing: '새 버전이 정상적으로 뜨지 않을 것으로 보임',
    'file-change': 'AWS에 보내려고 파일에서 바꾼 값',
    found: '프로젝트나 계정에서 찾은 값',
    health: '대상 그룹의 대상 상태',
    kept: '모든 트래픽이 새 버전으로 이동. 이전 버전은 그때까지 유지',
    lesson: '단계의 목적과 같은 일을 하는 AWS CLI 명령 (--explain)',
    lifecycle: '배포 수명 주기 이벤트의 시작 또는 끝',
    log: '태스크 로그 한 줄',
    note: '알아 둘 내용. 종류는 code',
    place: '계정, 리전, 보안 주체',
    plan: '할 일',
    pushed: '리포지토리에 이미지 푸시',
    resource: '리소스 생성, 변경, 삭제',
    result: '마지막 줄: ok, 그리고 오류 또는 결과',
    resume: '중단된 실행을 이어서 하는 방법',
    reverted: '파이프라인 소스를 이전 버전으로 되돌림',
    'rollback-step': '롤백의 한 단계',
    'rolled-back': '트래픽이 이전 버전으로 돌아옴',
    'rolling-back': '트래픽을 이전 버전으로 되돌리는 중',
    'service-event': 'ECS 서비스 이벤트',
    started: '파이프라인 실행이나 샌드박스의 시작',
    status: '구성의 현재 상태 (status --watch)',
    stopped: '새 버전의 태스크가 중지됨',
    traffic: '두 버전의 트래픽 비율과 태스크 수',
    'trigger-silent': '푸시했지만 파이프라인이 시작되지 않음',
    'twin-left': '파일과 이미지가 각각 실행을 시작했고, 두 번째 실행을 멈출 권한이 없음',
    unchanged: '새로 바뀐 것이 없어 지금 있는 것으로 파이프라인을 한 번 더 실행',
    'waiting-for-trigger': '파이프라인이 스스로 시작하기를 기다림',
    'watching-alarms': '새 버전이 서비스 중이며 경보를 지켜보는 중',
  },
  environment: {
    AWS_PROFILE: 'AWS 프로파일. --profile이 우선함',
    AWS_REGION: 'AWS 리전. --region이 우선함',
    AWS_DEFAULT_REGION: 'AWS_REGION이 없을 때의 AWS 리전. AWS CLI와 같음',
    AWS_ACCESS_KEY_ID: 'AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN과 함께 쓰는 키. 프로파일을 지정하지 않았을 때 적용됨',
    AWS_CONFIG_FILE: '~/.aws/config 대신 쓸 파일',
    AWS_SHARED_CREDENTIALS_FILE: '~/.aws/credentials 대신 쓸 파일',
    AWS_ENDPOINT_URL: 'AWS 대신 모든 호출을 보낼 주소. --endpoint-url이 우선함',
    WIZARD_LANG: '언어(en 또는 ko). LC_ALL, LC_MESSAGES, LANG보다 우선함',
    WIZARD_SANDBOX_FOLDER: '샌드박스 폴더(기본값: .wizard/sandbox)',
    NO_COLOR: '비어 있지 않으면 색을 쓰지 않음. FORCE_COLOR보다 우선함',
    FORCE_COLOR: '비어 있지 않으면 터미널이 아니어도 색을 씀',
    TERM: 'dumb: 색을 쓰지 않고 진행 상황을 한 번만 쓰는 줄로 표시(질문은 커서를 옮김)',
    CI: '비어 있지 않으면 한 줄씩 출력하고 브라우저를 열지 않음',
  },
  reference: {
    title: '레퍼런스',
    made: '프로그램이 실제로 쓰는 표를 바탕으로 `wizard docs` 명령이 만들었습니다.',
    commands: '명령',
    globalFlags: '모든 명령의 옵션',
    settings: '설정: 옵션과 wizard.yaml의 키',
    settingsOf: facts => `설정: ${facts.flags}`,
    events: '이벤트: --json 각 줄의 type',
    exitCodes: '종료 코드',
    environment: '환경 변수',
  },
  topicTexts: {
    'exit-codes': '--json을 쓰면 stdout의 마지막 줄이 type이 result인 객체이고, 그 안의 오류마다 고유한 코드가 있습니다.',
    environment: '우선순위는 옵션, 환경 변수, wizard.yaml 순서입니다. 다만 구성의 리전은 설정 파일을 따릅니다.',
    config: `모든 질문은 옵션이자 wizard.yaml의 키입니다. 옵션, 설정 파일, 프로젝트에서 찾은 값, 튜토리얼의 기본값 순서로 적용됩니다. \`wizard init\` 명령이 파일을 만들고, 편집기는 schema/wizard.schema.json으로 검사합니다.

  app: shop
  service:
    desiredCount: 2
  environments:
    prod:
      service:
        desiredCount: 4

--env prod를 쓰면 environments.prod의 설정이 나머지보다 먼저 적용되며, 이름이 따로인 별도의 구성이 됩니다. 다른 파일은 --config로 지정합니다. 모든 키와 옵션, 선택지, 기본값은 \`wizard docs --json\` 명령으로 볼 수 있습니다.`,
    sandbox: `어느 명령이든 --sandbox를 붙이면 이 컴퓨터의 작은 AWS로 호출을 보냅니다. 밖으로 나가는 것도, 드는 비용도 없습니다. 필요할 때 시작되고 백그라운드에서 계속 실행됩니다.

  wizard init --sandbox --yes
  wizard release --sandbox --image sandbox/sample:v2
  wizard sandbox status
  eval "$(wizard sandbox env)"
  wizard sandbox stop

연습은 상태를 따로 두므로 실제 구성을 건드리지 않습니다. \`wizard sandbox fault add\` 명령으로 일부러 장애를 일으킬 수 있습니다.`,
    resume: `같은 명령을 다시 실행하세요. 만든 것은 호출 전후로 .wizard/에 기록되고 AWS를 먼저 확인하므로, 같은 것을 두 번 만들지 않습니다. 종료 코드 5와 130은 이어서 할 일이 있다는 뜻입니다.

- \`wizard init\` 명령의 답은 Ctrl-C로 끝내도 wizard.yaml에 남습니다.
- 첫 번째 Ctrl-C는 진행 중인 작업을 마치고, 두 번째는 즉시 끝냅니다. 다음 실행이 만든 것을 찾아냅니다.
- .wizard 폴더가 없어져도 AWS의 태그와 이름으로 다시 만듭니다.
- 중단된 롤백은 \`wizard rollback\` 명령이 이어서 합니다.
- 남은 일은 \`wizard plan\` 명령으로 보고, 있는 것은 \`wizard destroy\` 명령으로 삭제합니다.`,
  },
};
