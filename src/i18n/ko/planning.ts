import type * as en from '../en/planning.ts';

export const policyTexts: typeof en.policyTexts = {
  placeholder: ({ account }) => `이곳에서는 계정을 알 수 없어 ARN에 ${account} 값을 대신 적었습니다. --account 옵션으로 지정하세요.`,
  regionPlaceholder: ({ region }) => `이곳에서는 리전을 알 수 없어 이름과 ARN에 ${region} 리전을 적었습니다. --region 옵션으로 지정하세요.`,
  parts: ({ count, size, use }) =>
    `관리형 정책 하나는 최대 ${size}자이므로 ${count}개로 나누었습니다. 파일로 저장: wizard policy --for ${use} --out FOLDER`,
  written: ({ file }) => `저장: ${file}`,
};

export const policyProblems: typeof en.policyProblems = {
  accountForm: ({ value }) => ({
    message: `계정은 숫자 열두 자리여야 합니다. 입력: ${value}`,
    remedy: '--account 111122223333 형식으로 지정하거나 생략하세요.',
  }),
};

export const planningTexts: typeof en.planningTexts = {
  costTitle: ({ region }) => `월 비용(USD, 별다른 사용이 없을 때), 리전 ${region}:`,
  commandsNeed: '아래 명령을 실행하기 전에 필요한 것:',
  inAll: '합계',
  prices: ({ date }) => `${date} 기준 AWS 요금표이며 세금과 트래픽은 빠져 있습니다.`,
  without: ({ prices }) => `이 리전의 요금을 알 수 없어 합계에서 뺀 항목: ${prices}`,
  doubled: ({ usd, minutes }) =>
    `블루/그린: 배포하는 동안과 그 뒤 ${minutes}분 동안 두 버전의 태스크가 함께 실행됩니다. 배포 한 번에 약 ${usd} USD가 듭니다.`,
  saving: {
    arm: ({ usd }) => `${usd} USD 절약: 이미지가 ARM64를 지원하면 --taskdef-architecture ARM64`,
    internal: ({ usd }) => `${usd} USD 절약: VPC 안에서만 접속하면 되는 경우 --alb-scheme internal`,
  },
  end: '삭제하면 더 이상 비용이 들지 않습니다: wizard destroy. 연습은 무료입니다: --sandbox',
  written: ({ file, command }) => `저장: ${file}. 이 계획대로만 실행하려면: ${command}`,
};

export const planProblems: typeof en.planProblems = {
  planFileMissing: ({ file }) => ({
    message: `계획 파일이 없습니다: ${file}`,
    remedy: '먼저 저장하세요: wizard plan --out FILE',
  }),
  planFileBroken: ({ file }) => ({
    message: `이 버전에서 쓸 수 있는 계획 파일이 아닙니다: ${file}`,
    remedy: '다시 저장하세요: wizard plan --out FILE',
  }),
  planPlaceTaken: ({ file }) => ({
    message: `계획 파일이 아닌 파일이 이미 있어 덮어쓰지 않았습니다: ${file}`,
    remedy: '--out 뒤에 다른 파일 이름을 쓰거나 이 파일을 옮기세요.',
  }),
  planFolderMissing: ({ file, folder }) => ({
    message: `폴더가 없어 파일을 쓸 수 없습니다. 파일: ${file}, 폴더: ${folder}`,
    remedy: '폴더를 먼저 만들거나, --out 뒤에 있는 폴더 안의 파일을 지정하세요.',
  }),
  planElsewhere: ({ file, flags }) => ({
    message: `다른 구성의 계획입니다: ${file}`,
    remedy: `계획을 만들 때와 같은 옵션을 쓰세요: ${flags}`,
  }),
  planOfAnother: ({ file, planned, now }) => ({
    message: `계획을 만든 계정과 리전이 다릅니다. 파일: ${file}, 계획: ${planned}, 지금: ${now}`,
    remedy: '계획을 만들 때와 같은 자격 증명과 리전을 사용하세요.',
  }),
  planWithAnswers: ({ file, settings }) => ({
    message: `원하는 내용은 계획 파일에 이미 있으므로 함께 지정할 수 없는 설정이 있습니다. 파일: ${file}, 설정: ${settings}`,
    remedy: '이 옵션을 빼거나, 옵션을 넣어 계획을 다시 만드세요: wizard plan --out FILE',
  }),
  planStale: ({ file, things }) => ({
    message: `계획이 더 이상 맞지 않습니다: ${file}. 계획과 다른 것: ${things}`,
    remedy: '무엇이 바뀌었는지 확인하고 계획을 다시 만드세요: wizard plan --out FILE',
  }),
};
