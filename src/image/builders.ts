import { UserError } from '../errors.ts';
import { runTool } from './run-tool.ts';

/** A program that builds images from a Dockerfile. Its arguments never hold a secret. */
export interface Builder {
  readonly name: string;
  /** Succeeds only when it can build: what stands behind it (a daemon, a virtual machine) runs. */
  readonly ready: readonly string[];
  build(request: BuildRequest): readonly string[];
  /** Writes the image into an archive. */
  save(request: BuildRequest): readonly string[];
  /** Takes the image's name away again; its layers stay for the next build. */
  remove(tag: string): readonly string[];
}

export interface BuildRequest {
  readonly folder: string;
  readonly dockerfile: string;
  /** `linux/amd64` */
  readonly platform: string;
  readonly tag: string;
  readonly archive: string;
}

const build = ({ folder, dockerfile, platform, tag }: BuildRequest): readonly string[] => [
  'build',
  '--platform',
  platform,
  '--file',
  dockerfile,
  '--tag',
  tag,
  folder,
];
const save = ({ archive, tag }: BuildRequest): readonly string[] => ['save', '--output', archive, tag];
const remove = (tag: string): readonly string[] => ['image', 'rm', tag];

/** In the order in which they are looked for. */
const BUILDERS: readonly Builder[] = [
  { name: 'docker', ready: ['version', '--format', '{{.Server.Version}}'], build, save, remove },
  { name: 'podman', ready: ['info', '--format', '{{.Host.Arch}}'], build, save, remove },
  { name: 'finch', ready: ['info'], build, save, remove },
  {
    name: 'buildah',
    ready: ['--version'],
    build,
    save: ({ archive, tag }) => ['push', tag, `docker-archive:${archive}`],
    remove: tag => ['rmi', tag],
  },
];

/** The first builder that is installed and ready. The docker command is often there while its daemon is not. */
export async function findBuilder(platform: string): Promise<Builder> {
  const installed: string[] = [];
  for (const builder of BUILDERS) {
    if ((await runTool(builder.name, ['--version'])).exitCode !== 0) continue;
    installed.push(builder.name);
    if ((await runTool(builder.name, builder.ready)).exitCode === 0) return builder;
  }
  if (installed.length > 0) throw new UserError('builderNotReady', { tools: installed.join(', ') });
  throw new UserError('builderMissing', { tools: BUILDERS.map(({ name }) => name).join(', '), platform });
}
