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
      facts.suggestion === undefined ? '' : `비슷한 값: ${facts.suggestion}. `,
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
