import type { Problem } from '../en.ts';
import type { FoundCause } from '../en/causes.ts';
import type { Messages } from '../index.ts';

export const causes: Messages['causes'] = {
  branchMissing: facts => ({
    message: `리포지토리에 없는 브랜치입니다. 브랜치: ${facts.branch}, 리포지토리: ${facts.repository}`,
    remedy: `파일을 다시 커밋하세요: wizard appspec${facts.flags} (다른 브랜치를 쓰려면 wizard.yaml의 source.branch 값을 바꾸세요)`,
  }),
  repositoryMissing: facts => ({
    message: `CodeCommit 리포지토리가 더 이상 없습니다: ${facts.repository}`,
    remedy: `파일까지 다시 만드세요: wizard init${facts.flags}`,
  }),
  sourceDenied: facts => ({
    message: `파이프라인 역할이 리포지토리를 읽을 수 없습니다. 역할: ${facts.role}, 리포지토리: ${facts.repository}`,
    remedy: `권한을 바로잡으세요: wizard pipeline${facts.flags} 그다음: wizard release${facts.flags}`,
  }),
  imageTagMissing: facts => ({
    message: `이미지 리포지토리에 이 태그의 이미지가 없습니다. 리포지토리: ${facts.repository}, 태그: ${facts.tag}`,
    remedy: `이미지를 올리세요: wizard release --image REFERENCE${facts.flags}`,
  }),
  imageRepositoryMissing: facts => ({
    message: `이미지 리포지토리가 더 이상 없습니다: ${facts.repository}`,
    remedy: `이미지와 함께 다시 만드세요: wizard ecr${facts.flags}`,
  }),
  artifactsDenied: facts => ({
    message: `파이프라인 역할이 버킷의 아티팩트를 읽거나 쓸 수 없거나, 버킷이 없습니다. 역할: ${facts.role}, 버킷: ${facts.bucket}`,
    remedy: `둘 다 바로잡으세요: wizard pipeline${facts.flags} 그다음: wizard release${facts.flags}`,
  }),
  roleNotAssumable: facts => ({
    message: `역할이 없거나 서비스를 신뢰하지 않습니다. 역할: ${facts.role}, 서비스: ${facts.service}`,
    remedy: `바로잡으세요: wizard ${facts.step}${facts.flags} 그다음: wizard release${facts.flags}`,
  }),
  passRoleMissing: facts => ({
    message: `역할을 넘겨줄 권한(iam:PassRole)이 없습니다. 넘기는 역할: ${facts.role}, 넘겨받는 역할: ${facts.passed}`,
    remedy: `권한을 바로잡으세요: wizard ${facts.step}${facts.flags} 그다음: wizard release${facts.flags} 직접 만든 역할이라면 taskdef.json 파일에 이름이 정확해야 합니다.`,
  }),
  tagsNotAllowed: facts => ({
    message: `taskdef.json 파일에 태그가 있지만 태그를 붙일 권한(ecs:TagResource)이 없습니다. 역할: ${facts.role}`,
    remedy: `권한을 바로잡으세요: wizard pipeline${facts.flags} 또는 taskdef.json 파일에서 태그를 빼세요. 그다음: wizard release${facts.flags}`,
  }),
  permissionMissing: facts => ({
    message: `역할에 권한이 없습니다. 역할: ${facts.role}, 권한: ${facts.action}, 리소스: ${facts.resource}`,
    remedy: `권한을 바로잡으세요: wizard ${facts.step}${facts.flags} 그다음: wizard release${facts.flags}`,
  }),
  foreignPermissionMissing: facts => ({
    message: `권한이 없습니다. 주체: ${facts.principal}, 권한: ${facts.action}, 리소스: ${facts.resource}`,
    remedy: `주체의 정책에서 이 권한을 허용하세요: ${facts.action} (wizard가 만드는 역할이 아닙니다) 그다음: wizard release${facts.flags}`,
  }),
  permissionForbidden: facts => ({
    message: `정책이 이 호출을 금지합니다. 정책: ${facts.policy}, 주체: ${facts.principal}, 호출: ${facts.action}, 리소스: ${facts.resource}`,
    remedy: `거부 정책은 권한을 더해도 풀리지 않습니다. 관리자에게 풀어 달라고 요청하세요. 그다음: wizard release${facts.flags}`,
  }),
  deploymentBlocked: facts => ({
    message: `배포 그룹에서 다른 배포가 아직 진행 중이었습니다: ${facts.deployment}. CodeDeploy는 한 번에 하나만 진행합니다.`,
    remedy: `끝날 때까지 기다리세요(wizard status${facts.flags}). 그다음: wizard release${facts.flags}`,
  }),
  deploymentGroupMissing: facts => ({
    message: `CodeDeploy 애플리케이션 또는 배포 그룹이 없습니다: ${facts.name}`,
    remedy: `다시 만드세요: wizard codedeploy${facts.flags} 그다음: wizard release${facts.flags}`,
  }),

  artifactTooLarge: facts => ({
    message: `리포지토리가 너무 큽니다: ${facts.repository}. 아티팩트 크기는 ${facts.megabytes} MB인데 CodeDeploy는 3 MB까지만 받습니다.`,
    remedy: 'taskdef.json 파일과 appspec.yaml 파일만 남기세요. 나머지는 git rm, git commit, git push 명령으로 지웁니다.',
  }),
  fileMissing: facts => ({
    message: `브랜치에 파일이 없습니다. 파일: ${facts.file}, 리포지토리: ${facts.repository}, 브랜치: ${facts.branch}`,
    remedy: `커밋하세요: wizard release --files-only${facts.flags}`,
  }),
  taskdefNotJson: facts => ({
    message: `taskdef.json 파일이 올바른 JSON이 아닙니다. 잘못된 줄: ${facts.line}`,
    remedy: `이 파일을 고치세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),
  taskdefUnknownKeys: facts => ({
    message: `taskdef.json 파일에 RegisterTaskDefinition에서 모르는 항목이 있습니다: ${facts.keys}`,
    remedy: `이 파일에서 항목을 빼세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),
  imageFileMissing: facts => ({
    message: `아티팩트에 ImageURI가 적힌 imageDetail.json 파일이 없습니다: ${facts.artifact}`,
    remedy: `파이프라인이 ECR에서 이미지를 가져오게 하세요: wizard pipeline --pipeline-triggers files+image${facts.flags} 직접 빌드한다면 imageDetail.json 파일에 {"ImageURI":"…"} 내용을 써야 합니다.`,
  }),
  imagePlaceholder: facts => ({
    message: `taskdef.json 파일의 이미지 자리를 아무도 채우지 않습니다: ${facts.found}. 파이프라인이 채우는 것은 ${facts.wanted} 자리입니다.`,
    remedy: `이미지 자리에 ${facts.wanted} 글자를 그대로 쓰세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),
  fargateSize: facts => ({
    message: `Fargate에 없는 크기입니다. CPU: ${facts.cpu}, 메모리(MiB): ${facts.memory}`,
    remedy: `있는 조합을 고르세요: wizard taskdef --taskdef-cpu 256 --taskdef-memory 512${facts.flags} 그다음: wizard release --files-only${facts.flags}`,
  }),
  taskdefRefused: facts => ({
    message: `ECS가 taskdef.json 파일을 받지 않습니다: ${facts.reason}`,
    remedy: `이 파일을 고치세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),
  appspecPlaceholder: facts => ({
    message: `appspec.yaml 파일의 태스크 정의가 잘못되었습니다: ${facts.found}. 파이프라인은 <TASK_DEFINITION> 자리만 채웁니다.`,
    remedy: `<TASK_DEFINITION> 글자를 그대로 쓰세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),
  appspecContainer: facts => ({
    message: `appspec.yaml 파일의 컨테이너가 taskdef.json 파일에 없습니다: ${facts.container}`,
    remedy: `두 파일의 이름을 같게 하세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),
  appspecPort: facts => ({
    message: `appspec.yaml 파일의 포트가 taskdef.json 파일에 없습니다. 컨테이너: ${facts.container}, 포트: ${facts.port}`,
    remedy: `두 파일의 포트를 같게 하세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),
  appspecInvalid: facts => ({
    message: `CodeDeploy가 appspec.yaml 파일을 받지 않습니다: ${facts.reason}`,
    remedy: `이 파일을 고치세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),

  alarmRang: facts => ({
    message: `새 버전이 경보를 울려 배포가 중지되었습니다: ${facts.alarms}`,
    remedy: `새 버전의 로그를 확인하고 고치세요: wizard logs --since 30m${facts.flags} 그다음: wizard release --image REFERENCE${facts.flags}`,
  }),
  alarmMissing: facts => ({
    message: `배포 그룹이 지켜보는 경보가 없습니다: ${facts.alarm}`,
    remedy: `경보를 만들거나 배포 그룹에서 빼세요. 그다음: wizard release${facts.flags}`,
  }),
  stoppedByHand: facts => ({
    message: `배포가 중지되었습니다: ${facts.deployment}. 누군가, 롤백, 또는 배포를 포기한 release가 중지했으며, 그 안에서 무엇이 실패했는지는 더는 알 수 없습니다.`,
    remedy: `롤백한 것이라면 고칠 것이 없습니다(wizard status${facts.flags}). 아니라면 로그를 확인하세요: wizard logs --since 3h${facts.flags}`,
  }),
  approvalMissing: facts => ({
    message: `제때 트래픽 이동을 승인한 사람이 없습니다. 배포: ${facts.deployment}`,
    remedy: `다시 배포한 다음(wizard release${facts.flags}) 승인하세요: aws deploy continue-deployment --deployment-id ID --deployment-wait-type READY_WAIT`,
  }),
  hookFailed: facts => ({
    message: `배포의 후크가 실패했습니다. 수명 주기 이벤트: ${facts.event}, 내용: ${facts.detail}`,
    remedy: `Lambda 함수의 로그를 읽고 고치거나 appspec.yaml 파일에서 빼세요. 그다음: wizard release${facts.flags}`,
  }),
  hookSilent: facts => ({
    message: `배포의 후크가 한 시간 안에 결과를 알리지 않았습니다. 수명 주기 이벤트: ${facts.event}`,
    remedy: `Lambda 함수가 codedeploy:PutLifecycleEventHookExecutionStatus 호출을 해야 하고, 함수의 역할이 이를 허용해야 합니다. 그다음: wizard release${facts.flags}`,
  }),
  codedeployRoleWeak: facts => ({
    message: `CodeDeploy 역할에 권한이 없습니다. 역할: ${facts.role}, 권한: ${facts.action}`,
    remedy: `권한을 바로잡으세요: wizard codedeploy${facts.flags} 그다음: wizard release${facts.flags}`,
  }),
  listenerMoved: facts => ({
    message: `누군가 프로덕션 리스너를 옮겼습니다. 지금 서비스하는 대상 그룹을 가리키지 않습니다: ${facts.targetGroup}`,
    remedy: `되돌리세요: aws elbv2 modify-listener --listener-arn ${facts.listener} --default-actions Type=forward,TargetGroupArn=${facts.targetGroupArn} 그다음: wizard release${facts.flags}`,
  }),
  loadBalancerBroken: facts => ({
    message: `배포에 필요한 로드 밸런서의 일부가 없습니다: ${facts.reason}`,
    remedy: `다시 만드세요: wizard init${facts.flags} 그다음: wizard release${facts.flags}`,
  }),
  serviceUnsteady: facts => ({
    message: `배포를 시작할 때 서비스가 안정된 상태가 아니었습니다: ${facts.service}. 이전 버전이 제대로 실행되지 않습니다.`,
    remedy: `태스크를 확인하세요: wizard doctor${facts.flags} 그다음: wizard release${facts.flags}`,
  }),
  serviceGone: facts => ({
    message: `서비스가 없거나 활성 상태가 아닙니다. 서비스: ${facts.service}, 클러스터: ${facts.cluster}`,
    remedy: `다시 만드세요: wizard service${facts.flags} 그다음: wizard release${facts.flags}`,
  }),

  logGroupMissing: facts => ({
    message: `로그 그룹이 없어 태스크가 시작되지 않습니다: ${facts.group}`,
    remedy: `다시 만드세요: wizard taskdef${facts.flags} (또는: aws logs create-log-group --log-group-name ${facts.group}) 그다음: wizard release${facts.flags}`,
  }),
  imageMissing: facts => ({
    message: `없는 이미지입니다: ${facts.image}`,
    remedy: `있는 이미지를 배포하세요: wizard release --image REFERENCE${facts.flags}`,
  }),
  imageNameInvalid: facts => ({
    message: `이미지 이름이 될 수 없는 값입니다: ${facts.image}. 자리 표시자가 채워지지 않았습니다.`,
    remedy: `이미지 자리에 ${facts.wanted} 글자를 그대로 쓰세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),
  pullDenied: facts => ({
    message: `태스크 실행 역할이 이미지를 가져올 수 없습니다. 역할: ${facts.role}, 이미지: ${facts.image}`,
    remedy: `권한을 바로잡으세요: wizard taskdef${facts.flags} 그다음: wizard release${facts.flags}`,
  }),
  pullLimited: facts => ({
    message: `Docker Hub에서 로그인 없이 가져올 수 있는 한도를 넘었습니다: ${facts.image}`,
    remedy: `이미지를 자신의 리포지토리에 복사하세요: wizard release --image public.ecr.aws/docker/library/NAME:TAG${facts.flags}`,
  }),
  wrongArchitecture: facts => ({
    message: `이미지가 태스크의 아키텍처에 맞지 않습니다. 태스크: ${facts.architecture}`,
    remedy: `linux/${facts.platform} 플랫폼으로 빌드하세요(docker build --platform linux/${facts.platform} 또는 wizard release --build${facts.flags}). 아니면 wizard.yaml의 taskdef.architecture 값을 바꾼 다음: wizard release --files-only${facts.flags}`,
  }),
  noPublicIp: facts => ({
    message: `태스크가 나갈 길이 없습니다. 대상: ${facts.target}. 퍼블릭 서브넷인데 퍼블릭 주소를 받지 못합니다: ${facts.subnets}`,
    remedy: `appspec.yaml 파일에 AssignPublicIp: ENABLED 값을 쓰세요. 그다음: wizard release --files-only${facts.flags}`,
  }),
  noRoute: facts => ({
    message: `태스크가 나갈 길이 없습니다. 대상: ${facts.target}. 인터넷으로 가는 경로도 엔드포인트도 없는 서브넷: ${facts.subnets}`,
    remedy: `인터넷 게이트웨이나 NAT 게이트웨이로 가는 경로 0.0.0.0/0을 추가하거나 다른 서브넷을 쓰세요(wizard.yaml의 alb.subnets). 그다음: wizard release${facts.flags}`,
  }),
  noWayOut: facts => ({
    message: `서브넷에 경로가 있지만 태스크가 대상에 닿지 못합니다: ${facts.target}. 보안 그룹, 네트워크 ACL 또는 엔드포인트가 막고 있습니다.`,
    remedy: `태스크의 보안 그룹에서 443 포트로 나가는 트래픽을 허용하세요. 그다음: wizard release${facts.flags}`,
  }),
  diskFull: facts => ({
    message: `이미지가 태스크의 저장 공간보다 큽니다: ${facts.image}`,
    remedy: `ephemeralStorage.sizeInGiB 값(21~200)을 정하세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),
  secretMissing: facts => ({
    message: `taskdef.json 파일에 적힌 보안 암호나 파라미터가 없습니다: ${facts.name}`,
    remedy: `만들거나 다른 것을 적으세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),
  vcpuQuota: facts => ({
    message: '계정이 Fargate에서 더 이상 vCPU를 쓸 수 없습니다. 두 버전이 함께 실행되는 동안에는 두 배가 필요합니다.',
    remedy: `할당량을 늘려 달라고 요청하거나(Service Quotas, Fargate On-Demand vCPU resource count) 태스크를 줄이세요. 그다음: wizard release${facts.flags}`,
  }),
  noCapacity: facts => ({
    message: '서비스의 가용 영역에 AWS의 용량이 남아 있지 않았습니다.',
    remedy: `잠시 뒤에 다시 하거나 더 많은 가용 영역의 서브넷을 쓰세요: wizard release${facts.flags}`,
  }),
  noAddresses: facts => ({
    message: '태스크의 서브넷에 남은 주소가 없습니다.',
    remedy: `주소를 비우거나 더 큰 서브넷을 쓰세요(wizard.yaml의 alb.subnets). 그다음: wizard release${facts.flags}`,
  }),

  outOfMemory: facts => ({
    message: `컨테이너가 메모리를 넘겨 강제로 종료됩니다. 컨테이너: ${facts.container}, 메모리(MiB): ${facts.memory}`,
    remedy: `메모리를 늘리세요: wizard taskdef --taskdef-memory ${facts.more}${facts.flags} 그다음: wizard release --files-only${facts.flags}`,
  }),
  commandMissing: facts => ({
    message: `컨테이너가 프로그램을 시작하지 못합니다. 컨테이너: ${facts.container}, 내용: ${facts.line}`,
    remedy: `이미지의 CMD 또는 ENTRYPOINT(또는 taskdef.json 파일의 command)를 고치세요. 그다음: wizard release --image REFERENCE${facts.flags}`,
  }),
  containerCrashed: facts => ({
    message: `컨테이너가 스스로 끝납니다. 컨테이너: ${facts.container}, 종료 코드: ${facts.exitCode}, 마지막 줄: ${facts.line || '(로그 없음)'}`,
    remedy: `로그에 나온 문제를 고치세요. 그다음: wizard release --image REFERENCE${facts.flags}`,
  }),
  containerUnhealthy: facts => ({
    message: `컨테이너의 상태 확인(taskdef.json 파일의 healthCheck)이 실패합니다: ${facts.container}`,
    remedy: `명령을 고치거나 startPeriod 값을 주세요: ${facts.file} 그다음: wizard release --files-only${facts.flags}`,
  }),
  healthCheckStatus: facts => ({
    message: `새 버전이 상태 확인에 잘못된 코드로 응답합니다. 경로: ${facts.path}, 응답: ${facts.status}, 허용: ${facts.matcher}`,
    remedy: `이미지가 그 경로에서 응답하게 하거나 다른 경로를 쓰세요: wizard alb --alb-health-check-path PATH${facts.flags} 그다음: wizard release${facts.flags}`,
  }),
  portClosed: facts => ({
    message: `태스크의 보안 그룹이 로드 밸런서를 들여보내지 않습니다. 보안 그룹: ${facts.group}, 포트: ${facts.port}`,
    remedy: `포트를 여세요: wizard alb${facts.flags} 그다음: wizard release${facts.flags}`,
  }),
  portSilent: facts => ({
    message: `상태 확인이 제때 응답을 받지 못합니다. 포트: ${facts.port}`,
    remedy: `프로그램이 127.0.0.1이 아니라 0.0.0.0:${facts.port} 주소에서 기다려야 하고 제한 시간 안에 응답해야 합니다. 시작이 느리다면: wizard service --service-grace-period 120${facts.flags}`,
  }),
  portRefused: facts => ({
    message: `컨테이너의 포트에서 기다리는 프로그램이 없거나 아직 시작되지 않아 상태 확인이 거절됩니다. 포트: ${facts.port}`,
    remedy: `시작이 느린 프로그램이라면 시간을 더 주세요: wizard service --service-grace-period 120${facts.flags} 아니라면 0.0.0.0:${facts.port} 주소에서 기다리게 하거나 실제 포트를 쓰세요(wizard.yaml의 taskdef.port).`,
  }),
  forgotten: facts => ({
    message: `새 버전의 태스크가 올라오지 못했습니다. ECS는 중지된 태스크를 한 시간 뒤에 잊으므로 어떻게 끝났는지 알 수 없습니다. 로그의 마지막 내용: ${facts.line || '(없음)'}`,
    remedy: `다시 배포하고 일찍 멈추게 하세요: wizard release --fail-fast${facts.flags}`,
  }),
};

export const causeText = ({ code, facts }: FoundCause): Problem => (causes[code] as (facts: unknown) => Problem)(facts);

export const diagnosis: Messages['diagnosis'] = {
  what: {
    action: '파이프라인 작업',
    deployment: '배포',
    lifecycle: '수명 주기 이벤트',
    taskSet: '태스크 세트',
    task: '중지된 태스크',
    container: '컨테이너',
    health: '대상 상태',
    event: '서비스 이벤트',
    log: '로그',
    alarm: '경보',
    unseen: '확인하지 못함',
  },
  title: '파이프라인부터 컨테이너까지 일어난 일:',
  unknown: '알려진 원인과 맞는 것이 없습니다. 위의 사실은 앞의 것이 뒤의 것에서 비롯된 순서입니다.',
  console: '콘솔:',
  unseen: facts => `${facts.part} (${facts.why})`,
  notFailed: facts => `마지막 배포는 실패하지 않았습니다. 실행: ${facts.execution}, 상태: ${facts.status}`,
  neverReleased: '아직 배포한 적이 없습니다.',
};
