import {
  AddListenerCertificates$,
  DescribeListenerCertificates$,
  OperationNotPermittedException$,
  RemoveListenerCertificates$,
  TooManyCertificatesException$,
  type AddListenerCertificatesInput,
  type AddListenerCertificatesOutput,
  type DescribeListenerCertificatesInput,
  type DescribeListenerCertificatesOutput,
  type RemoveListenerCertificatesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkedCertificate } from './certificates.ts';
import { listenerOf, listenersOf } from './find.ts';
import { page } from './page.ts';
import { validationError } from './refusal.ts';
import type { ListenerRecord } from './state.ts';

/** Certificates of a load balancer, not counting the default ones. */
const MOST_CERTIFICATES = 25;

function secureListenerOf(world: World, arn: string | undefined): ListenerRecord {
  const listener = listenerOf(world, arn);
  if (listener.protocol !== 'HTTPS') throw fault(OperationNotPermittedException$, 'Certificates can be specified for HTTPS listeners only');
  return listener;
}

/** Clients get the certificate that fits the name they ask for. */
export const addListenerCertificates = operation(
  AddListenerCertificates$,
  (world: World, input: AddListenerCertificatesInput): AddListenerCertificatesOutput => {
    const listener = secureListenerOf(world, input.ListenerArn);
    const wanted = (input.Certificates ?? []).map(({ CertificateArn, IsDefault }) => {
      if (IsDefault !== undefined) throw validationError('IsDefault cannot be specified');
      return checkedCertificate(world, CertificateArn);
    });
    if (wanted.length === 0) throw validationError('A certificate must be specified');
    const all = [...new Set([...(listener.furtherCertificates ?? []), ...wanted])];
    const others = listenersOf(world, listener.loadBalancerArn).filter(other => other !== listener);
    if (others.reduce((sum, other) => sum + (other.furtherCertificates?.length ?? 0), all.length) > MOST_CERTIFICATES) {
      throw fault(TooManyCertificatesException$, "You've reached the limit on the number of certificates per load balancer");
    }
    listener.furtherCertificates = all;
    return { Certificates: wanted.map(CertificateArn => ({ CertificateArn, IsDefault: false })) };
  },
);

export const removeListenerCertificates = operation(RemoveListenerCertificates$, (world: World, input: RemoveListenerCertificatesInput) => {
  const listener = secureListenerOf(world, input.ListenerArn);
  const unwanted = (input.Certificates ?? []).map(({ CertificateArn }) => CertificateArn ?? '');
  if (unwanted.some(arn => arn === listener.certificate))
    throw fault(OperationNotPermittedException$, 'The default certificate of a listener cannot be removed');
  listener.furtherCertificates = listener.furtherCertificates?.filter(arn => !unwanted.includes(arn));
  return {};
});

/** The default certificate comes first, and again among the others if it was added to them. */
export const describeListenerCertificates = operation(
  DescribeListenerCertificates$,
  (world: World, input: DescribeListenerCertificatesInput): DescribeListenerCertificatesOutput => {
    const { certificate, furtherCertificates = [] } = listenerOf(world, input.ListenerArn);
    const all = [
      ...(certificate ? [{ CertificateArn: certificate, IsDefault: true }] : []),
      ...furtherCertificates.map(CertificateArn => ({ CertificateArn, IsDefault: false })),
    ];
    const { items, next } = page(all, input.Marker, input.PageSize);
    return { Certificates: items, ...(next && { NextMarker: next }) };
  },
);
