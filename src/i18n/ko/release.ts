import { causeText } from './causes.ts';
import type { Messages } from '../index.ts';
import type * as english from '../en/release.ts';

type ReleaseProblems = Pick<Messages['problems'], keyof typeof english.releaseProblems>;
type ReleaseWords = Pick<Messages['release'], keyof typeof english.releaseWords>;

export const releaseProblems: ReleaseProblems = {
  deploymentFailed: facts => ({
    message: [
      {
        pipeline: `배포를 시작하기 전에 파이프라인이 실패했습니다. 실행: ${facts.execution}.`,
        failed: `배포가 실패했습니다: ${facts.deployment}.`,
        stopped: `누군가 배포를 중지했습니다: ${facts.deployment}.`,
        alarm: `경보가 배포를 중지했습니다: ${facts.deployment}.`,
        failFast: `새 버전이 올라오지 않아 배포를 중지했습니다: ${facts.deployment}.`,
      }[facts.ended],
      facts.rolledBack ? ' 이전 버전이 모든 트래픽을 받고 있습니다.' : '',
      ...(facts.cause === undefined
        ? [facts.reasons.length > 0 ? ' AWS의 설명:' : '', ...facts.reasons.map(reason => `\n  ${reason}`)]
        : [`\n  ${causeText(facts.cause).message}`]),
    ].join(''),
    remedy: facts.cause
      ? causeText(facts.cause).remedy
      : facts.rolledBack
        ? '원인을 고친 다음 다시 배포하세요.'
        : '원인을 고친 다음 다시 배포하세요. 어느 버전이 서비스 중인지는 `wizard status` 명령으로 볼 수 있습니다.',
  }),
  watchStopped: facts => ({
    message: `지켜보기를 멈췄습니다. 계속 진행됩니다: ${facts.what}`,
    remedy: `진행 상황을 확인하세요: ${facts.command}`,
  }),
  removedMeanwhile: facts => ({
    message: `그사이 구성이 삭제되어 진행 중이던 작업도 중지되었습니다. 삭제 중이거나 삭제된 파이프라인: ${facts.pipeline}`,
    remedy: `무엇이 남았는지 보려면: ${facts.look}. 다시 구성하려면: ${facts.make}`,
  }),
  deploymentRunning: facts => ({
    message: `아직 진행 중인 배포가 있습니다: ${facts.deployment}. CodeDeploy는 한 번에 하나만 진행합니다.`,
    remedy:
      '끝날 때까지 기다렸다가(`wizard status --watch`로 지켜볼 수 있습니다) 다시 배포하세요. 멈추고 이전 버전으로 되돌리려면: wizard rollback',
  }),
  releaseTagTaken: facts => ({
    message: `파이프라인을 시작하는 태그입니다: --tag ${facts.tag}. 배포할 때마다 저절로 붙습니다.`,
    remedy: '다른 태그를 쓰거나 빼세요.',
  }),
  releaseTagInvalid: facts => ({
    message: `이미지의 태그로 쓸 수 없습니다: --tag ${facts.tag}`,
    remedy: '영문자, 숫자와 _ . - 로 최대 128자이며 . 이나 - 로 시작할 수 없습니다.',
  }),
  releaseTagWithoutImage: facts => ({
    message: `태그를 붙일 이미지가 없습니다: --tag ${facts.tag}`,
    remedy: '이미지도 지정하세요: --image, --static, --archive 또는 --build',
  }),
  releaseMissing: facts => ({
    message: {
      branch: `브랜치가 없어서 파이프라인이 파일을 찾지 못합니다: ${facts.name}`,
      service: `서비스가 없습니다: ${facts.name}`,
      pipeline: `파이프라인이 없습니다: ${facts.name}`,
    }[facts.what],
    remedy: `다음 명령으로 만드세요: ${facts.command}`,
  }),
  releaseServiceEmpty: facts => ({
    message: `실행할 태스크 수가 0인 서비스입니다: ${facts.service}. CodeDeploy가 교체할 것이 없습니다.`,
    remedy: `하나 이상 실행하게 하세요: aws ecs update-service --cluster ${facts.cluster} --service ${facts.service} --desired-count 1`,
  }),
  releaseImageFailed: facts => ({
    message: `태그가 아직 실패했거나 롤백한 마지막 배포의 이미지를 가리킵니다: ${facts.image}. 서비스 중: ${facts.live}. 그대로 배포하면 같은 이미지를 다시 배포합니다.`,
    remedy: `다른 이미지를 배포하세요. 그래도 이 이미지를 배포하려면: ${facts.again}\n  태그를 서비스 중인 이미지로 되돌리려면: ${facts.back}`,
  }),
  partsGone: facts => ({
    message: `새 버전에 필요한 것을 누군가 삭제해서 배포가 도중에 실패하게 됩니다: ${facts.parts}`,
    remedy: `다시 만드세요: ${facts.command}`,
  }),
  stageClosed: facts => ({
    message: `스테이지로 들어가는 전환을 누군가 꺼 두어 배포가 그 앞에서 끝없이 기다리게 됩니다: ${facts.stage} (파이프라인 ${facts.pipeline}, 이유: ${facts.reason})`,
    remedy: `진행해도 되면 켜세요: aws codepipeline enable-stage-transition --pipeline-name ${facts.pipeline} --stage-name ${facts.stage} --transition-type Inbound`,
  }),
  releaseListener: facts => ({
    message: `프로덕션 리스너가 서비스 중인 대상 그룹을 가리키지 않아 CodeDeploy가 트래픽을 옮기다가 실패하게 됩니다. 서비스 중: ${facts.targetGroup}, 지금 가리키는 곳: ${facts.forwards}`,
    remedy: `되돌리세요: aws elbv2 modify-listener --listener-arn ${facts.listener} --default-actions Type=forward,TargetGroupArn=${facts.targetGroupArn}`,
  }),
  releaseController: facts => ({
    message: `배포 컨트롤러가 CODE_DEPLOY가 아닌 서비스입니다: ${facts.service} (${facts.controller})`,
    remedy: '`wizard destroy`와 `wizard init`으로 새로 만드세요. ECS는 CODE_DEPLOY로 바꿔 주지 않습니다.',
  }),
  releaseAlarmed: facts => ({
    message: `이미 울린 경보가 있어 CodeDeploy가 이 배포를 곧바로 중지합니다: ${facts.alarms}`,
    remedy: `경보가 풀릴 때까지 기다리세요. 이 배포로 문제를 고치는 경우에는 경보 없이 배포한 뒤 다시 켜세요: ${facts.command}`,
  }),
  releasePort: facts => ({
    message: `포트가 서로 다릅니다. ${facts.file}: ${facts.port}, 지금 서비스 중인 버전: ${facts.before}. 태스크의 보안 그룹(${facts.groups})은 로드 밸런서가 지금 포트로만 들어오게 하므로 새 버전은 정상 상태가 될 수 없습니다.`,
    remedy: `프로그램이 포트 ${facts.before}번에서 듣게 하고 그 포트를 적으세요. 다른 포트를 쓰려면 새로 만드세요: wizard destroy 다음에 wizard init`,
  }),
  releaseOvertaken: facts => ({
    message: `이 릴리스 다음에 시작된 다른 릴리스가 서비스 중입니다. 서비스 중: ${facts.live}, 이 릴리스: ${facts.image}`,
    remedy: `잃은 것은 없으며 이미지는 리포지토리에 있습니다. 그래도 이 이미지를 서비스하려면 다시 릴리스하세요: ${facts.command}`,
  }),
  releaseTooBig: facts => ({
    message: `리포지토리의 파일이 너무 큽니다: ${facts.repository}, ${facts.size} MB. CodeDeploy는 3 MB까지만 받습니다.`,
    remedy: `파이프라인에 필요 없는 것을 빼세요. 큰 것부터: ${facts.files}`,
  }),
  releaseFilePath: facts => ({
    message: `파이프라인이 찾는 파일이 리포지토리의 루트에 있는 파일과 다릅니다: ${facts.pipeline}, ${facts.wanted} (있는 파일: ${facts.file})`,
    remedy: `배포 작업이 ${facts.file} 파일을 찾게 하세요: wizard pipeline`,
  }),
  releasePlaceholder: facts => ({
    message: `파이프라인이 채우는 자리가 파일에 없습니다: ${facts.pipeline}, ${facts.file}, ${facts.wanted} (적혀 있는 것: ${facts.found || '없음'})`,
    remedy: `${facts.file} 파일에 ${facts.wanted} 자리를 적거나 파이프라인을 바로잡으세요: wizard pipeline`,
  }),
};

