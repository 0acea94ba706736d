import type { Messages } from '../index.ts';
import type { resourceProblems as en } from '../en/resources.ts';
import { causeText } from './causes.ts';

const faults = {
  unknown: '이 리전에 없습니다',
  otherVpc: '다른 VPC에 있습니다',
  notAvailable: '아직 사용할 수 없는 상태입니다',
  notPublic: '인터넷 게이트웨이로 가는 경로가 없습니다(internet-facing 로드 밸런서에 필요)',
  noRouteOut: '밖으로 나가는 경로(0.0.0.0/0 → 인터넷 게이트웨이 또는 NAT 게이트웨이)가 없어 태스크가 이미지를 받을 수 없습니다',
} as const;

const zonesKo = (zones: readonly string[]): string => (zones.length === 0 ? '없음' : zones.join(', '));

export const resourceProblems: Pick<Messages['problems'], keyof typeof en> = {
  noDefaultVpc: facts => ({
    message: `이 리전에 기본 VPC가 없습니다: ${facts.region}`,
    remedy: 'wizard.yaml에 VPC와 서브넷 두 개를 적거나(alb.vpc, alb.subnets), `aws ec2 create-default-vpc` 명령으로 기본 VPC를 만드세요.',
  }),
  alarmsUnknown: facts => ({
    message: `CloudWatch 경보를 찾을 수 없습니다: ${facts.alarms} (리전 ${facts.region})`,
    remedy: 'codedeploy.alarms 값과 리전을 확인하세요.',
  }),
  unknownVpc: facts => ({
    message: `VPC를 찾을 수 없습니다: ${facts.vpc} (리전 ${facts.region})`,
    remedy: 'alb.vpc 값과 리전을 확인하세요.',
  }),
  subnetsUnfit: facts => ({
    message: [
      `다음 서브넷은 쓸 수 없습니다. VPC: ${facts.vpc}`,
      ...facts.problems.map(({ subnet, fault }) => `- ${subnet}: ${faults[fault]}.`),
      ...(facts.zones.length < 2 ? [`- 가용 영역이 두 개 이상 필요합니다. 지금 서브넷의 가용 영역: ${zonesKo(facts.zones)}`] : []),
    ].join('\n'),
    remedy: '서로 다른 가용 영역에 있는 알맞은 서브넷을 두 개 이상 적거나(alb.subnets), 라우팅 테이블을 고치세요.',
  }),
  noFitSubnets: facts => ({
    message: `로드 밸런서(${facts.scheme})와 태스크에 알맞은 서브넷이 있는 가용 영역이 두 개가 되지 않습니다. VPC: ${facts.vpc}, 찾은 가용 영역: ${zonesKo(facts.zones)}`,
    remedy:
      '알맞은 서브넷에는 인터넷 게이트웨이로 가는 0.0.0.0/0 경로가 있어야 합니다(internal이면 NAT 게이트웨이도 가능). 다른 서브넷을 적거나(alb.vpc, alb.subnets) 경로를 추가하세요.',
  }),
  bucketNameTaken: facts => ({
    message: `다른 AWS 계정이 이미 쓰고 있는 버킷 이름입니다: ${facts.name}. 버킷 이름은 모든 계정이 함께 씁니다.`,
    remedy: '다른 앱 이름을 고르세요.',
  }),
  codecommitClosed: facts => ({
    message: `AWS가 이 계정의 첫 CodeCommit 리포지토리 생성을 허용하지 않습니다. 계정: ${facts.account}`,
    remedy: 'AWS Support에 CodeCommit 사용을 요청하거나, 이미 리포지토리가 있는 계정을 쓰세요.',
  }),
  applicationNotForEcs: facts => ({
    message: `ECS용이 아닌 CodeDeploy 애플리케이션입니다: ${facts.name} (컴퓨팅 플랫폼 ${facts.platform}). 컴퓨팅 플랫폼은 바꿀 수 없습니다.`,
    remedy: '다른 애플리케이션 이름을 적거나(codedeploy.application), 이 애플리케이션을 삭제하세요.',
  }),
  loadBalancerFailed: facts => ({
    message: `AWS가 로드 밸런서를 만들지 못했습니다: ${facts.name}. 이유: ${facts.reason}`,
    remedy: 'EC2 콘솔에서 삭제하고 AWS가 알려 준 문제를 고친 다음 같은 명령을 다시 실행하세요.',
  }),
  serviceNotUp: facts => ({
    message: `서비스가 올라오지 않습니다: ${facts.service}\n  ${causeText(facts.cause).message}`,
    remedy:
      facts.otherPath === undefined
        ? `원인을 고친 다음 실행하세요: ${facts.command}`
        : `다른 경로로 검사하려면: ${facts.otherPath}\n  다른 이미지를 쓰려면: ${facts.command}`,
  }),
  roleRefused: facts => ({
    message: `신뢰 정책이 허용하지 않아 역할을 맡을 수 없습니다. 역할: ${facts.role}, 서비스: ${facts.principal}`,
    remedy: `신뢰 정책을 고친 다음 \`${facts.command}\` 명령을 다시 실행하세요: aws iam update-assume-role-policy --role-name ${facts.role} --policy-document '${facts.trust}'`,
  }),
  tasksKeepStopping: facts => ({
    message: `태스크가 계속 멈춥니다. 서비스: ${facts.service}, 멈춘 태스크: ${facts.count}개. 마지막 이유: ${facts.reason}`,
    remedy:
      '`aws logs tail 로그그룹` 명령으로 로그를 확인하세요. 이미지나 태스크 정의를 고친 다음 `wizard destroy` 명령으로 삭제하고 다시 만드세요.',
  }),
};
