import type {
  AddTagsToCertificateRequest,
  ImportCertificateRequest,
  RemoveTagsFromCertificateRequest,
  RequestCertificateRequest,
} from '@aws-sdk/client-acm';
import { requestTags, resourceTags } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import type { RequestContext } from '../iam/policy.ts';
import { certificateAt } from './find.ts';

const on = (world: World, action: string, resource = '*', context: RequestContext = {}): Need => ({
  action: `acm:${action}`,
  resource,
  context: { ...resourceTags(certificateAt(world, resource)?.tags), ...context },
});

const onCertificate = (action: string): NeedsOf<never> =>
  needs((world, { CertificateArn }: { CertificateArn?: string | undefined }) => [on(world, action, CertificateArn)]);

const anyCertificate = (world: World): string => arn(world, 'acm', 'certificate/*');

/** What IAM is asked about ACM. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  AddTagsToCertificate: needs((world, { CertificateArn, Tags }: AddTagsToCertificateRequest) => [
    on(world, 'AddTagsToCertificate', CertificateArn, requestTags(Tags)),
  ]),
  DeleteCertificate: onCertificate('DeleteCertificate'),
  DescribeCertificate: onCertificate('DescribeCertificate'),
  GetCertificate: onCertificate('GetCertificate'),
  ImportCertificate: needs((world, { CertificateArn = anyCertificate(world), Tags }: ImportCertificateRequest) => [
    on(world, 'ImportCertificate', CertificateArn, requestTags(Tags)),
  ]),
  ListTagsForCertificate: onCertificate('ListTagsForCertificate'),
  RemoveTagsFromCertificate: needs((world, { CertificateArn, Tags }: RemoveTagsFromCertificateRequest) => [
    on(world, 'RemoveTagsFromCertificate', CertificateArn, requestTags(Tags)),
  ]),
  RequestCertificate: needs((world, input: RequestCertificateRequest) => [
    on(world, 'RequestCertificate', '*', {
      ...requestTags(input.Tags),
      'acm:DomainNames': [input.DomainName ?? '', ...(input.SubjectAlternativeNames ?? [])],
      'acm:KeyAlgorithm': input.KeyAlgorithm ?? 'RSA_2048',
      'acm:ValidationMethod': input.ValidationMethod ?? 'EMAIL',
    }),
  ]),
};
