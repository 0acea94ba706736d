import { ACMClient, ImportCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import {
  AddListenerCertificatesCommand,
  CreateListenerCommand,
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  RemoveListenerCertificatesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { get } from 'node:https';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { issueCertificate } from '../../src/sandbox/local-authority.ts';
import { addressOf, createRunningService, startStage, type Stage } from '../helpers/stage.ts';
import { clientConfig } from '../helpers/sandbox.ts';

const acmOf = (stage: Stage) => new ACMClient(clientConfig(stage.sandbox));

/** An issued certificate for these names. */
async function certificateFor(stage: Stage, DomainName: string, ...SubjectAlternativeNames: string[]): Promise<string> {
  const { CertificateArn = '' } = await acmOf(stage).send(
    new RequestCertificateCommand({
      DomainName,
      ...(SubjectAlternativeNames.length > 0 && { SubjectAlternativeNames }),
      ValidationMethod: 'DNS',
      KeyAlgorithm: 'EC_prime256v1',
    }),
  );
  await stage.time.advance(120);
  return CertificateArn;
}

/** A service with an HTTPS listener too, and the authority to trust. */
async function secureStage() {
  const stage = await startStage();
  const front = await createRunningService(stage);
  const CertificateArn = await certificateFor(stage, 'www.example.com');
  const { Listeners } = await stage.elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: front.balancer,
      Protocol: 'HTTPS',
      Port: 443,
      Certificates: [{ CertificateArn }],
      DefaultActions: [{ Type: 'forward', TargetGroupArn: front.blue }],
    }),
  );
  const listener = Listeners?.[0]?.ListenerArn ?? '';
  const told = (await (await fetch(`${stage.sandbox.endpoint}/_sandbox/listeners`)).json()) as {
    listenerArn: string;
    url: string;
    ca?: string;
  }[];
  const { url = '', ca = '' } = told.find(({ listenerArn }) => listenerArn === listener) ?? {};
  return { stage, front, listener, CertificateArn, url, ca };
}

const statusOf = (url: string, options: object): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false, ...options }, response => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });

/** The common name of the certificate that a client gets who asks for a host. */
const subjectFor = (url: string, servername: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connectTls({ host: '127.0.0.1', port: Number(new URL(url).port), servername, rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on('error', reject);
  });

test('an HTTPS listener answers with a certificate of the authority in the folder, over HTTP/1.1 and HTTP/2', async () => {
  const { stage, url, ca, listener } = await secureStage();
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(addressOf(stage, listener)).toBe(url);
  const authority = readFileSync(ca);
  expect(await statusOf(url, { ca: authority })).toBe(200);
  expect(await statusOf(url, { ca: authority, servername: 'www.example.com' })).toBe(200);
  await expect(statusOf(url, {})).rejects.toThrow(/certificate/);
  const session = connect(url, { ca: authority });
  const answer = await new Promise<{ status: unknown; body: string }>((resolve, reject) => {
    const stream = session.request({ ':path': '/' });
    let status: unknown;
    let body = '';
    stream.on('response', headers => (status = headers[':status']));
    stream.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    stream.on('end', () => resolve({ status, body })).on('error', reject);
    stream.end();
  });
  session.close();
  expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('<html') });
});

test('curl and openssl trust the listener with the authority, and not without', async () => {
  const { url, ca } = await secureStage();
  const run = promisify(execFile);
  const { stdout } = await run('curl', ['-sS', '--cacert', ca, '-o', '/dev/null', '-w', '%{http_code} %{http_version}', url]);
  expect(stdout).toBe('200 2');
  await expect(run('curl', ['-sS', url])).rejects.toThrow(/certificate/);
  const { stdout: session } = await run('sh', [
    '-c',
    `openssl s_client -connect 127.0.0.1:${new URL(url).port} -servername www.example.com -verify_hostname www.example.com -CAfile "$0" </dev/null`,
    ca,
  ]);
  expect(session).toContain('Verify return code: 0 (ok)');
  const { stdout: verified } = await run('openssl', ['x509', '-in', ca, '-noout', '-text']);
  expect(verified).toContain('CA:TRUE');
});

test('the certificate is chosen by the name that a client asks for', async () => {
  const { stage, url, listener, CertificateArn } = await secureStage();
  const shop = await certificateFor(stage, 'shop.example.org', '*.shop.example.org');
  await stage.elb.send(new AddListenerCertificatesCommand({ ListenerArn: listener, Certificates: [{ CertificateArn: shop }] }));
  const { Certificates } = await stage.elb.send(new DescribeListenerCertificatesCommand({ ListenerArn: listener }));
  expect(Certificates).toEqual([
    { CertificateArn, IsDefault: true },
    { CertificateArn: shop, IsDefault: false },
  ]);
  expect(await subjectFor(url, 'shop.example.org')).toBe('shop.example.org');
  expect(await subjectFor(url, 'a.shop.example.org')).toBe('shop.example.org');
  expect(await subjectFor(url, 'other.example.org')).toBe('www.example.com');
  await expect(
    stage.elb.send(new RemoveListenerCertificatesCommand({ ListenerArn: listener, Certificates: [{ CertificateArn }] })),
  ).rejects.toMatchObject({ name: 'OperationNotPermittedException' });
  await stage.elb.send(new RemoveListenerCertificatesCommand({ ListenerArn: listener, Certificates: [{ CertificateArn: shop }] }));
  expect(await subjectFor(url, 'shop.example.org')).toBe('www.example.com');
});

test('an imported certificate and another policy take the place of those that were there', async () => {
  const { stage, listener, ca } = await secureStage();
  const { certificate, privateKey } = issueCertificate(stage.sandbox.world(), ['imported.example.net'], 30, 'rsa');
  const { CertificateArn } = await acmOf(stage).send(
    new ImportCertificateCommand({ Certificate: Buffer.from(certificate), PrivateKey: Buffer.from(privateKey) }),
  );
  await stage.elb.send(
    new ModifyListenerCommand({
      ListenerArn: listener,
      Certificates: [{ CertificateArn }],
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06',
    }),
  );
  const { Listeners } = await stage.elb.send(new DescribeListenersCommand({ ListenerArns: [listener] }));
  expect(Listeners).toMatchObject([{ Certificates: [{ CertificateArn }], SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' }]);
  const url = addressOf(stage, listener);
  expect(await subjectFor(url, 'x.example')).toBe('imported.example.net');
  await expect(statusOf(url, { ca: readFileSync(ca), maxVersion: 'TLSv1.2' })).rejects.toThrow(/protocol version|EPROTO|alert/);
});

test('a load balancer that is told so speaks no HTTP/2', async () => {
  const { stage, front, listener, ca } = await secureStage();
  await stage.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: front.balancer,
      Attributes: [{ Key: 'routing.http2.enabled', Value: 'false' }],
    }),
  );
  const { stdout } = await promisify(execFile)('curl', [
    '-sS',
    '--cacert',
    ca,
    '-o',
    '/dev/null',
    '-w',
    '%{http_version}',
    addressOf(stage, listener),
  ]);
  expect(stdout).toBe('1.1');
});
