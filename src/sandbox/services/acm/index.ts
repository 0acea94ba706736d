import type { SandboxService } from '../../operation.ts';
import { deleteCertificate } from './delete-certificate.ts';
import { describeCertificate } from './describe-certificate.ts';
import { getCertificate } from './get-certificate.ts';
import { importCertificate } from './import-certificate.ts';
import { listCertificates } from './list-certificates.ts';
import { permissions } from './permissions.ts';
import { certificateValidated, requestCertificate } from './request-certificate.ts';
import { addTagsToCertificate, listTagsForCertificate, removeTagsFromCertificate } from './tags.ts';

/** AWS Certificate Manager: certificates for HTTPS listeners, of an authority of the sandbox's own. */
export const acm: SandboxService = {
  name: 'acm',
  protocol: 'json',
  target: 'CertificateManager',
  validationCode: 'ValidationException',
  operations: [
    addTagsToCertificate,
    deleteCertificate,
    describeCertificate,
    getCertificate,
    importCertificate,
    listCertificates,
    listTagsForCertificate,
    removeTagsFromCertificate,
    requestCertificate,
  ],
  permissions,
  timers: { 'acm.validated': certificateValidated },
};
