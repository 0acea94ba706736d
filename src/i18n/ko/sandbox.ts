import type { Messages } from '../index.ts';

export const sandboxProblems: Pick<Messages['problems'], 'faultMistake'> = {
  faultMistake: facts => ({
    message: {
      unknown: `${facts.field}: ${facts.value} - 없는 값입니다.`,
      missing: `지정하지 않은 값이 있습니다: ${facts.field}`,
      number: `${facts.field}: ${facts.value} - 사용할 수 없는 값입니다.`,
      type: `${facts.field}: ${facts.value} - 사용할 수 없는 값입니다.`,
      unfit: `이 종류의 장애에는 쓸 수 없는 항목입니다: ${facts.field}`,
    }[facts.problem],
    remedy: [
      facts.suggestion === undefined ? '' : `혹시 이것인가요: ${facts.suggestion} `,
      facts.problem === 'number' ? `${facts.min}~${facts.max} 범위의 숫자를 지정하세요.` : '',
      facts.choices !== '' ? `사용할 수 있는 값: ${facts.choices}` : '',
      facts.problem === 'number' || facts.choices !== '' || facts.suggestion !== undefined
        ? ''
        : `입력할 수 있는 내용 보기: ${facts.field === 'id' ? 'wizard sandbox fault list' : 'wizard sandbox fault add --help'}`,
    ].join(''),
  }),
};

/** As AWS's Korean documents call them. */
const SORTS: Readonly<Record<string, string>> = {
  'access key': '액세스 키',
  action: '작업',
  alarm: '경보',
  application: '애플리케이션',
  bucket: '버킷',
  build: '빌드',
  certificate: '인증서',
  cluster: '클러스터',
  connection: '연결',
  deployment: '배포',
  'deployment group': '배포 그룹',
  group: '그룹',
  'internet gateway': '인터넷 게이트웨이',
  listener: '리스너',
  'load balancer': '로드 밸런서',
  'log group': '로그 그룹',
  'network interface': '네트워크 인터페이스',
  pipeline: '파이프라인',
  policy: '정책',
  project: '프로젝트',
  repository: '리포지토리',
  role: '역할',
  'route table': '라우팅 테이블',
  rule: '규칙',
  'scalable target': '확장 가능 대상',
  'scaling activity': '조정 활동',
  'scaling policy': '조정 정책',
  'scheduled action': '예약된 작업',
  'security group': '보안 그룹',
  service: '서비스',
  session: '세션',
  stage: '스테이지',
  subnet: '서브넷',
  target: '대상',
  'target group': '대상 그룹',
  task: '태스크',
  'task definition': '태스크 정의',
  'task set': '태스크 세트',
  user: '사용자',
};

export const sandboxTexts: Pick<
  Messages['sandbox'],
  | 'kept'
  | 'inRegion'
  | 'sort'
  | 'speedIs'
  | 'skipped'
  | 'noListeners'
  | 'startedForThis'
  | 'noLogs'
  | 'faultArmed'
  | 'faultFired'
  | 'faultsCleared'
  | 'noFaults'
> = {
  kept: facts => `내용을 보관하는 폴더: ${facts.folder}. 셸에 입력할 내용:`,
  inRegion: facts => `리전 ${facts.region}`,
  sort: ({ sort = '' }) => SORTS[sort] ?? sort,
  speedIs: facts => `샌드박스가 이제 AWS보다 ${facts.speed}배 빠릅니다.`,
  skipped: facts => `AWS 시간으로 ${facts.seconds}초가 지났습니다.`,
  noListeners: '아직 응답하는 로드 밸런서가 없습니다.',
  startedForThis: '실행 중인 샌드박스가 없어서 새로 시작합니다. 멈추려면: wizard sandbox stop',
  noLogs: ({ group }) =>
    group === undefined ? '아직 태스크가 남긴 로그가 없습니다.' : `로그가 없는 로그 그룹: ${group}. 모든 그룹 보기: wizard sandbox logs`,
  faultArmed: facts => `장애를 준비했습니다: ${facts.kind} (${facts.id}). 거두려면: wizard sandbox fault clear ${facts.id}`,
  faultFired: facts => (facts.limit === undefined ? `${facts.count}번 일어남` : `${facts.limit}번 중 ${facts.count}번 일어남`),
  faultsCleared: facts => `거둔 장애: ${facts.count}개`,
  noFaults: '준비된 장애가 없습니다.',
};

export const sandboxCommands = {
  'sandbox speed': 'AWS보다 몇 배 빠르게 실행할지 변경',
  'sandbox skip': 'AWS 시간을 지정한 초만큼 한 번에 보내기',
  'sandbox open': '로드 밸런서의 로컬 주소를 보여 주고 운영 주소 열기',
  'sandbox logs': '태스크의 로그 보기(--calls 옵션을 쓰면 API 호출도)',
  'sandbox fault': '일부러 장애 일으키기',
  'sandbox fault add': '장애 준비',
  'sandbox fault list': '준비된 장애와 일어난 횟수 보기',
  'sandbox fault clear': '장애 하나 또는 전부 거두기',
};

export const sandboxOptions = {
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
};

export const moreHelp: Pick<Messages['moreHelp'], 'sandbox fault add'> = {
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
};
