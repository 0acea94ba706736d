import type { CertificateRecord } from './state.ts';

/** Whether a certificate is for this host: by name, or by a wildcard that stands for the first part of the name. */
export const coversHost = ({ names }: Pick<CertificateRecord, 'names'>, host: string): boolean => {
  const wanted = host.toLowerCase();
  return names.some(
    name => name.toLowerCase() === wanted || (name.startsWith('*.') && wanted.replace(/^[^.]+/, '*') === name.toLowerCase()),
  );
};
