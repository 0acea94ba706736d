import { InvalidArgsException$, ListCertificates$, type ListCertificatesRequest, type ListCertificatesResponse } from '@aws-sdk/client-acm';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import type { World } from '../../world.ts';
import { inUseBy } from './in-use-by.ts';

const PAGE = 100;
/** Without a filter of key types, ACM lists certificates with these keys only. */
const LISTED = ['RSA_1024', 'RSA_2048'];

export const listCertificates = operation(ListCertificates$, (world: World, input: ListCertificatesRequest): ListCertificatesResponse => {
  const keyTypes: readonly string[] = input.Includes?.keyTypes ?? LISTED;
  const found = Object.values(world.state.acm.certificates).filter(
    ({ status, keyAlgorithm }) => (input.CertificateStatuses?.includes(status) ?? true) && keyTypes.includes(keyAlgorithm),
  );
  const { items, next } = page(found, input.NextToken, input.MaxItems ?? PAGE, () =>
    fault(InvalidArgsException$, 'The NextToken is not valid.'),
  );
  return {
    CertificateSummaryList: items.map(({ arn, domainName, names, status, type, keyAlgorithm, createdAt, issuedAt, importedAt }) => ({
      CertificateArn: arn,
      DomainName: domainName,
      SubjectAlternativeNameSummaries: names,
      HasAdditionalSubjectAlternativeNames: false,
      Status: status,
      Type: type,
      KeyAlgorithm: keyAlgorithm,
      InUse: inUseBy(world, arn).length > 0,
      CreatedAt: createdAt,
      IssuedAt: issuedAt,
      ImportedAt: importedAt,
    })),
    ...(next && { NextToken: next }),
  };
});
