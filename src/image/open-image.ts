import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import type { Aws } from '../aws/aws.ts';
import { UserError } from '../errors.ts';
import type { Architecture } from './architecture.ts';
import { archiveImage } from './archive-image.ts';
import { buildImage } from './build-image.ts';
import type { ImageContent } from './image-content.ts';
import type { ImageSource } from './image-source.ts';
import { parseReference, type Reference } from './reference.ts';
import { registryClient, type RegistryClient } from './registry-client.ts';
import { registryImage } from './registry-image.ts';
import type { Login } from './registry-login.ts';
import type { Report } from './report.ts';
import { staticImage } from './static-image.ts';

/** What images need of AWS. */
export type ImageAws = Pick<Aws, 'ecr' | 'sandbox' | 'endpoint' | 'region'>;

/** Images that every sandbox has begin with this. */
const SANDBOX_IMAGES = 'sandbox/';

/** Base of a static site where the user names none: nginx, from a registry that does not limit pulls as Docker Hub does. */
export const defaultBase = (aws: Pick<ImageAws, 'sandbox'>): string =>
  aws.sandbox ? 'sandbox/nginx:latest' : 'public.ecr.aws/nginx/nginx:latest';

/** Makes an image of this architecture ready, from wherever it comes. The caller closes it. */
export async function openImage(aws: ImageAws, source: ImageSource, architecture: Architecture, report: Report): Promise<ImageContent> {
  if (source.type === 'registry') return openReference(aws, source.reference, architecture);
  if (source.type === 'static') return openStatic(aws, source, architecture, report);
  if (source.type === 'archive') return archiveImage(source.path, architecture);
  return buildImage(source.folder, architecture, report);
}

async function openStatic(
  aws: ImageAws,
  source: ImageSource & { type: 'static' },
  architecture: Architecture,
  report: Report,
): Promise<ImageContent> {
  const name = source.base ?? defaultBase(aws);
  const base = await openReference(aws, name, architecture);
  return staticImage(base, name, source.folder, report);
}

function openReference(aws: ImageAws, text: string, architecture: Architecture): Promise<ImageContent> {
  const reference = resolveReference(aws, text);
  const login = isOwnRegistry(aws, reference.registry) ? ecrLogin(aws) : undefined;
  return registryImage(registryClient({ ...reference, scope: 'pull', login }), reference, architecture);
}

/** What a reference stands for. */
export const resolveReference = (aws: Pick<ImageAws, 'sandbox' | 'endpoint'>, text: string): Reference =>
  parseReference(pullName(aws, text));

/** The name that other programs pull an image by: `sandbox/…` is on the sandbox's own registry, and exists only there. */
export function pullName(aws: Pick<ImageAws, 'sandbox' | 'endpoint'>, text: string): string {
  if (!text.startsWith(SANDBOX_IMAGES)) return text;
  if (!aws.sandbox || aws.endpoint === undefined)
    throw new UserError('imageOnlyInSandbox', { image: text, instead: 'public.ecr.aws/nginx/nginx:latest' });
  return `${new URL(aws.endpoint).host}/${text}`;
}

/** The repository that an image is pushed to: `HOST/NAME` as ECR tells it. */
export function targetRepository(aws: ImageAws, repositoryUri: string): RegistryClient {
  const { registry, repository } = parseReference(repositoryUri);
  // Emulators without a registry of their own name AWS's; nothing of theirs has a place there.
  if (aws.endpoint !== undefined && !isOfAws(new URL(aws.endpoint).hostname) && isOfAws(registry)) {
    throw new UserError('notImplemented', { action: 'ecr:UploadLayerPart', endpoint: aws.endpoint });
  }
  return registryClient({ registry, repository, scope: 'pull,push', login: ecrLogin(aws) });
}

/** Whether a host is one of AWS's. */
const isOfAws = (host: string): boolean => /\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(host);

/** Registries for which ECR's token of this region is good. */
function isOwnRegistry(aws: ImageAws, registry: string): boolean {
  if (aws.endpoint !== undefined && registry === new URL(aws.endpoint).host) return true;
  return new RegExp(`^\\d{12}\\.dkr\\.ecr(?:-fips)?\\.${aws.region}\\.amazonaws\\.com(?:\\.cn)?$`).test(registry);
}

/** Logs in to ECR once, when the registry first asks for it. */
function ecrLogin(aws: ImageAws): Login {
  let pending: Promise<string | undefined> | undefined;
  const fetchLogin = async (): Promise<string | undefined> => {
    const { authorizationData } = await aws.ecr.send(new GetAuthorizationTokenCommand({}));
    const token = authorizationData?.[0]?.authorizationToken;
    return token === undefined ? undefined : `Basic ${token}`;
  };
  return () => (pending ??= fetchLogin());
}
