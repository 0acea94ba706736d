import type { Messages } from '../index.ts';

/** `status` 명령의 말. */
export const statusTexts: Messages['status'] = {
  version: '버전',
  brought: '경로',
  notByPipeline: '파이프라인이 마지막으로 배포한 버전이 아닙니다. 파이프라인이 다시 실행되면 그 버전이나 더 새로운 버전이 서비스됩니다.',
  kept: facts => `이전 버전 보관 중(${facts.until}까지)`,
  cost: '비용',
  costs: facts =>
    `한 달에 약 ${facts.usd} USD${facts.doubled === '' ? '' : `, 두 버전이 함께 실행되는 동안은 같은 기준으로 ${facts.doubled} USD 추가`}(${facts.date} 기준 요금)`,
  drift: '차이',
  none: '없음',
  differs: facts => `원하는 상태와 다른 것: ${facts.count}개. 보려면: ${facts.command}`,
};
