import type * as en from '../en/planning.ts';

export const planningOptions: typeof en.planningOptions = {
  forUse: '호출자가 할 일: set-up(기본값), release, look, roles(역할을 미리 만들기)',
  account: 'ARN에 쓸 계정(기본값: 이곳 구성의 계정)',
  outFolder: '정책을 파일 하나씩 저장할 폴더',
};

export const policyTexts: typeof en.policyTexts = {
  placeholder: ({ account }) => `이곳에서는 계정을 알 수 없어 ARN에 ${account} 값을 대신 적었습니다. --account 옵션으로 지정하세요.`,
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