export const releaseWords: ReleaseWords = {
  oldVersion: '이전',
  newVersion: '새',
  tasks: facts => `${facts.running}/${facts.desired}${facts.pending === 0 ? '' : ` +${facts.pending}`}`,
  healthCount: facts => `${facts.state} ${facts.count}`,
  health: {
    healthy: '정상',
    unhealthy: '비정상',
    initial: '확인 중',
    draining: '종료 중',
    unused: '미사용',
    unavailable: '알 수 없음',
  },
  keptFor: facts => `이전 버전을 보관하는 시간: ${facts.time} 남음`,
  keptUntil: facts =>
    facts.here === undefined
      ? `이전 버전을 ${facts.time}까지 보관합니다. 바로 되돌리려면: ${facts.command}`
      : `이전 버전을 ${facts.time}까지 보관합니다(AWS의 ${facts.minutes}분이 이 샌드박스에서는 ${facts.here}). 되돌리려면(그 전까지만 바로 됩니다): ${facts.command}`,
  wayBack: facts => `이전 버전으로 되돌리려면: ${facts.command}`,
  leftOver: '트래픽을 옮긴 뒤에 배포가 중지되었습니다. 새 버전이 서비스 중이며 이전 태스크는 다음 배포 때 지워집니다.',
  stoppedTasks: facts => `새 버전의 태스크 중지 ${facts.count}회: ${facts.reason}`,
  alarm: facts => `경보 ${facts.name}: ${facts.state}`,
  watchingAlarms: facts =>
    `새 버전이 모든 트래픽을 받습니다. 앞으로 ${facts.here === undefined ? `${facts.minutes}분` : `AWS 시간으로 ${facts.minutes}분, 이 샌드박스에서는 ${facts.here}`} 동안 경보가 울리면 모두 되돌아갑니다: ${facts.alarms}`,
  failing: facts =>
    ({
      tasks: `새 버전이 올라오지 않습니다. 같은 이유로 중지된 태스크 ${facts.count}개: ${facts.reason}`,
      placement: `새 버전이 올라오지 않습니다: ${facts.reason}`,
      unhealthy: `새 버전이 정상이 아닙니다: ${facts.reason}`,
    })[facts.code],
  stopIt: '배포를 중지하고 모든 트래픽을 이전 버전으로 되돌릴까요?',
  notStopped: facts => `--fail-fast 또는 --yes 없이는 중지하지 않습니다. 중지하려면: ${facts.command}`,
  stopRefused: facts =>
    `배포를 멈출 권한이 없습니다: ${facts.action}. 배포는 스스로 실패할 때까지, 또는 권한이 있는 사람이 멈출 때까지 계속됩니다: wizard rollback`,
  goesOn: '배포를 계속합니다.',
  rollingBack: '트래픽을 이전 버전으로 되돌리는 중',
  rolledBack: facts => `이전 버전이 모든 트래픽을 받고 있습니다(배포가 끝난 뒤 ${facts.time} 만에).`,
  followingDeployment: facts => `따라가는 배포: ${facts.id}`,
  execution: facts => `실행 ${facts.id}`,
  whatWasPushed: '방금 올린 내용',
  deploymentName: facts => `배포 ${facts.id}`,
  behindKept: facts =>
    `이전 버전을 아직 보관 중인 배포가 있습니다: ${facts.deployment}. 그것이 끝나면 파이프라인이 이번 버전을 배포합니다.`,
  behindRollback: facts => `CodeDeploy가 실패한 배포를 아직 정리하고 있습니다: ${facts.deployment}. 끝나면 이번 버전을 배포합니다.`,
  behindExecution: facts => `진행 중인 실행이 있습니다: ${facts.id}. 이번 배포는 그다음입니다.`,
  blocked: facts =>
    `파이프라인이 만들지 않은 배포가 진행 중입니다: ${facts.deployment}. 그것이 끝나면 이번 버전을 배포합니다. 이전 버전을 보관하고 있을 뿐이라면 바로 끝낼 수 있습니다: aws deploy continue-deployment --deployment-wait-type TERMINATION_WAIT --deployment-id ${facts.deployment}`,
  twinLeft: facts =>
    `파일과 이미지가 실행을 하나씩 시작했습니다. 두 번째 실행은 같은 버전을 한 번 더 배포합니다: ${facts.id}. 멈출 권한이 없습니다: ${facts.action}`,
  triggerSilent: facts =>
    `EventBridge가 ${facts.seconds}초 안에 파이프라인을 시작하지 않아 직접 시작합니다. 규칙이나 규칙이 쓰는 역할에 문제가 있습니다. 바로잡으려면: ${facts.command}`,
  ruleOff: facts => `규칙이 꺼져 있거나 없어서 파이프라인을 직접 시작합니다: ${facts.rule}. 고치려면: ${facts.command}`,
  whatChanged: '무엇이 바뀌었나요?',
  whatChangedHelp: '명령줄에서는 --image, --build, --static, --archive, --files-only 중 하나로 정합니다.',
  changed: {
    image: '레지스트리의 새 이미지',
    build: '애플리케이션: Dockerfile을 빌드',
    static: '정적 파일',
    files: 'taskdef.json 또는 appspec.yaml만',
    same: '없음: 같은 것을 다시 배포',
  },
  whichImage: '어느 이미지인가요? (레지스트리/이름:태그)',
  whichFolder: '어느 폴더인가요?',
};
