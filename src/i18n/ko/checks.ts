import type { Messages } from '../index.ts';
import { sentence } from '../sentence.ts';

export const checkTitles: Messages['checkTitles'] = {
  config: '파일',
  credentials: '자격 증명',
  expiry: '유효 기간',
  region: '리전',
  clock: '시계',
  permissions: '호출자의 권한',
  codecommit: 'CodeCommit',
  vcpus: 'Fargate의 vCPU',
  quotas: '할당량',
  network: '서브넷과 경로',
  resources: '원하는 상태',
  source: '리포지토리와 브랜치',
  image: '이미지',
  listeners: '리스너',
  path: '로드 밸런서에서 태스크까지',
  service: '서비스와 태스크',
  targets: '대상 상태',
  healthCheck: '상태 확인 경로',
  triggers: '파이프라인 시작',
  pipeline: '파이프라인',
  deployment: '진행 중인 배포',
  release: '마지막 배포',
};

export const findings: Messages['findings'] = {
  configSound: facts => `설정 파일과 그 옆의 파일이 올바릅니다: ${facts.file}`,
  caller: facts => `${facts.principal}, 계정 ${facts.account} (${facts.source})`,
  rootCaller: facts => `계정 ${facts.account}의 루트 사용자입니다. 역할이나 별도의 사용자를 쓰세요(aws configure sso)`,
  profileOverKeys: facts =>
    `AWS_PROFILE 값과 액세스 키가 모두 있습니다. 프로파일이 쓰입니다: ${facts.profile} (${facts.principal}). AWS CLI는 키를 씁니다. 하나를 빼세요: unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY`,
  lastForever: '만료되지 않습니다',
  lastUnknown: '끝나는 시각이 있는 세션의 자격 증명이지만, AWS_CREDENTIAL_EXPIRATION이 없어 언제 끝나는지 알 수 없습니다',
  lastUntil: facts => `${facts.minutes}분 남았습니다`,
  expireSoon: facts => `${facts.minutes}분 뒤에 만료됩니다. 구성에 10분이 걸리므로 먼저 새로 받으세요(aws sso login 또는 받았던 방법)`,
  region: facts => `${facts.region} (${{ sandbox: '샌드박스의 기본값', profile: '프로파일' }[facts.source] ?? facts.source})`,
  clockRight: facts => `차이 ${facts.seconds}초`,
  clockOff: facts => `차이 ${facts.seconds}초. 5분부터 AWS가 서명을 거부합니다. 자동 시간 설정을 켜세요`,
  allAllowed: facts => `구성에 필요한 작업이 모두 허용됩니다: ${facts.count}개`,
  notAllowed: facts => `모든 리소스에 허용되지는 않은 작업(그래도 충분할 수 있습니다): ${facts.actions}`,
  forbidden: facts => `정책이 금지하는 작업: ${facts.actions}. 관리자에게 풀어 달라고 요청하세요`,
  rootMayAll: '루트 사용자는 모든 작업을 할 수 있습니다',
  rehearsalMayAll: '연습에서는 모든 작업을 할 수 있습니다',
  quotasLeft: facts => `로드 밸런서 ${facts.balancers}, 대상 그룹 ${facts.groups}`,
  quotaUsed: facts =>
    `할당량이 남아 있지 않습니다: ${facts.what} (${facts.used}). 몇 개를 지우거나 Service Quotas에서 늘려 달라고 요청하세요`,
  codecommitOpen: '리포지토리가 있으므로 이 계정에서 쓸 수 있습니다',
  codecommitUntried:
    '아직 리포지토리가 없습니다. 2024년 7월부터 2025년 11월까지 AWS는 리포지토리가 없는 계정을 거부했습니다. 이 계정에서 되는지는 처음 만들 때 알 수 있습니다',
  vcpusFew: facts => `배포할 때는 두 버전이 함께 실행됩니다. 최대 vCPU: ${facts.needed}`,
  vcpusMany: facts =>
    `배포할 때는 두 버전이 함께 실행됩니다. 필요한 vCPU: ${facts.needed}, 새 계정의 할당량: ${facts.least}까지 낮을 수 있음. 확인하세요: aws service-quotas list-service-quotas --service-code fargate`,
  vcpusUsed:
    'vCPU 할당량을 다 써서 ECS가 태스크를 시작하지 못합니다. 더 요청하거나(Service Quotas, AWS Fargate, Fargate On-Demand vCPU resource count) 태스크 수를 줄이세요',
  networkFits: facts => `${facts.vpc}: ${facts.subnets}`,
  namesFree: facts => `아직 만든 것이 없으며 리소스 ${facts.count}개를 만드는 데 문제가 없습니다`,
  asWanted: facts => `리소스 ${facts.count}개가 원하는 상태입니다`,
  roleChanged: facts => `역할이 바뀌어 배포가 실패할 수 있습니다: ${facts.role} (${facts.fields}). 바로잡으세요: ${facts.command}`,
  gone: facts => `없습니다: ${facts.node}. 만드세요: ${facts.command}`,
  changed: facts => `원하는 상태가 아닙니다: ${facts.node} (${facts.fields}). 맞추세요: ${facts.command}`,
  branchThere: facts => `${facts.repository}, 브랜치 ${facts.branch}, 커밋 ${facts.commit}`,
  branchGone: facts =>
    `브랜치나 리포지토리가 없습니다. 브랜치: ${facts.branch}, 리포지토리: ${facts.repository}. 다시 만드세요: ${facts.command}`,
  imageFailedLast: facts =>
    `태그가 아직 실패했거나 롤백한 마지막 배포의 이미지를 가리킵니다: ${facts.image}. 서비스 중: ${facts.live}. 태그를 되돌리려면: ${facts.command}`,
  imageFits: facts => `${facts.image} (${facts.architectures})`,
  listenersFit: facts => `프로덕션 리스너가 서비스 중인 대상 그룹을 가리킵니다: ${facts.targetGroup}`,
  listenerAstray: facts =>
    `프로덕션 리스너가 실행 중인 버전을 가리키지 않아 사용자가 그 버전을 받지 못하고 다음 배포도 실패합니다. 실행 중: ${facts.targetGroup}, 지금 가리키는 곳: ${facts.forwards}. 되돌리세요: aws elbv2 modify-listener --listener-arn ${facts.listener} --default-actions Type=forward,TargetGroupArn=${facts.targetGroupArn}`,
  listenerDivided: facts =>
    `프로덕션 리스너가 이 서비스의 태스크가 없는 곳으로도 요청을 보냅니다. 서비스 중: ${facts.targetGroup}, 지금 가리키는 곳: ${facts.forwards}. 되돌리세요: aws elbv2 modify-listener --listener-arn ${facts.listener} --default-actions Type=forward,TargetGroupArn=${facts.targetGroupArn}`,
  pathOpen: facts => `포트 ${facts.port} 열림`,
  pathClosed: facts =>
    `보안 그룹이 로드 밸런서를 들여보내지 않습니다. 보안 그룹: ${facts.group}, 포트: ${facts.port}. 여세요: ${facts.command}`,
  pathUnknown: facts => `보안 그룹이 로드 밸런서의 보안 그룹이 아니라 주소를 들여보냅니다: ${facts.group}`,
  pathBlocked: facts => `이 서브넷의 태스크는 퍼블릭 주소가 없고 나갈 길도 없습니다: ${facts.subnets}. 바로잡으세요: ${facts.command}`,
  serviceRuns: facts => `태스크 ${facts.running}/${facts.desired} 실행 중`,
  serviceAtZero: facts =>
    `서비스가 태스크를 실행하지 않아(원하는 수 0) 응답하지 않고 배포할 수도 없습니다. 늘리세요: aws ecs update-service --cluster ${facts.cluster} --service ${facts.service} --desired-count 1`,
  serviceShort: facts => `태스크 ${facts.running}/${facts.desired} 실행 중. ${facts.reason}`,
  targetsHealthy: facts => `정상 ${facts.count}개`,
  targetsSick: facts => `정상이 아닙니다. 경로: ${facts.path}, 이유: ${facts.reason}`,
  healthPathAnswers: facts => `응답합니다. 경로: ${facts.path}, 코드: ${facts.codes}`,
  healthPathWrong: facts =>
    `원하는 코드로 응답하지 않습니다. 경로: ${facts.path}, 코드: ${facts.codes}. ${facts.answer} 응답하는 경로를 지정하세요: ${facts.command} --alb-health-check-path PATH`,
  healthPathUnknown: facts => `이 경로로 아직 응답한 태스크가 없습니다: ${facts.path}`,
  triggersOn: facts => `켜짐: ${facts.rules}`,
  ruleOff: facts => `규칙이 꺼져 있어 푸시해도 시작되지 않습니다: ${facts.rule}. 켜세요: aws events enable-rule --name ${facts.rule}`,
  ruleBroken: facts => `규칙이 없거나 파이프라인을 가리키지 않습니다: ${facts.rule}. 바로잡으세요: ${facts.command}`,
  pipelineOpen: '모든 스테이지의 전환이 켜져 있습니다',
  stageClosed: facts =>
    `스테이지로 들어가는 전환이 꺼져 있습니다: ${facts.stage} (${facts.reason}). 켜세요: aws codepipeline enable-stage-transition --pipeline-name ${facts.pipeline} --stage-name ${facts.stage} --transition-type Inbound`,
  noDeployment: '없음',
  deploymentRuns: facts => `진행 중입니다: ${facts.deployment} (${facts.status}). 다음 배포는 기다립니다`,
  deploymentKeeps: facts => `트래픽 이동을 마치고 이전 버전을 아직 보관하고 있습니다: ${facts.deployment}`,
  released: facts => `${facts.execution} ${facts.status}`,
  releaseFailed: facts => `${facts.execution} ${facts.status}. 이유는 아래에 있습니다`,
  releaseUnderWay: facts => `진행 중입니다: ${facts.execution} (${facts.phase}, 새 버전의 태스크: ${facts.tasks})`,
  releaseStruggles: facts =>
    `진행 중이지만 새 버전의 태스크가 벌써 ${facts.count}번 중지되었습니다: ${facts.execution} (${facts.phase}, 새 버전의 태스크: ${facts.tasks}). 이유: ${facts.reason}. 배포를 멈추려면: ${facts.command}`,
  releaseKeeps: facts => `새 버전이 서비스 중이고 이전 버전을 아직 보관하고 있습니다: ${facts.execution}`,
  neverReleased: '아직 없습니다',
  notMade: '아직 구성하지 않았습니다',
  notReadable: facts => `읽을 수 없습니다: ${facts.why}`,
  problem: facts => `${sentence(facts.message)} ${facts.remedy}`,
};

export const doctorTexts: Messages['doctor'] = {
  well: '문제가 없습니다.',
  underWay: facts => `실패한 확인은 없습니다. 진행 중인 배포를 지켜보려면: ${facts.command}`,
  failed: facts => `실패한 확인: ${facts.count}`,
};
