import type { Messages } from '../index.ts';
import type { imageNotes as notes, imageProblems as problems } from '../en/image.ts';

export const imageProblems: Pick<Messages['problems'], keyof typeof problems> = {
  imageReferenceInvalid: facts => ({
    message: `이미지 이름이 아닙니다: ${facts.reference}`,
    remedy: '`docker pull` 명령에 쓰는 형식으로 적으세요. 예: nginx, public.ecr.aws/nginx/nginx:latest, HOST/NAME@sha256:…',
  }),
  imageNotFound: facts => ({
    message: `이미지를 찾을 수 없습니다: ${facts.image}`,
    remedy: facts.tags ? `있는 태그 중에서 고르세요. 예: ${facts.tags}` : '이름과 태그를 확인하세요.',
  }),
  imageRepositoryMissing: facts => ({
    message: `레지스트리에 없는 리포지토리입니다. 레지스트리: ${facts.registry}, 리포지토리: ${facts.repository}`,
    remedy: '이름을 확인하세요. 자신의 리포지토리는 `wizard ecr` 명령으로 만듭니다.',
  }),
  imageWrongArchitecture: facts => ({
    message: `이미지의 CPU 아키텍처가 맞지 않아 태스크가 "exec format error" 오류로 끝나게 됩니다. 이미지: ${facts.image}, 필요한 것: ${facts.wanted}, 이미지에 있는 것: ${facts.found || '알 수 없음'}`,
    remedy: `맞는 이미지(${facts.platform})를 쓰거나 (\`docker build --platform linux/${facts.platform}\`), --taskdef-architecture 옵션으로 다른 아키텍처를 고르세요.`,
  }),
  imageNotRunnable: facts => ({
    message: `컨테이너로 실행할 수 있는 이미지가 아닙니다: ${facts.image}`,
    remedy: 'Linux 컨테이너용 이미지를 지정하세요. Helm 차트, 서명, 2017년 이전 형식의 이미지는 Amazon ECS에서 실행할 수 없습니다.',
  }),
  imageDamaged: facts => ({
    message: `이미지가 손상되었습니다. 이미지: ${facts.image}, 일치하지 않는 다이제스트: ${facts.digest}`,
    remedy: '다시 시도하세요. 계속되면 아카이브를 새로 만들거나 다른 레지스트리의 이미지를 쓰세요.',
  }),
  imageOnlyInSandbox: facts => ({
    message: `샌드박스에만 있는 이미지입니다: ${facts.image}`,
    remedy: `공개 이미지를 쓰거나 (예: --image ${facts.instead}), 연습하려면 --sandbox 옵션을 붙이세요.`,
  }),
  imageTagImmutable: facts => ({
    message: `다른 이미지가 쓰고 있어 옮길 수 없는 태그입니다. 리포지토리: ${facts.repository}, 태그: ${facts.tag}`,
    remedy: '다른 태그를 쓰거나 이 태그를 옮길 수 있게 하세요. `wizard ecr` 명령은 파이프라인이 지켜보는 태그를 예외로 둡니다.',
  }),
  registryUnreachable: facts => ({
    message: `레지스트리가 응답하지 않습니다: ${facts.registry} (${facts.reason})`,
    remedy:
      '네트워크를 확인하고 다시 시도하세요. 네트워크가 없으면 아카이브를 쓰거나 (`docker save -o image.tar NAME` 다음에 --archive image.tar), --sandbox 옵션과 함께 sandbox/sample:v1 이미지를 쓰세요.',
  }),
  registryUnauthorized: facts => ({
    message: `레지스트리가 접근을 허용하지 않습니다. 비공개이거나 없는 이미지입니다. 레지스트리: ${facts.registry}, 리포지토리: ${facts.repository}`,
    remedy:
      '이름을 확인하세요. 비공개 이미지라면 `docker pull NAME`, `docker save -o image.tar NAME` 명령을 실행한 다음 --archive image.tar 옵션을 쓰세요.',
  }),
  registryRateLimited: facts => ({
    message: `로그인 없이 내려받을 수 있는 한도에 이르렀습니다. 레지스트리: ${facts.registry}, 이미지: ${facts.image}`,
    remedy: `Amazon의 공개 레지스트리를 쓰세요: --image ${facts.instead}. 또는 한 시간쯤 기다리세요.`,
  }),
  registryRefused: facts => ({
    message: `레지스트리가 요청을 거부했습니다. 레지스트리: ${facts.registry}, 이미지: ${facts.image}, HTTP ${facts.status}${facts.message ? `: ${facts.message}` : ''}`,
    remedy: '잠시 후 다시 시도하세요. 계속되면 레지스트리 운영자에게 문의하세요.',
  }),
  imageFolderMissing: facts => ({
    message: `폴더가 없습니다: ${facts.folder}`,
    remedy: 'index.html 파일이 있는 폴더를 지정하세요: --static DIR',
  }),
  imageFolderEmpty: facts => ({
    message: `폴더에 보여 줄 파일이 없습니다: ${facts.folder}`,
    remedy: '폴더에 index.html 파일을 넣으세요. 숨김 파일, node_modules, .dockerignore에 적힌 것은 제외됩니다.',
  }),
  imageArchiveMissing: facts => ({
    message: `아카이브가 없습니다: ${facts.path}`,
    remedy: '`docker save -o image.tar NAME` 명령으로 만든 다음 지정하세요: --archive image.tar',
  }),
  imageArchiveInvalid: facts => ({
    message: `이미지 아카이브가 아닙니다: ${facts.path}${facts.missing ? ` (없는 파일: ${facts.missing})` : ''}`,
    remedy: '`docker save -o image.tar NAME` 명령으로 만들거나, OCI 이미지 레이아웃 형식의 폴더 또는 tar 파일을 쓰세요.',
  }),
  imageArchiveAmbiguous: facts => ({
    message: `아카이브에 이미지가 여러 개 있습니다: ${facts.path} (${facts.images})`,
    remedy: '이미지 하나만 담아 만드세요: `docker save -o image.tar NAME`',
  }),
  dockerfileMissing: facts => ({
    message: `폴더에 Dockerfile이 없습니다: ${facts.folder}`,
    remedy: 'Dockerfile이 있는 폴더를 지정하거나(--build DIR), --static DIR 옵션으로 파일을 그대로 서비스하세요.',
  }),
  builderMissing: facts => ({
    message: `Dockerfile을 빌드할 프로그램이 설치되어 있지 않습니다. 찾아본 것: ${facts.tools}`,
    remedy: `그중 하나를 설치하거나, 다른 곳에서 ${facts.platform} 플랫폼용으로 빌드하여 --archive FILE 옵션을 쓰거나, 이런 프로그램이 필요 없는 --static DIR 옵션으로 파일 폴더를 서비스하세요.`,
  }),
  builderNotReady: facts => ({
    message: `설치되어 있지만 실행 중이 아닙니다: ${facts.tools}`,
    remedy:
      'Docker Desktop이나 docker 서비스를 시작하거나, `podman machine start` 또는 `finch vm start` 명령을 실행한 다음 다시 시도하세요.',
  }),
  imageBuildFailed: facts => ({
    message: `빌드하지 못했습니다. 프로그램: ${facts.tool}, 폴더: ${facts.folder}\n${facts.lines}`,
    remedy: '마지막 줄에 나온 문제를 고친 다음 같은 명령을 다시 실행하세요.',
  }),
};

export const imageNotes: Pick<Messages['notes'], keyof typeof notes> = {
  pushingLayer: facts => `레이어 ${facts.number}/${facts.total} (${facts.megabytes} MB)`,
  buildingImage: facts => `${facts.tool}: ${facts.line}`,
  linkSkipped: facts => `폴더 밖을 가리키는 링크라서 제외했습니다: ${facts.path}`,
};
