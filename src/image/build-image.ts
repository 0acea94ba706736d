import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { archiveImage } from './archive-image.ts';
import { PLATFORM_OF, type Architecture } from './architecture.ts';
import { findBuilder, type Builder, type BuildRequest } from './builders.ts';
import type { ImageContent } from './image-content.ts';
import { DOCKERFILES } from './missing-source.ts';
import type { Report } from './report.ts';
import { runTool } from './run-tool.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/** Builds a folder's Dockerfile for this architecture, also on a machine of another one, and takes the result out of the builder. */
export const buildImage = (folder: string, architecture: Architecture, report: Report): Promise<ImageContent> =>
  inTemporaryFolder(async temporary => {
    const platform = `linux/${PLATFORM_OF[architecture]}`;
    const dockerfile = await findDockerfile(folder);
    const builder = await findBuilder(platform);
    const request = {
      folder,
      dockerfile,
      platform,
      tag: `ecs-bluegreen-build:${randomBytes(6).toString('hex')}`,
      archive: join(temporary.path, 'image.tar'),
    };
    await run(builder, builder.build(request), request, report);
    try {
      await run(builder, builder.save(request), request, report);
    } finally {
      await runTool(builder.name, builder.remove(request.tag));
    }
    const content = await archiveImage(request.archive, architecture);
    return {
      ...content,
      close: async () => {
        await content.close();
        await temporary.remove();
      },
    };
  });

/** The folder's Dockerfile. */
export async function findDockerfile(folder: string): Promise<string> {
  for (const name of DOCKERFILES) {
    const path = join(folder, name);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  throw new UserError('dockerfileMissing', { folder });
}

async function run(builder: Builder, args: readonly string[], request: BuildRequest, report: Report): Promise<void> {
  // Without this, buildx wraps the image into an index with attestations, which a plain `docker save` need not hold whole.
  const environment = { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' };
  const onLine = (line: string): void => report('buildingImage', { tool: builder.name, line });
  const { exitCode, tail } = await runTool(builder.name, args, { onLine, environment });
  if (exitCode !== 0) throw new UserError('imageBuildFailed', { tool: builder.name, folder: request.folder, lines: tail.join('\n') });
}
