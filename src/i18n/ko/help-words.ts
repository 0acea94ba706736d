import type { HelpWords } from '../index.ts';
import { helpTexts } from './help-texts.ts';

export const helpWords: HelpWords = {
  help: {
    headings: { Usage: '사용법:', Options: '옵션:', 'Global Options': '공통 옵션:', Commands: '명령:' },
    description: 'Amazon ECS 블루/그린 파이프라인을 구성하고, 연습하고, 배포하고, 삭제합니다.',
    ...helpTexts,
  },
  commands: {
    init: '질문, 계획, 생성, 첫 배포까지 모두 진행',
    source: 'CodeCommit 리포지토리 생성',
    ecr: '이미지 리포지토리를 만들고 이미지 푸시',
    taskdef: 'taskdef.json 작성 및 태스크 정의 등록',
    alb: '로드 밸런서, 대상 그룹 2개, 리스너 2개, 보안 그룹 생성',
    appspec: 'appspec.yaml 작성 후 taskdef.json과 함께 커밋',
    service: '클러스터와 서비스 생성(create-service.json)',
    codedeploy: 'CodeDeploy 애플리케이션과 배포 그룹 생성',
    pipeline: '파이프라인과 자동 시작 규칙 생성',
    release: '새 이미지나 바뀐 파일을 배포하고 지켜보기',
    rollback: '이전 버전이나 예전에 서비스했던 다른 버전으로 되돌리기',
    status: '무엇이 있고 어떤 버전이 서비스 중인지 보기',
    logs: '태스크의 로그 보기',
    exec: '실행 중인 태스크 안에서 명령 실행(기본값: 셸)',
    plan: 'init이 할 일을 미리 보기. 질문에 답한 다음 표시(--yes: 질문 없음), 아무것도 바꾸지 않음',
    doctor: '구성과 배포에 필요한 것을 모두 확인하고 마지막 배포의 실패 원인 찾기',
    policy: 'wizard를 실행하는 사람에게 필요한 최소 IAM 정책 출력(자격 증명 불필요)',
    destroy: 'wizard가 만든 것을 모두 삭제',
    state: '상태: wizard가 만든 것들의 기록',
    'state move': '팀과 CI가 함께 쓰는 버킷으로 상태를 옮기거나 되돌리기',
    sandbox: '연습용 로컬 AWS',
    help: '명령의 도움말 보기',
    'sandbox start': '샌드박스 시작',
    'sandbox stop': '샌드박스 정지(내용은 보관)',
    'sandbox status': '실행 여부와 들어 있는 리소스 보기',
    'sandbox reset': '샌드박스의 모든 내용 버리기',
    'sandbox env': 'AWS CLI로 샌드박스에 접속하기 위한 환경 변수 출력',
    'sandbox speed': 'AWS보다 몇 배 빠르게 실행할지 변경',
    'sandbox skip': 'AWS 시간을 지정한 초만큼 한 번에 보내기',
    'sandbox open': '로드 밸런서의 로컬 주소를 보여 주고 운영 주소 열기',
    'sandbox logs': '태스크의 로그 보기(--calls 옵션을 쓰면 API 호출도)',
    'sandbox fault': '일부러 장애 일으키기',
    'sandbox fault add': '장애 준비',
    'sandbox fault list': '준비된 장애와 일어난 횟수 보기',
    'sandbox fault clear': '장애 하나 또는 전부 거두기',
    completion: '셸에서 명령을 자동 완성하는 스크립트 출력',
    docs: '레퍼런스 출력 (--json이면 프로그램용)',
  },
  moreHelp: {
    'sandbox fault add': `
종류:
  throttling            "Rate exceeded", 서비스마다 실제와 같은 오류로
  server-error          500 오류, --status 옵션으로 502, 503, 504
  html                  응답 대신 HTML 페이지
  drop                  연결이 끊김, --effect 옵션을 쓰면 작업이 실행된 다음에
  timeout               응답이 끝내 오지 않음
  latency               응답이 늦음(--seconds)
  expired-credentials   보안 토큰이 만료됨
  invalid-signature     서명이 맞지 않음
  clock-skew            호출하는 쪽의 시계가 틀림
  access-denied         조직의 정책이 작업을 거부함(--action iam:PassRole)
  quota                 할당량을 다 씀
  iam-propagation       새 역할과 정책이 아직 서비스에 보이지 않음
  listing-lag           방금 만든 것이 목록에 없고 이름으로도 찾을 수 없음
  tag-lag               태그가 늦게 보임
  capacity              Fargate 용량이 없어 태스크가 배치되지 않음
  stuck-load-balancer   로드 밸런서가 provisioning 또는 failed 상태에 머무름(--state failed)
  unsteady-service      서비스가 안정 상태가 되지 않음
  stuck-deployment      배포가 진행되지 않음(--event Install)

예:
  wizard sandbox fault add throttling --service ecs --operation 'Describe*' --times 3
  wizard sandbox fault add drop --service ecs --operation CreateService --effect
  wizard sandbox fault add iam-propagation --seconds 30
  wizard sandbox fault add access-denied --action iam:PassRole
  wizard sandbox fault add stuck-deployment --event AllowTraffic
`,
    completion: `
bash, zsh, fish, powershell용 스크립트를 출력합니다. 명령, 옵션, 옵션 값과 함께 이 폴더의 상태와 설정에 있는 이름도 완성하며, AWS는 호출하지 않습니다. \`npx wizard\`는 완성할 수 없고, 설치한 \`wizard\`만 됩니다. 모든 셸에서 쓰려면:

  bash:        wizard completion bash > ~/.local/share/bash-completion/completions/wizard
  zsh:         wizard completion zsh > ~/.zfunc/_wizard    (~/.zshrc의 compinit 앞에 fpath+=~/.zfunc)
  fish:        wizard completion fish > ~/.config/fish/completions/wizard.fish
  powershell:  wizard completion powershell >> $PROFILE

현재 셸에서만 쓰려면: source <(wizard completion bash) 또는 wizard completion fish | source`,
    docs: `
--json을 쓰면 stdout에 문서 하나를 출력합니다: 명령, 옵션과 선택지, 기본값, wizard.yaml의 키, 이벤트, 종료 코드, 환경 변수. 없으면 같은 내용을 Markdown으로 출력합니다.`,
    doctor: `
종료 코드: 실패가 없으면 0(경고는 있을 수 있음), 확인이 실패하면 3, 마지막 배포가 실패했으면 8.
옵션이 없으면 모든 확인을 하고, 마지막 배포가 실패했다면 그 이유를 알려 줍니다. 읽을 수 없는 것은 건너뛰고 그렇게 표시합니다.`,
  },
  options: {
    version: '버전 출력',
    help: '도움말 출력',
    config: '설정 파일(기본값: wizard.yaml)',
    env: '환경 이름: 설정의 덮어쓰기 항목이자 별도의 구성',
    profile: 'AWS 프로파일',
    region: 'AWS 리전',
    endpointUrl: 'AWS 대신 이 주소로 모든 호출 보내기',
    sandbox: '로컬 샌드박스에서 연습(필요하면 시작)',
    yes: '기본값을 쓰고 계획에 동의',
    nonInteractive: '묻지 않음. 부족한 입력을 한꺼번에 알려 줌',
    dryRun: '계획만 보여 주고 끝내기',
    explain: '계획의 단계마다 무엇을 왜 만드는지, 같은 일을 하는 AWS CLI 명령과 함께 설명',
    adopt: '이름은 같지만 이 구성의 표시가 없는 리소스 넘겨받기. destroy에서는 넘겨받은 것도 삭제',
    breakLock: '이미 끝난 실행의 잠금을 누구의 것인지 보여 준 뒤 풀기',
    stateTo: '옮길 곳: s3://BUCKET/PREFIX 또는 local',
    rebuild: '상태를 잃었거나 손상되었을 때 먼저 AWS에서 다시 만들기',
    deleteData: '이미지, 커밋, 로그, 아티팩트도 하나씩 묻지 않고 삭제',
    json: '표준 출력에 한 줄에 하나씩 JSON 출력',
    lang: '언어: en 또는 ko',
    noColor: '색 없이 출력',
    verbose: 'AWS 호출을 모두 표시',
    image: '배포할 이미지: 레지스트리의 이미지 참조',
    static: '배포할 정적 파일 폴더(Docker 필요 없음)',
    archive: '배포할 이미지: OCI 레이아웃 또는 `docker save` 아카이브',
    build: '빌드할 Dockerfile이 있는 폴더(기본값: 현재 폴더)',
    tag: '이미지에 추가로 붙일 태그',
    filesOnly: '이미지 없이 바뀐 파일만 배포',
    message: '커밋 메시지',
    wait: '명령이 끝나는 때: traffic(그 버전이 모든 트래픽을 받을 때), alarms(그 뒤 3분 동안 경보가 없을 때, release의 기본값), complete(다른 버전이 사라질 때), none',
    exitCode: '바꿀 것이 있으면 종료 코드 7',
    execution: '이 파이프라인 실행이 실패한 이유',
    deployment: '이 배포가 실패한 이유',
    last: '확인 없이 마지막 배포가 실패한 이유만',
    port: '127.0.0.1의 포트(기본값: 비어 있는 포트, 다음에도 같은 포트)',
    speed: 'AWS보다 몇 배 빠르게 할지(기본값: 60)',
    foreground: '포그라운드에서 실행',
    format: 'sh, fish, powershell, json(기본값: sh)',
    to: '되돌릴 버전: 개정(12 또는 web:12), 이미지 다이제스트, 태그',
    list: '서비스된 버전 보기',
    revertFiles: '그 버전의 파일과 이미지 태그도 리포지토리에 되돌림. 파이프라인이 한 번 실행됨',
    forUse: '호출자가 할 일: set-up(기본값), release, look, roles(역할을 미리 만들기)',
    account: 'ARN에 쓸 계정(기본값: 이곳 구성의 계정)',
    cost: '리소스별 월 비용, 배포할 때 더 드는 비용, 줄이는 방법 표시',
    planFile: '`plan --out`으로 저장한 계획이 그대로 유효하면 묻지 않고 실행',
    planOut: '`init --plan`에 쓸 계획을 파일로 저장',
    printCli: '같은 일을 하는 AWS CLI 명령을 bash 스크립트로 출력',
    outFolder: '정책을 파일 하나씩 저장할 폴더',
    watch: '계속 지켜보며 배포를 따라가기',
    since: '얼마 전부터 볼지: 90s, 10m(기본값), 2h, 1d',
    task: '이 태스크만(ID의 앞부분만 써도 됨)',
    colour: '이 대상 그룹의 태스크만: blue 또는 green',
    filter: 'CloudWatch Logs 필터 패턴',
    container: '태스크의 컨테이너(기본값: 트래픽을 받는 컨테이너)',
    failAfter: '같은 실패가 이만큼 반복되면 빨리 중단(기본값: 2)',
    failFast: '실패하는 배포를 중지하고 트래픽을 되돌림(기본값: 물어봄, --yes이면 실행)',
    noFailFast: '실패하는 배포를 중지하지 않음',
    tree: '무엇이 무엇에 속하는지 트리로 보기',
    follow: 'Ctrl-C를 누를 때까지 계속 보기',
    calls: 'API 호출도 보기',
    service: '서명에 쓰이는 서비스 이름: ecs, elasticloadbalancing, registry (*는 임의의 텍스트)',
    operation: '작업 이름, 예: CreateService (*는 임의의 텍스트)',
    match: '호출의 입력이나 대상의 이름에 이 텍스트가 있을 때만',
    times: '일어날 횟수',
    always: '거둘 때까지 계속',
    for: '일어날 수 있는 기간(AWS 시간, 초)',
    after: '먼저 정상으로 처리할 호출 수',
    probability: '호출마다 일어날 확률(0~1)',
    seed: '시드가 같으면 같은 호출에서 다시 일어남',
    seconds: '걸리는 시간(AWS 시간 초, latency와 clock-skew는 실제 초)',
    status: 'HTTP 상태 코드: 500, 502, 503, 504',
    code: 'AWS의 기본 오류 코드 대신 쓸 오류 코드',
    effect: '작업은 실행하고 응답만 잃어버림',
    action: '거부할 IAM 작업, 서비스 역할에도 적용 (*는 임의의 텍스트)',
    state: '로드 밸런서가 머무를 상태: provisioning, failed',
    event: '배포가 넘어가지 못할 수명 주기 이벤트: Install, AllowTraffic, …',
  },
};
