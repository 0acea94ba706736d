import type { FileChanges, Messages, Rules } from '../index.ts';
import { whereOf, type Spot } from '../spot.ts';

export const rules: Rules = {
  text: () => '글자여야 합니다.',
  number: () => '정수여야 합니다.',
  yesNo: () => '예 또는 아니요여야 합니다.',
  list: () => '목록이어야 합니다. 명령줄에서는 쉼표로 구분합니다.',
  choice: limits => `다음 중 하나여야 합니다: ${limits.choices}`,
  range: limits => `${limits.min} 이상 ${limits.max} 이하의 정수여야 합니다.`,
  app: limits =>
    `영문 소문자, 숫자, 하이픈(연속 불가)으로 ${limits.min}자 이상 ${limits.max}자 이하여야 합니다. 영문자로 시작하고 하이픈으로 끝나지 않아야 하며 aws, amzn-, sthree-, internal-, sg- 로 시작할 수 없습니다. 로드 밸런서, 대상 그룹, 버킷의 이름이 여기서 만들어지기 때문입니다.`,
  environment: limits => `영문 소문자, 숫자, 하이픈(연속 불가)으로 최대 ${limits.max}자이며 영문자로 시작해야 합니다.`,
  region: () => 'ap-northeast-2 같은 AWS 리전이어야 합니다.',
  state: () => 'local 또는 s3://BUCKET/PREFIX 형식이어야 합니다.',
  codecommitRepository: limits => `영문자, 숫자, 점, 하이픈, 밑줄로 최대 ${limits.max}자이며 .git 으로 끝날 수 없습니다.`,
  branch: () => 'Git에서 브랜치로 쓸 수 있는 이름이어야 합니다.',
  message: limits => `비워 둘 수 없고 최대 ${limits.max}자입니다.`,
  ecrRepository: limits =>
    `영문 소문자와 숫자로 ${limits.min}자 이상 ${limits.max}자 이하이며, 사이에 점, 밑줄, 하이픈, 슬래시를 쓸 수 있습니다.`,
  imageTag: limits => `영문자, 숫자, 점, 하이픈, 밑줄로 최대 ${limits.max}자이며 영문자, 숫자, 밑줄로 시작해야 합니다.`,
  present: () => '비워 둘 수 없습니다.',
  ecsName: limits => `영문자, 숫자, 하이픈, 밑줄로 최대 ${limits.max}자입니다.`,
  loadBalancer: limits =>
    `영문자, 숫자, 하이픈으로 최대 ${limits.max}자입니다. 하이픈으로 시작하거나 끝날 수 없고 internal- 로 시작할 수 없습니다.`,
  targetGroup: limits => `영문자, 숫자, 하이픈으로 최대 ${limits.max}자입니다. 하이픈으로 시작하거나 끝날 수 없습니다.`,
  codedeployName: limits => `영문자, 숫자와 + = , . @ - _ 로 최대 ${limits.max}자입니다.`,
  alarms: limits => `CloudWatch 경보 이름을 최대 ${limits.max}개까지, 서로 다르게 적어야 합니다.`,
  pipelineName: limits => `영문자, 숫자와 . @ - _ 로 최대 ${limits.max}자입니다.`,
  role: () => 'IAM 역할의 이름 또는 ARN이어야 합니다.',
  vpc: () => '이름이 아니라 vpc-0abc1234 같은 VPC ID여야 합니다.',
  healthCheckPath: () => '슬래시로 시작하고 공백이 없어야 합니다.',
  file: limits => `프로젝트 폴더 안의 경로여야 하고 확장자는 다음 중 하나여야 합니다: ${limits.choices}`,
  takenFile: () => '다른 용도가 없는 파일이어야 합니다. 다른 파일과 겹치거나 wizard.yaml이거나 .wizard, .git 아래에 있으면 안 됩니다.',
  cidr: () => '0.0.0.0/0 또는 203.0.113.7/32 같은 IPv4 범위여야 합니다.',
  subnets: () => '가용 영역이 서로 다른 서브넷 ID(subnet-…)가 둘 이상 있어야 합니다. 로드 밸런서에 필요합니다.',
  sameTargetGroup: () => '첫 번째 대상 그룹과 달라야 합니다.',
  samePort: () => '프로덕션 포트와 달라야 합니다.',
  memory: limits => `이 CPU 단위에서 Fargate에 쓸 수 있는 메모리(MiB): ${limits.choices}`,
};

