import { UserError } from '../errors.ts';
import type { Architecture } from './architecture.ts';
import { openArchive, type ArchiveFiles } from './archive-files.ts';
import { dockerArchiveImage } from './docker-archive.ts';
import type { ImageContent } from './image-content.ts';
import { ociLayoutImage, readLayout } from './oci-layout.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/** An archive that is being read. */
export interface Archive {
  /** As the user names it, for errors. */
  readonly path: string;
  readonly files: ArchiveFiles;
  /** For layers that have to be compressed first. */
  readonly temporary: string;
}

/** The image in an OCI layout (folder or tar) or in what `docker save` wrote, for this architecture. */
export const archiveImage = (path: string, architecture: Architecture): Promise<ImageContent> =>
  inTemporaryFolder(async temporary => {
    const archive: Archive = { path, files: await openArchive(path, temporary.path), temporary: temporary.path };
    const content = await contentOf(archive, architecture);
    return { ...content, close: temporary.remove };
  });

async function contentOf(archive: Archive, architecture: Architecture): Promise<ImageContent> {
  const dockerManifest = await archive.files.read('manifest.json');
  const layout = await readLayout(archive, architecture);
  // `docker save` writes both forms, with plain layers: those are compressed rather than sent three times as large.
  const isPlain = layout?.manifest.layers.some(({ mediaType }) => mediaType.endsWith('.tar')) ?? false;
  if (layout && !(isPlain && dockerManifest)) return ociLayoutImage(archive, layout, architecture);
  if (dockerManifest) return dockerArchiveImage(archive, dockerManifest, architecture);
  throw new UserError('imageArchiveInvalid', { path: archive.path, missing: 'index.json, manifest.json' });
}
