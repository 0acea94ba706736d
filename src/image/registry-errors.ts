import { denied, deniedAction } from '../aws/explain.ts';
import { UserError } from '../errors.ts';

interface Asked {
  readonly registry: string;
  readonly repository: string;
  readonly reference?: string | undefined;
}

/** No answer at all: name not found, refused, cut off. */
export const unreachable = (registry: string, error: unknown): UserError =>
  new UserError('registryUnreachable', { registry, reason: reasonOf(error) }, { cause: error });

/** `fetch` says only "fetch failed"; what failed is in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

/** What a registry's refusal means for the user. */
export async function refusal(response: Response, asked: Asked): Promise<UserError> {
  const { registry, repository } = asked;
  const { code, message } = await errorIn(response);
  const image = imageName(asked);
  if (response.status === 429 || code === 'TOOMANYREQUESTS')
    return new UserError('registryRateLimited', { registry, image, instead: insteadOf(registry, repository) });
  if (code === 'TAG_INVALID' && /immutable/i.test(message))
    return new UserError('imageTagImmutable', { repository, tag: asked.reference ?? '' });
  if (code === 'NAME_UNKNOWN') return new UserError('imageRepositoryMissing', { registry, repository });
  // Amazon ECR names the action that its policies do not allow.
  const action = deniedAction(message);
  if (action !== undefined) return denied(message, { action });
  // Docker Hub answers so for a repository that does not exist, and does not tell which of both it is.
  if (response.status === 401 || response.status === 403) return new UserError('registryUnauthorized', { registry, repository });
  return new UserError('registryRefused', { registry, image, status: response.status, message: message || code });
}

const imageName = ({ registry, repository, reference }: Asked): string => {
  const name = `${registry}/${repository}`;
  if (reference === undefined) return name;
  return reference.includes(':') ? `${name}@${reference}` : `${name}:${reference}`;
};

/** Amazon's public registry mirrors Docker's official images and does not limit pulls so tightly. */
export const insteadOf = (registry: string, repository: string): string =>
  registry === 'docker.io' && repository.startsWith('library/') ? `public.ecr.aws/docker/${repository}` : 'public.ecr.aws/nginx/nginx';

async function errorIn(response: Response): Promise<{ code: string; message: string }> {
  const answer: unknown = await response.json().catch(() => undefined);
  const errors = typeof answer === 'object' && answer !== null && 'errors' in answer ? answer.errors : undefined;
  const [first]: unknown[] = Array.isArray(errors) ? errors : [];
  const text = (key: 'code' | 'message'): string => {
    const value: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { code: text('code'), message: text('message') };
}
