import {
  ACMClient,
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  GetCertificateCommand,
  ImportCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import { CreateListenerCommand, DeleteListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { issueCertificate } from '../../../../src/sandbox/local-authority.ts';
import { clientConfig } from '../../../helpers/sandbox.ts';
import { createFront, startStage, type Stage } from '../../../helpers/stage.ts';

async function start() {
  const stage = await startStage();
  return { stage, acm: new ACMClient(clientConfig(stage.sandbox)) };
}

const request = (acm: ACMClient, DomainName = 'www.example.com') =>
  acm.send(new RequestCertificateCommand({ DomainName, ValidationMethod: 'DNS', SubjectAlternativeNames: ['*.example.com'] }));

const listenWith = (stage: Stage, LoadBalancerArn: string, TargetGroupArn: string, CertificateArn: string | undefined) =>
  stage.elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTPS',
      Port: 443,
      Certificates: [{ CertificateArn }],
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );

test('a requested certificate waits for its DNS records, is issued, and says so', async () => {
  const { stage, acm } = await start();
  const { CertificateArn } = await request(acm);
  const pending = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
  expect(pending.Certificate).toMatchObject({
    DomainName: 'www.example.com',
    SubjectAlternativeNames: ['www.example.com', '*.example.com'],
    Status: 'PENDING_VALIDATION',
    Type: 'AMAZON_ISSUED',
    InUseBy: [],
    DomainValidationOptions: [
      {
        DomainName: 'www.example.com',
        ValidationStatus: 'PENDING_VALIDATION',
        ResourceRecord: { Name: expect.stringMatching(/^_[0-9a-f]{32}\.www\.example\.com\.$/), Type: 'CNAME' },
      },
      { DomainName: '*.example.com', ResourceRecord: { Name: expect.stringMatching(/^_[0-9a-f]{32}\.example\.com\.$/) } },
    ],
  });
  await expect(acm.send(new GetCertificateCommand({ CertificateArn }))).rejects.toMatchObject({ name: 'RequestInProgressException' });
  await stage.time.advance(120);
  const issued = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
  expect(issued.Certificate).toMatchObject({ Status: 'ISSUED', DomainValidationOptions: [{ ValidationStatus: 'SUCCESS' }, {}] });
  const { Certificate = '', CertificateChain = '' } = await acm.send(new GetCertificateCommand({ CertificateArn }));
  const parsed = new X509Certificate(Certificate);
  expect(parsed.verify(new X509Certificate(CertificateChain).publicKey)).toBe(true);
  expect(parsed.checkHost('a.example.com')).toBe('*.example.com');
  expect(parsed.checkIP('127.0.0.1')).toBe('127.0.0.1');
});

test('a certificate is on a listener only once it is issued, and not deleted while it is', async () => {
  const { stage, acm } = await start();
  const front = await createFront(stage);
  const { CertificateArn } = await request(acm);
  await expect(listenWith(stage, front.balancer, front.blue, CertificateArn)).rejects.toMatchObject({
    name: 'UnsupportedCertificate',
    message: `The certificate '${CertificateArn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
  });
  await stage.time.advance(120);
  const { Listeners } = await listenWith(stage, front.balancer, front.blue, CertificateArn);
  const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
  expect(Certificate?.InUseBy).toEqual([front.balancer]);
  await expect(acm.send(new DeleteCertificateCommand({ CertificateArn }))).rejects.toMatchObject({ name: 'ResourceInUseException' });
  await stage.elb.send(new DeleteListenerCommand({ ListenerArn: Listeners?.[0]?.ListenerArn }));
  await acm.send(new DeleteCertificateCommand({ CertificateArn }));
  await expect(acm.send(new DescribeCertificateCommand({ CertificateArn }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('certificates are imported with the key that fits, listed and tagged', async () => {
  const { stage, acm } = await start();
  const one = issueCertificate(stage.sandbox.world(), ['one.example.com'], 30, 'rsa');
  const other = issueCertificate(stage.sandbox.world(), ['other.example.com'], 30, 'rsa');
  const send = (certificate: string, privateKey: string) =>
    acm.send(
      new ImportCertificateCommand({
        Certificate: Buffer.from(certificate),
        PrivateKey: Buffer.from(privateKey),
        Tags: [{ Key: 'a', Value: '1' }],
      }),
    );
  await expect(send(one.certificate, other.privateKey)).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(send('no certificate', one.privateKey)).rejects.toMatchObject({ name: 'ValidationException' });
  const { CertificateArn } = await send(one.certificate, one.privateKey);
  const { CertificateSummaryList } = await acm.send(new ListCertificatesCommand({ CertificateStatuses: ['ISSUED'] }));
  expect(CertificateSummaryList).toMatchObject([{ CertificateArn, DomainName: 'one.example.com', Type: 'IMPORTED', InUse: false }]);
  await acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags: [{ Key: 'b', Value: '2' }] }));
  await acm.send(new RemoveTagsFromCertificateCommand({ CertificateArn, Tags: [{ Key: 'a' }] }));
  const { Tags } = await acm.send(new ListTagsForCertificateCommand({ CertificateArn }));
  expect(Tags).toEqual([{ Key: 'b', Value: '2' }]);
});

test('the same request with the same token makes one certificate; what is not emulated is refused', async () => {
  const { acm } = await start();
  const input = { DomainName: 'a.example.com', ValidationMethod: 'DNS', IdempotencyToken: 'token' } as const;
  const first = await acm.send(new RequestCertificateCommand(input));
  expect((await acm.send(new RequestCertificateCommand(input))).CertificateArn).toBe(first.CertificateArn);
  await expect(acm.send(new RequestCertificateCommand({ ...input, ValidationMethod: 'EMAIL' }))).rejects.toMatchObject({
    name: 'NotImplemented',
  });
});