const badValue = (facts: Spot & { key: string; value: string }): string =>
  `${whereOf(facts)}: 쓸 수 없는 값입니다. ${facts.key} = ${JSON.stringify(facts.value)}`;

type SetupProblems = Pick<
  Messages['problems'],
  | 'configSyntax'
  | 'fileEncoding'
  | 'configNotAMap'
  | 'configUnknownKey'
  | 'configValue'
  | 'flagValue'
  | 'missingInputs'
  | 'envName'
  | 'jsonSyntax'
  | 'notATaskDefinition'
  | 'taskdefType'
  | 'taskdefMissing'
  | 'taskdefNotFargate'
  | 'taskdefPlaceholder'
  | 'taskdefSize'
  | 'taskdefContainer'
  | 'taskdefPort'
  | 'taskdefForeignRole'
  | 'appspecSyntax'
  | 'notAnAppspec'
>;

export const setupProblems: SetupProblems = {
  configSyntax: facts => ({
    message: `${whereOf(facts)}: YAML 문법 오류입니다. ${facts.detail}`,
    remedy: '해당 줄을 고치세요. 값에 콜론이나 # 기호가 있으면 따옴표로 감싸야 합니다.',
  }),
  fileEncoding: facts => ({
    message: `${facts.file}: 파일의 인코딩이 다릅니다. (${facts.encoding})`,
    remedy: 'UTF-8로 저장하세요.',
  }),
  configNotAMap: facts => ({
    message: `${whereOf(facts)}: \`키: 값\` 형식이어야 합니다.${facts.key === '' ? '' : ` 위치: ${facts.key}`}`,
    remedy: '쓸 수 있는 설정은 `wizard init`이 쓰는 wizard.yaml의 주석에 있습니다.',
  }),
  configUnknownKey: facts => ({
    message: `${whereOf(facts)}: 없는 설정입니다. ${facts.key}`,
    remedy:
      facts.suggestion === undefined
        ? '모든 설정은 `wizard init`이 쓰는 wizard.yaml에 있습니다.'
        : `이름이 비슷한 설정: ${facts.suggestion}`,
  }),
  configValue: facts => ({ message: badValue(facts), remedy: rules[facts.rule](facts) }),
  flagValue: facts => ({ message: badValue(facts), remedy: rules[facts.rule](facts) }),
  missingInputs: facts => ({
    message: `값이 없고 기본값도 없습니다: ${facts.keys}`,
    remedy: `다음 옵션으로 지정하거나 wizard.yaml에 적으세요: ${facts.flags}${/--region\b/.test(facts.flags) ? '. 리전은 AWS_REGION이나 AWS 프로파일에 있어도 되고, --sandbox에는 필요 없습니다.' : ''}`,
  }),
  envName: facts => ({
    message: `환경 이름으로 쓸 수 없습니다: ${JSON.stringify(facts.value)}`,
    remedy: rules.environment(facts),
  }),
  jsonSyntax: facts => ({
    message: `${facts.file}:${facts.line}:${facts.column}: JSON 문법 오류입니다. ${facts.detail}`,
    remedy: '해당 줄을 고치세요. JSON에는 주석도, 마지막 항목 뒤의 쉼표도 쓸 수 없습니다.',
  }),
  notATaskDefinition: facts => ({
    message: `${facts.file}: 태스크 정의가 아닙니다. containerDefinitions가 없거나 비어 있습니다.`,
    remedy: '`aws ecs register-task-definition` 명령의 입력을 넣거나, 파일을 옮겨 마법사가 새로 쓰게 하세요.',
  }),
  taskdefType: facts => ({
    message: `${facts.file}: 값의 형식이 다릅니다. ${facts.path} (필요한 형식: ${facts.expected})`,
    remedy: '이대로는 AWS가 거부합니다. 파일을 고치세요.',
  }),
  taskdefMissing: facts => ({
    message: `${facts.file}: 빠진 값이 있습니다. ${facts.path}`,
    remedy: '이대로는 AWS가 태스크 정의를 거부합니다. 파일에 추가하세요.',
  }),
  taskdefNotFargate: facts => ({
    message: `${facts.file}: Fargate에서 쓸 수 없습니다. ${facts.path} (${facts.value})`,
    remedy: '서비스는 Fargate에서 실행됩니다. 파일에서 빼거나 다른 방법을 찾으세요.',
  }),
  taskdefPlaceholder: facts => ({
    message: `${facts.file}: 채워지지 않는 자리 표시자입니다. ${facts.path} = ${facts.value}`,
    remedy: '실제 값을 적으세요. 파이프라인은 컨테이너 하나의 이미지만 채웁니다.',
  }),
  taskdefSize: facts => ({
    message: `${facts.file}: Fargate에 없는 크기입니다. cpu ${facts.cpu}, memory ${facts.memory}`,
    remedy: `이 cpu에 쓸 수 있는 memory: ${facts.choices}`,
  }),
  taskdefContainer: facts => ({
    message:
      facts.asked === undefined
        ? `${facts.file}: 애플리케이션일 수 있는 컨테이너가 여럿입니다. ${facts.candidates}`
        : `${facts.file}: 컨테이너가 없습니다. 찾은 이름: ${facts.asked}, 파일에 있는 이름: ${facts.candidates}`,
    remedy: '새 이미지와 트래픽을 받을 컨테이너를 --taskdef-container 옵션으로 지정하세요.',
  }),
  taskdefPort: facts => ({
    message:
      facts.ports === ''
        ? `${facts.file}: TCP 포트 매핑이 없어 로드 밸런서가 연결할 수 없습니다. 컨테이너: ${facts.container}`
        : `${facts.file}: 트래픽을 받을 포트가 분명하지 않습니다. 컨테이너: ${facts.container}, 포트: ${facts.ports}`,
    remedy: facts.ports === '' ? '파일에 containerPort가 있는 portMappings를 추가하세요.' : '--taskdef-port 옵션으로 지정하세요.',
  }),
  taskdefForeignRole: facts => ({
    message: `${facts.file}: 다른 계정의 역할입니다. ${facts.path} = ${facts.role}`,
    remedy: `계정 ${facts.account}의 역할을 적거나 그 줄을 지우세요. 지우면 마법사가 역할을 만듭니다.`,
  }),
  appspecSyntax: facts => ({
    message: `${facts.file}:${facts.line}:${facts.column}: YAML도 JSON도 아닙니다. ${facts.detail}`,
    remedy: '해당 줄을 고치세요.',
  }),
  notAnAppspec: facts => ({
    message: `${facts.file}: Amazon ECS용 AppSpec이 아닙니다. 없거나 잘못된 항목: ${facts.path}`,
    remedy: 'AWS::ECS::Service 유형의 리소스 하나가 있어야 합니다. 파일을 옮기면 마법사가 새로 씁니다.',
  }),
};

