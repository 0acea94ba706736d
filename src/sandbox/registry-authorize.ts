import { refusalText } from './authorize.ts';
import { RegistryError } from './registry-error.ts';
import type { RegistryLogin } from './registry-login.ts';
import { permissions } from './services/ecr/permissions.ts';

/** A request to the registry, as far as it matters for who may make it. */
interface Asked {
  readonly method: string;
  readonly kind: string;
  readonly repositoryName: string;
  /** Whether an upload begins and ends with the request. */
  readonly isWhole: boolean;
}

const UPLOADS = ['InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload'];

/** Operations of ECR that a request of the registry protocol stands for. https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  // Not in the guide: what the same list asks for in the API.
  'GET _catalog': ['DescribeRepositories'],
  'HEAD _catalog': ['DescribeRepositories'],
  'GET tags': ['ListImages'],
  'HEAD manifests': ['BatchGetImage'],
  'GET manifests': ['BatchGetImage'],
  'PUT manifests': ['PutImage'],
  'DELETE manifests': ['BatchDeleteImage'],
  'HEAD blobs': ['BatchCheckLayerAvailability'],
  'GET blobs': ['GetDownloadUrlForLayer'],
  'POST blobs/uploads': ['InitiateLayerUpload'],
  'PATCH blobs/uploads': ['UploadLayerPart'],
  'PUT blobs/uploads': ['CompleteLayerUpload'],
};

/** Refuses what the caller may not do to a repository, in the words of ECR. */
export function authorizeRegistry({ world, identity }: RegistryLogin, { method, kind, repositoryName, isWhole }: Asked): void {
  if (!identity) return;
  const operations = isWhole ? UPLOADS : (OPERATIONS[`${method} ${kind}`] ?? []);
  for (const operation of operations) {
    // All of them are asked about by the name of the repository.
    for (const need of permissions[operation]?.(world, { repositoryName } as never, identity) ?? []) {
      const refusal = refusalText(world, identity, need);
      if (refusal !== undefined) throw new RegistryError(403, 'DENIED', refusal);
    }
  }
}
