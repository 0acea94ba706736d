import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';

/** The digest that a tag of the image repository points at; undefined when there is no such tag. */
export async function triggerDigest(aws: Aws, repositoryName: string, imageTag: string): Promise<string | undefined> {
  const described = await whenMissing(
    aws.ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] })),
    'ImageNotFoundException',
  );
  return described?.imageDetails?.[0]?.imageDigest;
}
