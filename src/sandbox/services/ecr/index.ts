import type { SandboxService } from '../../operation.ts';
import { batchCheckLayerAvailability } from './batch-check-layer-availability.ts';
import { batchDeleteImage } from './batch-delete-image.ts';
import { batchGetImage } from './batch-get-image.ts';
import { completeLayerUpload } from './complete-layer-upload.ts';
import { createRepository } from './create-repository.ts';
import { deleteLifecyclePolicy } from './delete-lifecycle-policy.ts';
import { deleteRepositoryPolicy } from './delete-repository-policy.ts';
import { deleteRepository } from './delete-repository.ts';
import { describeImageScanFindings } from './describe-image-scan-findings.ts';
import { describeImages } from './describe-images.ts';
import { describeRegistry } from './describe-registry.ts';
import { describeRepositories } from './describe-repositories.ts';
import { getAuthorizationToken } from './get-authorization-token.ts';
import { getDownloadUrlForLayer } from './get-download-url-for-layer.ts';
import { getLifecyclePolicy } from './get-lifecycle-policy.ts';
import { getRepositoryPolicy } from './get-repository-policy.ts';
import { initiateLayerUpload } from './initiate-layer-upload.ts';
import { listImages } from './list-images.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';
import { permissions } from './permissions.ts';
import { putImageScanningConfiguration } from './put-image-scanning-configuration.ts';
import { putImageTagMutability } from './put-image-tag-mutability.ts';
import { putImage } from './put-image.ts';
import { putLifecyclePolicy } from './put-lifecycle-policy.ts';
import { setRepositoryPolicy } from './set-repository-policy.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { uploadLayerPart } from './upload-layer-part.ts';

/** Amazon Elastic Container Registry. Images come in over the registry protocol too; see ../../registry.ts. */
export const ecr: SandboxService = {
  name: 'ecr',
  protocol: 'json',
  target: 'AmazonEC2ContainerRegistry_V20150921',
  validationCode: 'InvalidParameterException',
  operations: [
    batchCheckLayerAvailability,
    batchDeleteImage,
    batchGetImage,
    completeLayerUpload,
    createRepository,
    deleteLifecyclePolicy,
    deleteRepository,
    deleteRepositoryPolicy,
    describeImageScanFindings,
    describeImages,
    describeRegistry,
    describeRepositories,
    getAuthorizationToken,
    getDownloadUrlForLayer,
    getLifecyclePolicy,
    getRepositoryPolicy,
    initiateLayerUpload,
    listImages,
    listTagsForResource,
    putImage,
    putImageScanningConfiguration,
    putImageTagMutability,
    putLifecyclePolicy,
    setRepositoryPolicy,
    tagResource,
    untagResource,
    uploadLayerPart,
  ],
  permissions,
};