export const fileChanges: FileChanges = {
  unwrapped: 'describe-task-definition의 응답에서 꺼냈습니다',
  readOnly: 'AWS가 스스로 채우며 입력으로 받지 않습니다',
  unknownField: 'AWS에 없는 필드입니다',
  empty: '값이 없습니다',
  type: 'AWS가 다른 형식을 요구합니다',
  family: '이름이 필요합니다',
  fargate: '서비스는 Fargate에서 실행됩니다',
  awsvpc: 'Fargate에는 이 네트워크 모드만 있습니다',
  ec2Only: 'EC2에만 있는 항목이라 Fargate가 거부합니다',
  hostPort: 'awsvpc에서는 컨테이너 포트와 같아야 합니다',
  size: 'Fargate에는 태스크 전체의 크기가 필요합니다',
  logDriver: 'Fargate에 없는 로그 드라이버입니다',
  logOptions: 'Fargate에서 로그를 쓰는 데 필요합니다',
  place: '이 구성의 계정과 리전입니다',
  logGroup: '로그 그룹이 없으면 만듭니다',
  role: 'ARN으로 바꾸어 적었습니다',
  roleLeftOut: '채울 값이 없어 마법사의 역할을 씁니다',
  roleUnknown: '샌드박스에 없는 역할입니다',
  secretUnknown: '샌드박스는 보안 암호와 파라미터를 보관하지 않습니다',
  image: '파이프라인이 이 자리에 새 이미지를 넣습니다',
  taskDefinition: '파이프라인이 이 자리에 새 태스크 정의를 넣습니다',
  container: '트래픽을 받는 컨테이너여야 합니다',
  port: '트래픽을 받는 포트여야 합니다',
  standIn: '연습에서는 다른 이미지가 대신합니다',
  hooks: '샌드박스에 없는 함수입니다',
  network: '이 네트워크의 ID가 아니므로 서비스의 네트워크를 씁니다',
  sandboxNetwork: '연습에서는 서비스의 네트워크를 씁니다',
};

