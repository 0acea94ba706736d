import type { commandLineProblems as en } from '../en/command-line.ts';
import type { Messages } from '../index.ts';

const SORTS = { folder: '폴더', pipe: '파이프', socket: '소켓', device: '장치' };

export const commandLineProblems: Pick<Messages['problems'], keyof typeof en> = {
  usage: facts => ({
    message: {
      unknownOption: `\`${facts.command}\` 명령에 없는 옵션입니다: ${facts.word}`,
      unknownCommand: `없는 명령입니다: ${facts.word}`,
      valueMissing: `값이 빠졌습니다: ${facts.word}`,
      tooManyWords: `\`${facts.command}\` 명령에는 옵션만 쓸 수 있습니다. 알 수 없는 입력: ${facts.word}`,
      commandMissing: `\`${facts.command}\` 뒤에 할 일을 입력해야 합니다.`,
    }[facts.fault],
    remedy:
      facts.suggestion === undefined
        ? `쓸 수 있는 입력을 확인하세요: ${facts.command} --help`
        : `비슷한 입력: ${facts.suggestion}. 쓸 수 있는 입력을 확인하세요: ${facts.command} --help`,
  }),
  argumentMissing: facts => ({
    message: `지정하지 않은 값이 있습니다: ${facts.name}`,
    remedy: `${facts.min}~${facts.max} 범위의 숫자를 지정하세요.`,
  }),
  numberOption: facts => ({
    message: `쓸 수 없는 값입니다: ${facts.flag} ${facts.value}`,
    remedy: `${facts.min}부터 ${facts.max}까지의 숫자를 입력하세요.`,
  }),
  optionChoice: facts => ({
    message: facts.value === '' ? `값이 더 필요합니다: ${facts.flag}` : `쓸 수 없는 값입니다: ${facts.flag} ${facts.value}`,
    remedy: `다음 중 하나를 입력하세요: ${facts.choices}`,
  }),
  endpointBesideSandbox: () => ({
    message: '--endpoint-url과 --sandbox는 함께 쓸 수 없습니다. 샌드박스에는 자체 주소가 있습니다.',
    remedy: '둘 중 하나를 빼세요.',
  }),
  endpointForm: facts => ({
    message: `서버 주소가 아닙니다: ${facts.from} ${facts.value}`,
    remedy: 'http://HOST:PORT 또는 https://HOST 형식으로 지정하거나 생략하세요.',
  }),
  endpointSecret: facts => ({
    message: `주소에 사용자 이름이나 암호가 들어 있습니다: ${facts.from}. 화면과 기록에 그대로 남게 됩니다.`,
    remedy: '빼고 지정하세요: http://HOST:PORT',
  }),
  configMissing: facts => ({
    message: `파일이 없습니다: ${facts.file}`,
    remedy: '--config 뒤의 경로를 확인하거나 옵션을 빼세요. 그러면 `wizard init`이 쓰는 wizard.yaml을 사용합니다.',
  }),
  fileTrouble: facts => ({
    message: `파일을 읽거나 쓸 수 없습니다: ${facts.file} (${facts.error})`,
    remedy: '권한과 디스크의 남은 공간을 확인한 다음 같은 명령을 다시 실행하세요.',
  }),
  notAFile: facts => ({
    message: `일반 파일이어야 합니다: ${facts.file} (지금: ${SORTS[facts.sort]})`,
    remedy: '다른 곳으로 옮기거나 다른 파일을 지정하세요.',
  }),
  severalImages: facts => ({
    message: `이미지는 하나만 배포할 수 있습니다. 지정한 옵션: ${facts.flags}`,
    remedy: '이 중 하나만 남기세요.',
  }),
  confirmationMissing: facts => ({
    message: '계획을 진행해도 되는지 물어볼 사람이 없습니다.',
    remedy: `계획을 확인한 다음 동의하세요: ${facts.command} --yes`,
  }),
  filesOnlyWithImage: () => ({
    message: '--files-only 옵션과 이미지는 함께 쓸 수 없습니다.',
    remedy: '둘 중 하나를 빼세요.',
  }),
  nothingSetUp: facts => ({
    message: '아직 구성된 것이 없습니다.',
    remedy: `먼저 구성하세요: ${facts.command}`,
  }),
  noExecution: facts => ({
    message: `한 번도 실행되지 않은 파이프라인입니다: ${facts.pipeline}`,
    remedy: '다음 명령으로 시작하세요: wizard release',
  }),
};
