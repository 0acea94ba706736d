import { defaultBase, pullName, type ImageAws } from '../image/open-image.ts';
import type { EcrImageSpec } from '../resources/ecr-image.ts';
import { webRootOf } from '../image/static-image.ts';

/** What brings an image into the repository, in the words of a shell: commands, each of commands joined by `|`. */
export function imageCommands(
  aws: Pick<ImageAws, 'sandbox' | 'endpoint'>,
  { source, architecture, repositoryUri, tag }: EcrImageSpec,
): readonly (readonly (readonly string[])[])[] {
  const image = `${repositoryUri}:${tag}`;
  const platform = ['--platform', architecture === 'ARM64' ? 'linux/arm64' : 'linux/amd64'];
  const [host = ''] = repositoryUri.split('/');
  const login = [
    ['aws', 'ecr', 'get-login-password'],
    ['docker', 'login', '--username', 'AWS', '--password-stdin', host],
  ];
  const push = [['docker', 'push', image]];
  switch (source.type) {
    case 'registry': {
      const name = pullName(aws, source.reference);
      return [login, [['docker', 'pull', ...platform, name]], [['docker', 'tag', name, image]], push];
    }
    case 'build':
      return [login, [['docker', 'build', ...platform, '--tag', image, source.folder]], push];
    case 'static': {
      const base = source.base ?? defaultBase(aws);
      const dockerfile = ['printf', '%s\\n', `FROM ${pullName(aws, base)}`, `COPY . /${webRootOf(base)}`];
      return [login, [dockerfile, ['docker', 'build', ...platform, '--tag', image, '--file', '-', source.folder]], push];
    }
    case 'archive':
      return [login, [['skopeo', 'copy', `docker-archive:${source.path}`, `docker://${image}`]]];
  }
}