export const steps: Messages['steps'] = {
  init: {
    title: '공통 설정',
    why: '블루/그린 배포는 새 버전(그린)을 이전 버전(블루) 옆에서 시작하고, 그린이 정상일 때만 트래픽을 옮깁니다. 중단이 없고 빠르게 되돌릴 수 있습니다. 대신 둘이 함께 실행되는 동안에는 태스크 비용이 두 배입니다.',
  },
  source: {
    title: '소스',
    why: 'CodeCommit 리포지토리에 파일 두 개를 둡니다. taskdef.json은 컨테이너를 어떻게 실행할지, appspec.yaml은 배포할 때 무엇을 어떻게 바꿀지 정합니다. 브랜치에 푸시하면 파이프라인이 시작됩니다.',
  },
  ecr: {
    title: '이미지 리포지토리',
    why: '컨테이너 이미지는 Amazon ECR에 보관합니다. 파이프라인은 태그 하나를 지켜보며, 그 태그로 새 이미지를 푸시하면 배포합니다. 실제로 실행되는 것은 태그가 아니라 정확한 다이제스트입니다.',
  },
  taskdef: {
    title: '태스크 정의',
    why: 'ECS는 이 정의를 읽어 어떤 컨테이너를 어떤 크기와 역할로 실행할지 압니다. 리포지토리의 파일에는 이미지 대신 <IMAGE1_NAME>이라고 적혀 있습니다. 파이프라인이 배포할 때마다 그 자리에 새 이미지를 넣고 새 개정을 등록합니다.',
  },
  alb: {
    title: '로드 밸런서',
    why: '로드 밸런서에는 대상 그룹 두 개(블루, 그린)와 리스너 두 개(사용자용, 테스트용)가 있습니다. 배포는 비어 있는 그룹에서 새 버전을 시작한 다음 리스너를 그쪽으로 돌립니다.',
  },
  appspec: {
    title: 'AppSpec',
    why: 'CodeDeploy는 appspec.yaml을 읽어 어느 컨테이너의 어느 포트가 트래픽을 받고 태스크가 어느 서브넷에서 실행되는지 압니다. 파이프라인은 <TASK_DEFINITION> 자리에 방금 등록한 개정을 넣습니다.',
  },
  service: {
    title: '클러스터와 서비스',
    why: '서비스는 Fargate에서 원하는 수의 태스크를 계속 실행합니다. 배포 컨트롤러가 CODE_DEPLOY이므로, 만들어진 다음부터는 CodeDeploy만 실행 내용을 바꿉니다.',
  },
  codedeploy: {
    title: 'CodeDeploy',
    why: '배포 그룹은 서비스를 두 대상 그룹, 두 리스너와 묶습니다. 트래픽을 한 번에 옮기고, 빨리 되돌릴 수 있도록 이전 버전을 몇 분 동안 남겨 두며, 배포가 실패하거나 새 버전이 오류로 응답하면 스스로 롤백합니다.',
  },
  pipeline: {
    title: '파이프라인',
    why: 'CodePipeline이 모두를 잇습니다. 파일 두 개와 이미지를 가져와 태스크 정의를 등록하고 CodeDeploy에 배포를 맡깁니다. 파일이나 이미지를 푸시하면 EventBridge 규칙이 파이프라인을 시작합니다. 새 파이프라인은 만들어지자마자 AWS가 한 번 실행합니다.',
  },
};

export const ask: Messages['ask'] = {
  app: { message: '애플리케이션 이름', why: '모든 이름이 이것으로 시작합니다.' },
  region: { message: 'AWS 리전', why: '모든 것을 이 리전 하나에 만듭니다.' },
  profile: { message: 'AWS 프로파일', why: '사용할 자격 증명입니다. 비워 두면 환경에 설정된 것을 씁니다.' },
  state: {
    message: '상태를 두는 곳: local, 또는 팀과 CI가 함께 쓰는 s3://BUCKET/PREFIX',
    why: '상태는 wizard가 만든 것들의 기록입니다. 버킷은 미리 있어야 하며, 연습의 상태는 이 폴더에 남습니다.',
  },
  'source.provider': { message: 'taskdef.json과 appspec.yaml을 둘 곳', why: '파이프라인이 두 파일을 여기서 가져옵니다.' },
  'source.repository': { message: 'CodeCommit 리포지토리', why: 'taskdef.json과 appspec.yaml만 들어갑니다.' },
  'source.branch': { message: '브랜치', why: '여기에 푸시하면 파이프라인이 시작됩니다.' },
  'source.message': { message: '첫 커밋 메시지', why: '리포지토리의 기록에 남습니다.' },
  'image.type': {
    message: '첫 이미지를 가져올 방법',
    why: 'registry는 공개 이미지를 복사하고, static은 폴더의 파일을 웹으로 제공하고, archive는 저장된 이미지를 쓰고, build는 Dockerfile로 빌드합니다. Docker, Podman, Finch는 build에만 필요합니다.',
  },
  'image.from': {
    message: '이미지, 폴더 또는 아카이브',
    why: 'public.ecr.aws/nginx/nginx:latest 같은 이미지이거나, 위에서 고른 방법에 맞는 경로입니다.',
  },
  'ecr.repository': { message: 'ECR 리포지토리', why: '서비스의 이미지를 보관합니다.' },
  'ecr.tag': { message: '파이프라인을 시작하는 태그', why: '옮길 수 있는 유일한 태그입니다. 다른 태그는 처음 이미지에 고정됩니다.' },
  'ecr.scanOnPush': {
    message: '푸시할 때 이미지를 검사할까요?',
    why: 'ECR이 이미지의 알려진 취약점을 보여 줍니다. 기본 검사는 무료입니다.',
  },
  'taskdef.family': { message: '태스크 정의 패밀리', why: '이 이름으로 개정 번호가 매겨집니다.' },
  'taskdef.container': { message: '컨테이너', why: '새 이미지와 트래픽을 받는 컨테이너입니다.' },
  'taskdef.port': { message: '컨테이너 포트', why: '컨테이너 안에서 애플리케이션이 듣는 포트입니다.' },
  'taskdef.cpu': { message: 'CPU 단위', why: '1024단위가 vCPU 하나입니다.' },
  'taskdef.memory': { message: '메모리(MiB)', why: 'Fargate는 CPU 단위마다 쓸 수 있는 크기가 정해져 있습니다.' },
  'taskdef.architecture': { message: 'CPU 아키텍처', why: '이미지가 이 아키텍처용이어야 합니다. ARM64는 약 5분의 1 저렴합니다.' },
  'taskdef.file': { message: '태스크 정의 파일', why: '없으면 만들고, 직접 만든 파일이 있으면 그대로 씁니다.' },
  'taskdef.executionRole': {
    message: '태스크 실행 역할',
    why: 'ECS가 이미지를 가져오고 로그를 쓸 때 사용합니다. 비워 두면 새로 만듭니다.',
  },
  'taskdef.taskRole': { message: '태스크 역할', why: '애플리케이션이 AWS를 호출할 때 사용합니다. 비워 두면 권한 없는 역할을 만듭니다.' },
  'logs.retentionDays': { message: '로그 보관 일수', why: '더 오래된 로그는 CloudWatch가 지웁니다.' },
  'alb.name': { message: '로드 밸런서', why: '계정에서 쓰일 이름입니다.' },
  'alb.scheme': { message: '접근 범위', why: 'internet-facing은 어디서나, internal은 VPC 안에서만 접근합니다. 나중에 바꿀 수 없습니다.' },
  'alb.vpc': { message: 'VPC', why: '로드 밸런서와 태스크가 들어갈 곳입니다. 비워 두면 기본 VPC를 씁니다.' },
  'alb.subnets': { message: '서브넷', why: '가용 영역이 다른 서브넷이 둘 이상 필요합니다. 비워 두면 VPC에서 고릅니다.' },
  'alb.productionPort': { message: '프로덕션 포트', why: '사용자가 접속하는 포트입니다.' },
  'alb.testPort': { message: '테스트 포트', why: '사용자보다 먼저 새 버전을 볼 수 있습니다.' },
  'alb.cidr': { message: '프로덕션 포트에 접속할 수 있는 주소', why: 'IPv4 범위입니다. 0.0.0.0/0은 모두를 뜻합니다.' },
  'alb.testCidr': { message: '테스트 포트에 접속할 수 있는 주소', why: '203.0.113.7/32처럼 자신의 주소만 허용하는 것이 가장 좋습니다.' },
  'alb.healthCheckPath': { message: '상태 확인 경로', why: '이 경로가 200부터 399 사이로 응답해야 태스크가 트래픽을 받습니다.' },
  'alb.blueTargetGroup': { message: '첫 번째 대상 그룹', why: '처음에 트래픽을 받습니다. 배포할 때마다 두 그룹이 역할을 바꿉니다.' },
  'alb.greenTargetGroup': { message: '두 번째 대상 그룹', why: '다음 버전이 올라오는 곳입니다.' },
  'appspec.file': { message: 'AppSpec 파일', why: '없으면 만들고, 직접 만든 파일이 있으면 그대로 씁니다.' },
  'service.cluster': { message: 'ECS 클러스터', why: '애플리케이션의 서비스를 묶습니다. Fargate에서는 비용이 들지 않습니다.' },
  'service.name': { message: 'ECS 서비스', why: '태스크를 계속 실행합니다.' },
  'service.desiredCount': { message: '태스크 수', why: '배포 중에는 두 배가 실행됩니다.' },
  'service.gracePeriod': { message: '상태 확인 유예 시간(초)', why: '애플리케이션이 시작할 시간입니다.' },
  'service.exec': {
    message: '태스크 안에서 명령 실행(ECS Exec)',
    why: '`wizard exec` 명령이 실행 중인 태스크에서 셸을 엽니다. 태스크 역할이 Systems Manager와 통신할 수 있게 됩니다.',
  },
  'service.file': { message: '서비스 파일', why: '`aws ecs create-service` 명령의 입력입니다. 보관할 수 있게 적어 둡니다.' },
  'codedeploy.application': { message: 'CodeDeploy 애플리케이션', why: '기본 이름은 `aws ecs deploy` 명령이 스스로 찾습니다.' },
  'codedeploy.group': { message: '배포 그룹', why: '기본 이름은 `aws ecs deploy` 명령이 스스로 찾습니다.' },
  'codedeploy.config': {
    message: '트래픽을 옮기는 방식',
    why: '한 번에(AllAtOnce), 일정한 비율로 나누어(Linear), 또는 10분의 1 먼저(Canary) 옮깁니다.',
  },
  'codedeploy.terminationWait': {
    message: '이전 버전을 남겨 둘 시간(분)',
    why: '그동안은 빠르게 되돌릴 수 있지만 두 버전의 비용이 모두 듭니다.',
  },
  'codedeploy.errorAlarm': {
    message: '배포를 멈추게 할 분당 오류(5xx) 수, 0이면 경보 없음',
    why: 'CloudWatch 경보(월 0.10 USD)가 어느 버전이 서비스하든 태스크가 보낸 응답을 셉니다. 배포 중에 경보가 울리면 CodeDeploy가 트래픽을 모두 되돌립니다.',
  },
  'codedeploy.alarms': {
    message: '배포를 멈추게 할 기존 경보',
    why: '이미 있는 CloudWatch 경보의 이름입니다.',
  },
  'codedeploy.role': { message: 'CodeDeploy 역할', why: 'CodeDeploy가 트래픽을 옮길 때 사용합니다. 비워 두면 새로 만듭니다.' },
  'pipeline.name': { message: '파이프라인', why: '계정에서 쓰일 이름입니다.' },
  'pipeline.triggers': {
    message: '파이프라인을 시작하는 것',
    why: 'files+image는 파일이나 이미지의 푸시, files는 파일의 푸시만입니다. files를 고르면 taskdef.json에 이미지가 적힙니다.',
  },
  'pipeline.role': { message: '파이프라인 역할', why: '파이프라인이 일할 때 사용합니다. 비워 두면 새로 만듭니다.' },
  'pipeline.eventsRole': { message: '규칙의 역할', why: 'EventBridge가 파이프라인을 시작할 때 사용합니다. 비워 두면 새로 만듭니다.' },
};

export const asking: Messages['asking'] = {
  yes: '예',
  no: '아니요',
  list: '쉼표로 구분',
  prompt: {
    back: '이전',
    move: '이동',
    choose: '선택',
    mark: '표시',
    done: '완료',
    edit: '수정',
    explain: '설명',
    search: '입력하여 찾기',
    nothingFits: '찾는 것이 없습니다.',
  },
  fileHead: '마법사의 설정입니다. #으로 시작하는 줄은 기본값이며, 바꾸려면 #을 지우세요.',
  environmentsHead: '--env로 고르는 다른 환경에서 달라지는 값입니다. 원하는 이름 아래에 같은 설정을 적습니다.',
};
